"""The window's frame: the rail, the places beside it, the menu, the palette, and the room for a round."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ui.rail import MORE_PLACES, PLACES, Rail
from ui.theme import Choice, Theme
from ui.tokens import Space
from ui.window_state import WindowState

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from ui.messages import BannerArea
    from ui.pages.page import Page
    from ui.widgets.command_palette import Command, CommandPalette

PageMaker = Callable[[], "Page"]
FIRST_PLACE = "practice"
_SIZE = QSize(1280, 800)
_THEMES: tuple[tuple[Choice, str], ...] = (("system", "Like the system"), ("light", "Light"), ("dark", "Dark"))


class MainWindow(QMainWindow):
    """Painted at once without any page; pages come with `furnish` and are built when they are first shown.

    Signals:
        painted: The frame is on the screen.
        round_wanted: The user wants into the round of this id.
        defend_wanted: The user wants to defend a repository.
        drills_wanted: The user wants to drill.
        question_wanted: The user wants to see this question in the list.
        theme_chosen: The user chose a theme in the menu.
        closing: The window goes away now.
    """

    painted = Signal()
    round_wanted = Signal(str)
    defend_wanted = Signal()
    drills_wanted = Signal()
    theme_chosen = Signal(str)
    closing = Signal()

    def __init__(self, theme: Theme, state: WindowState) -> None:
        super().__init__()
        self.theme = theme
        self.state = state
        self._is_painted = False
        self._makers: Mapping[str, PageMaker] = {}
        self._pages: dict[str, Page] = {}
        self._round: QWidget | None = None
        self._palette: CommandPalette | None = None
        self._banners: BannerArea | None = None
        self._more_commands: Callable[[], Sequence[Command]] = tuple
        self.setWindowTitle("mockint")
        self.setMinimumSize(880, 560)
        self.place = state.text("window/place", FIRST_PLACE)
        if self.place not in {place.name for place in (*PLACES, *MORE_PLACES)}:
            self.place = FIRST_PLACE
        self._build()
        self._build_menu()
        self.rail.show_place(self.place)
        self._restore_geometry()

    # The frame

    def furnish(self, makers: Mapping[str, PageMaker]) -> None:
        """Give the window its pages (made when first shown) and show the place it is at."""
        self._makers = makers
        self.go_to(self.place)

    def add_commands(self, source: Callable[[], Sequence[Command]]) -> None:
        """Let the palette offer more than actions: the source is asked when the palette opens."""
        self._more_commands = source

    def page(self, name: str) -> Page:
        """The page of a place, built where it was never shown."""
        if name not in self._pages:
            page = self._makers[name]()
            page.round_wanted.connect(self.round_wanted)
            page.place_wanted.connect(self.go_to)
            self._pages[name] = page
            self._stack.addWidget(page)
        return self._pages[name]

    def go_to(self, name: str) -> None:
        """Show a place; nothing happens while a round has the window."""
        if self._round is not None:
            return
        self.place = name
        self.rail.show_place(name)
        self.state.remember("window/place", name)
        if not self._makers:
            return
        page = self.page(name)
        self._stack.setCurrentWidget(page)
        self.setWindowTitle(f"{page.title} - mockint")
        focus = page.preferred_focus()
        if focus is not None and not self._palette_is_open():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def banners(self) -> BannerArea:
        """Messages that belong to no page; made when there is a first one."""
        if self._banners is None:
            from ui.messages import BannerArea

            self._banners = BannerArea(self.theme)
            self._side.insertWidget(0, self._banners)
        return self._banners

    def show_above(self, panel: QWidget) -> None:
        """Put a panel above the pages, under the banners."""
        self._above.addWidget(panel)
        panel.show()

    # A round takes the whole window

    @property
    def round_widget(self) -> QWidget | None:
        """The screen of the round that has the window."""
        return self._round

    def open_round(self, screen: QWidget, title: str = "") -> None:
        """Give the whole window to a round's screen; the rail is hidden until `close_round`."""
        if self._round is not None:
            self.close_round()
        self._round = screen
        self._outer.addWidget(screen)
        self._outer.setCurrentWidget(screen)
        self._enable_actions(is_enabled=False)
        self.setWindowTitle(f"{title} - mockint" if title else "mockint")
        screen.setFocus()

    def close_round(self) -> None:
        """Take the round's screen away and go back to the place one came from."""
        if self._round is None:
            return
        screen, self._round = self._round, None
        screen.close()
        self._outer.setCurrentIndex(0)
        self._outer.removeWidget(screen)
        screen.deleteLater()
        self._enable_actions(is_enabled=True)
        self.go_to(self.place)

    def _enable_actions(self, *, is_enabled: bool) -> None:
        """Offer what leads away from a round, or not."""
        for action in (*self._place_actions, self._defend_action, self._drill_action):
            action.setEnabled(is_enabled)

    # The palette

    def open_palette(self) -> None:
        """Offer every command."""
        from ui.widgets.command_palette import CommandPalette

        if self._palette is None:
            self._palette = CommandPalette(self.theme, self)
        self._palette.open(self.commands())

    def close_palette(self) -> None:
        """Take the palette away where it is open."""
        if self._palette is not None and self._palette.isVisible():
            self._palette.close_palette()

    def commands(self) -> list[Command]:
        """Every action there is now: of the place or round that is shown, of the window, and more."""
        from ui.widgets.command_palette import Command

        inner = self._round if self._round is not None else self._pages.get(self.place)
        found = [Command(action.text().replace("&", ""), action) for action in (inner.actions() if inner else [])]
        found += [Command(action.toolTip() or action.text(), action) for action in self.actions()]
        if self._round is None:
            found += self._more_commands()
        return [command for command in found if command.action is not self._palette_action]

    def _palette_is_open(self) -> bool:
        return self._palette is not None and self._palette.isVisible()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say once that the frame is painted; what is slow may begin after that."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the window's state and let everyone end their work."""
        self.state.remember("window/geometry", self.saveGeometry())
        self.state.save()
        if self._round is not None:
            self._round.close()
        event.accept()
        self.closing.emit()

    # Building

    def _build(self) -> None:
        self.rail = Rail(self.theme)
        self.rail.place_chosen.connect(self.go_to)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._first_page())
        side = self._side = QVBoxLayout()
        side.setSpacing(0)
        self._above = QVBoxLayout()
        self._above.setSpacing(0)
        side.addLayout(self._above)
        side.addWidget(self._stack, 1)
        frame = QWidget()
        frame.setObjectName("page")
        frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(side, 1)
        self._outer = QStackedWidget()
        self._outer.addWidget(frame)
        self.setCentralWidget(self._outer)

    def _first_page(self) -> QWidget:
        """What stands in the frame until the page is there: its title where the page will have it."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.XL, Space.M, Space.XL, 0)
        title = QLabel(next(place.title for place in (*PLACES, *MORE_PLACES) if place.name == self.place))
        title.setProperty("type", "title")
        column.addWidget(title)
        column.addStretch(1)
        return page

    def _build_menu(self) -> None:
        file, go, view = (self.menuBar().addMenu(title) for title in ("&File", "&Go", "&View"))
        self._palette_action = self._action(file, "Command palette", "Ctrl+K", self.open_palette)
        self._place_actions = [
            self._action(go, place.title, place.shortcut, partial(self.go_to, place.name), f"Go to {place.title}")
            for place in (*PLACES, *MORE_PLACES)
        ]
        group = QActionGroup(self)
        self.theme_actions: dict[str, QAction] = {}
        for choice, title in _THEMES:
            action = self._action(view, title, "", partial(self.theme_chosen.emit, choice), f"Theme: {title}")
            action.setCheckable(True)
            action.setChecked(choice == self.theme.choice)
            group.addAction(action)
            self.theme_actions[choice] = action
        self._defend_action = self._action(file, "Defend a repository...", "", self.defend_wanted.emit)
        self._drill_action = self._action(file, "Drill...", "", self.drills_wanted.emit)
        file.addSeparator()
        self._action(file, "Quit", "Ctrl+Q", self.close, "Quit mockint")

    def _action(
        self,
        menu: QMenu,
        text: str,
        shortcut: str,
        run: Callable[[], object],
        words: str = "",
    ) -> QAction:
        action = QAction(text, self)
        if words:
            action.setToolTip(words)
        if shortcut:
            action.setShortcut(shortcut)
        action.triggered.connect(lambda _checked=False: run())
        menu.addAction(action)
        self.addAction(action)
        return action

    def _restore_geometry(self) -> None:
        geometry = self.state.data("window/geometry")
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(_SIZE)
