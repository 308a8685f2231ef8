"""The diagram canvas: palette, tool bar, plane and what it says, as one widget."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from mockint.domain.diagram import Diagram
from mockint.domain.mermaid import mermaid
from mockint.errors import KnownError
from ui.diagram import walk
from ui.diagram.drawing import Drawing
from ui.diagram.edits import Chosen
from ui.diagram.export import FORMATS, export
from ui.diagram.notes import HowToBegin, KeyList
from ui.diagram.palette import KindPalette
from ui.diagram.scene import DiagramScene, Thing
from ui.diagram.toolbar import ToolBar
from ui.diagram.view import DiagramView
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.parts import ElidedLabel, line, restyle

_SPEAK_MS: Final = 250
"""How long after a change the whole graph is written down for a screen reader."""
_ABOUT: Final = "Parts of the system and what flows between them. A adds a part, C connects, Tab goes through."


class DiagramCanvas(QWidget):
    """Draws a diagram; its text is the JSON of `mockint.domain.diagram`.

    Signals:
        changed: The diagram's text after each change of the user's; a drag is one, at its end.
    """

    changed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._should_fit = False
        self._purpose = "add"
        self._warning = ""
        self.scene = DiagramScene(theme.look.colours, self.font(), self)
        self.drawing = Drawing(self.scene, self)
        self.view = DiagramView(self.drawing, theme)
        self.palette_ = KindPalette(theme)
        self.tools = ToolBar(self.view, theme)
        self.status = ElidedLabel("", "small")
        self.how_to_begin = HowToBegin(theme, self.view)
        self.key_list: KeyList | None = None
        self._spoken_due = QTimer(self)
        self._spoken_due.setSingleShot(True)
        self._spoken_due.setInterval(_SPEAK_MS)
        self._spoken_due.timeout.connect(self._write_down)
        self._put_together()
        self._listen()
        self.setFocusProxy(self.view)
        self._take_up()

    def _put_together(self) -> None:
        self.status.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        beside = line()
        beside.setMaximumHeight(16_777_215)  # as much as there is
        beside.setFixedWidth(1)
        middle.addWidget(self.palette_)
        middle.addWidget(beside)
        middle.addWidget(self.view, 1)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(line())
        column.addLayout(middle, 1)
        column.addWidget(line())
        column.addWidget(self.status)
        # The plane first: whoever comes here by Tab comes to draw.
        order = (self.view, *self.palette_.buttons.values(), *self.tools.findChildren(QToolButton))
        for one, following in itertools.pairwise(order):
            QWidget.setTabOrder(one, following)

    def _listen(self) -> None:
        drawing, view = self.drawing, self.view
        drawing.changed.connect(lambda: self.changed.emit(self.text()))
        drawing.replaced.connect(self._take_up)
        drawing.chosen_changed.connect(self._say)
        drawing.told.connect(self._tell)
        drawing.asked.connect(lambda text: self._tell(text, tone=""))
        view.kind_wanted.connect(self._ask_kind)
        view.align_wanted.connect(self.tools.open_align)
        view.placed.connect(lambda: self._arm(""))
        self.palette_.armed.connect(self._arm)
        self.palette_.taken.connect(self._take_kind)
        self.palette_.left.connect(view.setFocus)
        self.tools.export_wanted.connect(self._export_wanted)
        self.tools.keys_wanted.connect(self._toggle_keys)

    def text(self) -> str:
        """The diagram's JSON; empty where nothing is drawn."""
        diagram = self.drawing.diagram
        return diagram.as_json() if diagram.nodes or diagram.groups else ""

    def diagram(self) -> Diagram:
        """What is drawn; every part has a place."""
        return self.drawing.diagram

    def set_text(self, text: str) -> None:
        """Show another diagram without telling anyone; undo begins with it.

        Raises:
            BadInputError: If the text is no diagram; what was drawn stays.
        """
        self.view.drop()
        self.drawing.load(text)
        self._should_fit = True
        self._fit_first()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's setters
        """Let the user look, copy and export but not change, or change again."""
        self.view.drop()
        self.drawing.is_read_only = read_only
        self.palette_.setEnabled(not read_only)
        self.how_to_begin.say(read_only=read_only)
        self._arm("")
        self._take_up()
        self.tools.refresh()

    def set_to_look_at(self) -> None:
        """Show the diagram within a longer page: nothing can be changed, and the wheel scrolls the page."""
        self.set_read_only(True)
        self.palette_.hide()
        self.tools.hide_edits()
        self.view.set_wheel_passes_on()

    def point_out(self, node_ids: Sequence[str]) -> None:
        """Select some parts and bring them into sight; those that are not there are left out."""
        self.drawing.choose(Chosen(tuple(node_ids)).kept_in(self.drawing.diagram))
        for node_id in reversed(self.drawing.chosen.nodes):  # the first one last, so that it is in sight for sure
            self.view.reveal(Thing("node", node_id))

    def export(self, path: Path) -> None:
        """Write the diagram as .png, .svg or .mmd, by the file's ending.

        Raises:
            BadInputError: If it has another ending or cannot be written.
        """
        export(self.drawing.diagram, path, self.font())

    def copy_as_mermaid(self) -> None:
        """Put the diagram on the clipboard as a Mermaid flowchart."""
        QGuiApplication.clipboard().setText(mermaid(self.drawing.diagram))
        self._tell("The diagram is on the clipboard as Mermaid text.", tone="")

    def fit(self) -> None:
        """Show all that is drawn."""
        self.view.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Fits a diagram that was set while there was no room to fit it in."""
        super().showEvent(event)
        self._fit_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps what lies over the plane in its middle."""
        super().resizeEvent(event)
        self._fit_first()
        self.how_to_begin.centre()
        if self.key_list is not None:
            self.key_list.centre()

    def _fit_first(self) -> None:
        if self._should_fit and self.isVisible():
            self._should_fit = False
            # The layout gives the plane its room in the turn that shows it.
            self._column.activate()
            self.view.fit()

    def _take_up(self) -> None:
        self.how_to_begin.setVisible(not self.drawing.diagram.nodes)
        self.how_to_begin.centre()
        self._say()
        self._spoken_due.start()

    def _say(self) -> None:
        """Say what is selected, or how much there is, unless there is something more important to say."""
        if self._warning:
            return
        nodes, edges = len(self.drawing.diagram.nodes), len(self.drawing.diagram.edges)
        idle = f"Parts: {nodes}, connections: {edges}" if nodes else ""
        self._show_status(walk.spoken(self.drawing) or idle, "")

    def _tell(self, text: str, tone: str = "warn") -> None:
        self._warning = text if tone else ""
        if text:
            self._show_status(text, tone)
        else:
            self._say()

    def _show_status(self, text: str, tone: str) -> None:
        if self.status.property("tone") != tone:
            self.status.setProperty("tone", tone)
            restyle(self.status)
        self.status.set_whole(text)

    def _write_down(self) -> None:
        """The graph in words, for who does not see it."""
        self.view.setAccessibleDescription(self.drawing.diagram.as_text() or _ABOUT)

    def _ask_kind(self, purpose: str) -> None:
        self._purpose = purpose
        self.palette_.ask()
        what = "Add which part?" if purpose == "add" else "Change to which type?"
        self._tell(f"{what} Press its letter, or choose with arrows and Enter. Esc leaves.", tone="")

    def _take_kind(self, kind: str, connected: bool) -> None:  # noqa: FBT001 - a signal's
        purpose = self._purpose
        self._arm("")
        if purpose == "change":
            self.drawing.retype(kind)
            self.view.setFocus()
        else:
            self.view.add_beside(kind, connected=connected)

    def _arm(self, kind: str) -> None:
        if not kind:
            self.palette_.disarm()
        self._purpose = "add"
        self.view.arm(kind)
        self._tell("Click where the part goes. Esc leaves." if kind else "", tone="")
        if kind:
            self.view.setFocus()

    def _toggle_keys(self) -> None:
        if self.key_list is not None:
            self.key_list.hide()
            self.key_list.deleteLater()
            self.key_list = None
            self.view.setFocus()
            return
        self.key_list = KeyList(self._theme, self)
        self.key_list.closed.connect(self._toggle_keys)
        self.key_list.centre()
        self.key_list.show()
        self.key_list.raise_()
        self.key_list.setFocus()

    def _export_wanted(self, suffix: str) -> None:
        if not suffix:
            self.copy_as_mermaid()
            return
        name = next(name for name, ending in FORMATS.items() if ending == suffix)
        dialog = QFileDialog(self, "Export the diagram", f"diagram{suffix}", f"{name} (*{suffix})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.fileSelected.connect(lambda chosen: self._export_to(Path(chosen)))
        dialog.open()

    def _export_to(self, path: Path) -> None:
        try:
            self.export(path)
        except KnownError as fault:
            self._tell(str(fault))
        else:
            self._tell(f"Written to {path}", tone="")
