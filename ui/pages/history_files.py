"""Reports of the History as files: one shown in the browser, one saved, all of them into a folder."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton

from ui.messages import Action
from ui.widgets.parts import button

if TYPE_CHECKING:
    from mockint.app.export_all import Exported
    from mockint.app.past_desk import PastDesk
    from mockint.errors import KnownError
    from ui.pages.page import Page
    from ui.services_port import RoundSummary, Services

_FORMATS = (("html", "Web pages"), ("pdf", "PDF"), ("md", "Markdown"), ("json", "JSON"))


class ReportFiles(QObject):
    """What the page's buttons about reports do."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._stop = threading.Event()
        self.all = button("Export all...", tip="Write the reports of all rounds into a folder")
        self.stop = QPushButton("Stop the export")
        self.stop.hide()
        self.stop.clicked.connect(self._stop.set)
        self.formats = QMenu(self.all)
        for form, title in _FORMATS:
            action = QAction(title, self.formats)
            action.triggered.connect(lambda _checked=False, form=form: self._choose_folder(form))
            self.formats.addAction(action)
        self.all.clicked.connect(lambda: self.formats.popup(self.all.mapToGlobal(QPoint(0, self.all.height() + 2))))

    def show(self, one: RoundSummary) -> None:
        """Show the report of a round in the browser."""
        target = self._page.tools.home.cache / "reports" / f"{one.id}.html"
        self._write(one.id, target, self._shown)

    def save(self, one: RoundSummary) -> None:
        """Save the report of a round where the user says."""
        dialog = QFileDialog(self._page, "Export the report")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["Web page (*.html)", "PDF (*.pdf)", "Markdown (*.md)", "JSON (*.json)"])
        dialog.setDefaultSuffix("html")
        dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(name.rpartition("*.")[2].strip(")")))
        dialog.selectFile("".join(char for char in one.title if char not in '\\/:*?"<>|'))
        dialog.fileSelected.connect(lambda path: self._write(one.id, Path(path), self._saved))
        dialog.open()

    def _write(self, round_id: str, path: Path, done: Callable[[Path], None]) -> None:
        def write(services: Services) -> Path:
            services.export_report(round_id, path)
            return path

        self._page.ask(write, done, words="Writing the report", key="report")

    def _shown(self, path: Path) -> None:
        if not self._page.tools.open_url(QUrl.fromLocalFile(str(path))):
            words = f"Nothing on this machine opened the report. It is at {path}"
            self._page.banners.tell("warn", words, key="report")

    def _saved(self, path: Path) -> None:
        self._tell(f"The report is at {path}", path.parent)

    def _tell(self, sentence: str, folder: Path) -> None:
        url = QUrl.fromLocalFile(str(folder))
        opening = Action("Open folder", lambda: self._open(url))
        self._page.banners.tell("good", sentence, opening, key="report")

    def _open(self, folder: QUrl) -> None:
        self._page.tools.open_url(folder)

    def _choose_folder(self, form: str) -> None:
        dialog = QFileDialog(self._page, "Export all reports")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self._export_all(Path(path), form))
        dialog.open()

    def _export_all(self, folder: Path, form: str) -> None:
        self._page.ask(lambda services: services.past(), lambda desk: self._run(desk, folder, form), key="report")

    def _run(self, desk: PastDesk, folder: Path, form: str) -> None:
        """Write them beside the window's own work: the history stays free for the pages in between."""
        self._stop.clear()
        self._under_way(on=True)
        self._page.tools.tasks.remote(
            lambda: desk.export_all(folder, form, self._stop.is_set), self, self._all_saved, self._not_saved
        )

    def _all_saved(self, done: Exported) -> None:
        self._under_way(on=False)
        self._tell(done.words(), done.path)

    def _not_saved(self, fault: KnownError) -> None:
        self._under_way(on=False)
        self._page.banners.tell_error(fault, key="report")

    def _under_way(self, *, on: bool) -> None:
        had_focus = (self.all if on else self.stop).hasFocus()
        self.stop.setVisible(on)
        self.all.setVisible(not on)
        if had_focus:
            (self.stop if on else self.all).setFocus()
