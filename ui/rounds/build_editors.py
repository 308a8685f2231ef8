"""The open files of a build: an editor each, closed at will; what belongs to the round can be read only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QTabBar

from mockint.app.workspace import GIVEN
from ui.editor.base import CodeEditor
from ui.rounds.editor_tabs import EditorTabs
from ui.widgets.parts import button

MakeEditor = Callable[[str], CodeEditor]


class BuildEditors(EditorTabs):
    """Tabs of open files, named by their paths.

    Args:
        make: Makes the editor for a path.

    Signals:
        shown: Path of the file whose tab is shown now; empty for none.
        keys_left: A tab that had the keyboard was closed.
    """

    shown = Signal(str)
    keys_left = Signal()

    def __init__(self, make: MakeEditor) -> None:
        super().__init__()
        self._make = make
        self.setAccessibleName("Open files")
        self.setMovable(True)
        self.setUsesScrollButtons(True)
        self.replaced.connect(lambda path, _: self._fit_in(path))
        self.currentChanged.connect(lambda _: self.shown.emit(self.current))

    def title_of(self, document: str) -> str:
        """The file's name, with its folder where another open file has the same name."""
        name = PurePosixPath(document).name
        same = [path for path in self.editors if PurePosixPath(path).name == name]
        return document if len(same) > 1 else name

    def is_own(self, document: str) -> bool:
        """Whether the file is the candidate's to change."""
        return document.split("/", maxsplit=1)[0] not in GIVEN

    def open(self, path: str, text: str, cursor: int = 0) -> None:
        """Show a file, in the tab that it has or in a new one."""
        if path not in self.editors:
            editor = self._make(path)
            editor.set_text(text)
            editor.set_cursor_offset(cursor)
            editor.set_read_only(self._is_frozen or not self.is_own(path))
            if self._colours is not None:
                editor.set_colors(self._colours)
            self.add_editor(path, editor)
            self._fit_in(path)
            editor.setAccessibleName(path if self.is_own(path) else f"{path}, read-only")
            self._name_tabs()
        self.setCurrentWidget(self.editors[path])

    def replace_text(self, path: str, text: str) -> None:
        """Show another text in an open tab, near the place where the cursor was."""
        editor = self.editors.get(path)
        if editor is not None and editor.text() != text:
            cursor = editor.cursor_offset()
            editor.set_text(text)
            editor.set_cursor_offset(min(cursor, len(text)))

    def close_current(self) -> None:
        """Close the tab that is shown."""
        if self.currentIndex() >= 0:
            self._close_at(self.currentIndex())

    def drop(self, path: str) -> None:
        """Close the tab of a file that is gone."""
        if path in self.editors:
            self._close_at(self.indexOf(self.editors[path]))

    def _close_at(self, at: int) -> None:
        widget = self.widget(at)
        path = next((name for name, editor in self.editors.items() if editor is widget), "")
        if not path:
            return
        editor = self.editors[path]

        def told() -> None:
            if self.editors.get(path) is not editor:
                return
            had_keys = editor.isAncestorOf(QApplication.focusWidget() or self)
            self.removeTab(self.indexOf(editor))
            del self.editors[path]
            editor.dispose()
            editor.deleteLater()
            self._name_tabs()
            if had_keys:
                self.keys_left.emit()

        editor.settle(told)

    def _fit_in(self, path: str) -> None:
        """Give a new tab its cross, and its editor the place after the tabs in the order of Tab."""
        editor = self.editors[path]
        self.setTabOrder(self.tabBar(), editor.focusProxy() or editor)
        closer = button("\N{MULTIPLICATION SIGN}", "quiet", tip="Close this tab (Ctrl+W)")
        closer.setObjectName("closer")
        closer.setAccessibleName(f"Close {path}")
        closer.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has Ctrl+W
        closer.clicked.connect(lambda: self.drop(path))
        self.tabBar().setTabButton(self.indexOf(editor), QTabBar.ButtonPosition.RightSide, closer)

    def _name_tabs(self) -> None:
        for path, editor in self.editors.items():
            at = self.indexOf(editor)
            self.setTabText(at, self.title_of(path))
            self.setTabToolTip(at, path)
