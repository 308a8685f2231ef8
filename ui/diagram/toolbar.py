"""The canvas's tool bar: back and forth, connect, group, align, zoom, export, and the list of keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from ui.diagram.drawing import Drawing
from ui.diagram.export import FORMATS
from ui.diagram.palette import symbol_icon
from ui.diagram.view import DiagramView
from ui.theme import Theme
from ui.tokens import Space

_FLAT: Final = "QToolButton {{ border-color: transparent; background: transparent; padding: {pad}px; }}"


class ToolBar(QWidget):
    """Buttons for what the keys do, each with its key in its tool tip.

    Signals:
        export_wanted: An ending such as ``.png``; empty for Mermaid text on the clipboard.
        keys_wanted: The list of keys is to be shown, or put away.
        text_wanted: The diagram is to be shown as its text; only where `offer_text` was called.
    """

    export_wanted = Signal(str)
    keys_wanted = Signal()
    text_wanted = Signal()

    def __init__(self, view: DiagramView, theme: Theme) -> None:
        super().__init__()
        self._view = view
        self._drawing: Drawing = view.drawing
        self._theme = theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Space.S, Space.XS, Space.S, Space.XS)
        self._row.setSpacing(0)
        self._icons: list[tuple[QToolButton, str]] = []
        drawing = self._drawing
        self.undo = self._button("undo", "Undo (Ctrl+Z)", drawing.undo)
        self.redo = self._button("redo", "Redo (Ctrl+Y)", drawing.redo)
        self._row.addSpacing(Space.S)
        self.connect_ = self._button("connect", "Connect the selected part (C)", self._then(view.connect_chosen))
        self.group = self._button("group", "Group the selected parts (G)", self._then(view.group_chosen))
        self.align = self._button("align", "Align or space evenly (L)", self.open_align)
        self._row.addStretch(1)
        self._button("out", "Zoom out (Ctrl+-)", lambda: view.zoom_by(-1))
        self.zoom = self._worded("100 %", "Zoom to 100 % (Ctrl+0)", lambda: view.zoom_to(1.0))
        self._button("in", "Zoom in (Ctrl++)", lambda: view.zoom_by(1))
        self._button("fit", "Fit all into the view (F)", view.fit)
        self._row.addSpacing(Space.S)
        self.as_text = self._worded("As text", "Show the diagram as its text", self.text_wanted.emit)
        self.as_text.hide()
        self.export = self._worded("Export", "Export the diagram as a file or as text", self._open_export)
        self._button("keys", "Keys of the canvas", self.keys_wanted.emit)
        self.align_menu, self.export_menu = QMenu(self), QMenu(self)
        self._fill_menus()
        view.zoomed.connect(lambda zoom: self.zoom.setText(f"{zoom * 100:.0f} %"))
        drawing.replaced.connect(self.refresh)
        drawing.chosen_changed.connect(self.refresh)
        self._dress()
        theme.changed.connect(self._dress)
        self.refresh()

    def offer_text(self) -> None:
        """Offer to show the diagram as its text, where somebody can."""
        self.as_text.show()

    def hide_edits(self) -> None:
        """Leave only what does not change the diagram."""
        for one in (self.undo, self.redo, self.connect_, self.group, self.align):
            one.hide()

    def refresh(self) -> None:
        """Offer what can be done now."""
        drawing, chosen = self._drawing, self._drawing.chosen
        may = not drawing.is_read_only
        self.undo.setEnabled(may and drawing.past.can_undo)
        self.redo.setEnabled(may and drawing.past.can_redo)
        self.connect_.setEnabled(may and 1 <= len(chosen.nodes) <= 2)
        self.group.setEnabled(may and bool(chosen.nodes))
        self.align.setEnabled(may and len(chosen.nodes) + len(chosen.groups) > 1)

    def open_align(self) -> None:
        """Offer the ways to align."""
        self._popup(self.align_menu, self.align)

    def _open_export(self) -> None:
        self._popup(self.export_menu, self.export)

    def _popup(self, menu: QMenu, below: QToolButton) -> None:
        menu.popup(below.mapToGlobal(QPoint(0, below.height() + 2)))
        menu.setActiveAction(menu.actions()[0])

    def _fill_menus(self) -> None:
        drawing = self._drawing

        def offer(menu: QMenu, text: str, run: Callable[[], None]) -> None:
            action = QAction(text, menu)
            action.triggered.connect(lambda _=False: run())
            menu.addAction(action)

        offer(self.align_menu, "&Left edges", lambda: drawing.align("left"))
        offer(self.align_menu, "&Centres", lambda: drawing.align("centre"))
        offer(self.align_menu, "&Right edges", lambda: drawing.align("right"))
        offer(self.align_menu, "&Top edges", lambda: drawing.align("top"))
        offer(self.align_menu, "&Middles", lambda: drawing.align("middle"))
        offer(self.align_menu, "&Bottom edges", lambda: drawing.align("bottom"))
        self.align_menu.addSeparator()
        offer(self.align_menu, "Space evenly &across", lambda: drawing.distribute(0))
        offer(self.align_menu, "Space evenly &down", lambda: drawing.distribute(1))
        for name, suffix in FORMATS.items():
            offer(self.export_menu, f"{name} ({suffix})", partial(self.export_wanted.emit, suffix))
        self.export_menu.addSeparator()
        offer(self.export_menu, "Copy as Mermaid", lambda: self.export_wanted.emit(""))

    def _then(self, run: Callable[[], None]) -> Callable[[], None]:
        """The same, after the plane has the keyboard, so that what follows can be typed."""

        def go() -> None:
            self._view.setFocus()
            run()

        return go

    def _button(self, name: str, tip: str, run: Callable[[], None]) -> QToolButton:
        made = self._worded("", tip, run)
        self._icons.append((made, name))
        return made

    def _worded(self, text: str, tip: str, run: Callable[[], None]) -> QToolButton:
        made = QToolButton()
        made.setText(text)
        made.setToolTip(tip)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setAccessibleName(tip.partition(" (")[0])
        made.clicked.connect(lambda _=False: run())
        self._row.addWidget(made)
        return made

    def _dress(self) -> None:
        look = self._theme.look
        style = _FLAT.format(pad=look.px(5))
        style += f"QToolButton:hover {{ background: {look.colours.hover}; }}"
        style += f"QToolButton:focus {{ border-color: {look.colours.accent}; }}"
        style += f"QToolButton:disabled {{ color: {look.colours.faint}; }}"
        side = look.px(18)
        for button, name in self._icons:
            button.setIcon(symbol_icon(name, look.colours, side, 2 * self.devicePixelRatioF()))
            button.setIconSize(QSize(side, side))
        for button in self.findChildren(QToolButton):
            button.setStyleSheet(style)
        self.zoom.setMinimumWidth(self.zoom.fontMetrics().horizontalAdvance("400 %") + 2 * look.px(8))
        self.zoom.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
