"""The Loop page: plan a day, take its rounds with breaks between, and read the packet at its end."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from mockint.domain.changes import Changes
from ui.messages import Action
from ui.pages.loop_cards import ChooseCard, NowCard, PacketCard, past_card, plan_card
from ui.pages.page import Page, Tools
from ui.tokens import Space
from ui.widgets.parts import clear_layout, label

if TYPE_CHECKING:
    from mockint.app.loop_day import LoopView

_TICK_MS = 1000


class LoopPage(Page):
    """Shows the loop that is under way, or the packet of the newest; a new one can be planned at any time."""

    title = "Loop"
    watches = Changes(rounds=True, grades=True)

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.loops: tuple[LoopView, ...] = ()
        self.choose: ChooseCard | None = None
        self.now: NowCard | None = None
        self.packet: PacketCard | None = None
        self._wanted = ""
        self._is_planning = False
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._tick)
        scroll = self.scroll_area = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        content.setObjectName("scrolled")
        self._rows = QVBoxLayout(content)
        self._rows.setContentsMargins(Space.XL, Space.L, Space.XL, Space.XL)
        self._rows.setSpacing(Space.M)
        scroll.setWidget(content)
        self.column.addWidget(scroll, 1)
        self.save = QAction("Save the packet as PDF", self)
        self.save.setShortcut(QKeySequence.StandardKey.Save)
        self.save.triggered.connect(lambda: self._save("pdf"))
        self.addAction(self.save)

    def preferred_focus(self) -> QWidget | None:
        """The button that goes on."""
        if self.now is not None:
            return self.now.begin
        if self.packet is not None:
            return self.packet.pdf
        return None if self.choose is None else self.choose.go

    def load(self) -> None:
        """Ask for every loop."""
        self.ask(lambda services: services.loops().overview(), self._show)

    @property
    def shown(self) -> LoopView | None:
        """The loop that is shown: the one asked for, the newest that is not over, or the newest."""
        if self._is_planning or not self.loops:
            return None
        asked = next((one for one in self.loops if one.id == self._wanted), None)
        return asked or next((one for one in self.loops if one.state != "over"), self.loops[0])

    # What is shown

    def _show(self, loops: tuple[LoopView, ...]) -> None:
        self.loops = loops
        self._draw()

    def _draw(self, document: Mapping[str, Any] | None = None) -> None:
        had_focus = self.isVisible() and self.isAncestorOf(self.window().focusWidget() or self)
        shown = self.shown
        if shown is not None and shown.state == "over" and document is None:
            self._ask_for_packet(shown.id)
            return
        clear_layout(self._rows)
        self.choose = self.now = self.packet = None
        self._clock.stop()
        self.aside.setText("" if shown is None else f"{shown.done} of {len(shown.slots)} rounds are behind you")
        if shown is None:
            self._add_choice()
        elif document is not None:
            self._add_packet(document)
        else:
            self._add_day(shown)
        others = [one for one in self.loops if shown is None or one.id != shown.id]
        if others:
            self._rows.addWidget(label("Other loops", "section"))
            self._rows.addWidget(past_card(others, self._look_at))
        self._rows.addStretch(1)
        self.save.setEnabled(self.packet is not None)
        focus = self.preferred_focus()
        if had_focus and focus is not None:
            for card in (self.choose, self.now, self.packet):
                if card is not None:
                    card.show()  # what was just put into the layout is shown later, and takes no focus before
            focus.setFocus()

    def _add_choice(self) -> None:
        self.choose = ChooseCard(is_first=not self.loops)
        self.choose.planned.connect(self._plan)
        self._rows.addWidget(self.choose)

    def _add_day(self, loop: LoopView) -> None:
        now = self.now = NowCard(loop)
        now.begin.clicked.connect(partial(self._begin, loop.id))
        now.stop.clicked.connect(partial(self._stop, loop.id))
        now.end.clicked.connect(partial(self._end, loop.id))
        self._rows.addWidget(now)
        self._rows.addWidget(plan_card(loop, self.round_wanted.emit))
        self._tick()

    def _add_packet(self, document: Mapping[str, Any]) -> None:
        packet = self.packet = PacketCard(document, self.round_wanted.emit)
        packet.pdf.clicked.connect(partial(self._save, "pdf"))
        packet.markdown.clicked.connect(partial(self._save, "md"))
        packet.again.clicked.connect(self._plan_another)
        self._rows.addWidget(packet)

    def _ask_for_packet(self, loop_id: str) -> None:
        def done(document: Mapping[str, Any]) -> None:
            shown = self.shown
            if shown is not None and shown.id == loop_id:
                self._draw(document)

        self.ask(lambda services: services.loops().packet(loop_id), done, words="Putting the packet together")

    def _tick(self) -> None:
        is_on = self.now is not None and self.now.tick()
        if is_on and self.isVisible():
            if not self._clock.isActive():
                self._clock.start()
        else:
            self._clock.stop()

    # What the user does

    def _plan(self, shape: str, short: bool) -> None:  # noqa: FBT001 - a signal's
        def done(loop_id: str) -> None:
            self._is_planning, self._wanted = False, loop_id
            self.reload()

        self.ask(lambda services: services.loops().start(shape, short=short), done)

    def _plan_another(self) -> None:
        self._is_planning = True
        self._draw()
        if self.choose is not None:
            self.choose.go.setFocus()

    def _look_at(self, loop_id: str) -> None:
        self._is_planning, self._wanted = False, loop_id
        self.reload()

    def _begin(self, loop_id: str) -> None:
        if self.now is not None:
            self.now.begin.setEnabled(False)
        self.ask(
            lambda services: services.loops().begin(loop_id),
            self._begun,
            words="Laying the round out",
            failed=lambda _: self._draw(),
        )

    def _begun(self, round_id: str) -> None:
        self._stale = True  # the plan has a round more, and is drawn when the round is left
        if self.now is not None:
            self.now.begin.setEnabled(True)
        self.round_wanted.emit(round_id)

    def _stop(self, loop_id: str) -> None:
        self.ask(lambda services: services.loops().stop(loop_id), lambda _: self.reload())

    def _end(self, loop_id: str) -> None:
        if self.now is not None and not self.now.is_sure():
            return
        self.ask(lambda services: services.loops().stop(loop_id, for_good=True), lambda _: self.reload())

    def _save(self, suffix: str) -> None:
        shown = self.shown
        if shown is None or self.packet is None:
            return
        dialog = QFileDialog(self, "Save the packet")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        names = {"pdf": "PDF (*.pdf)", "md": "Markdown (*.md)", "html": "Web page (*.html)"}
        dialog.setNameFilters([names.pop(suffix), *names.values()])
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(f"packet {shown.created.astimezone():%Y-%m-%d}.{suffix}")
        dialog.fileSelected.connect(lambda path: self._write(shown.id, Path(path)))
        dialog.open()

    def _write(self, loop_id: str, path: Path) -> None:
        self.ask(
            lambda services: services.loops().write(loop_id, path),
            self._written,
            words="Writing the packet",
            key="packet",
        )

    def _written(self, path: Path) -> None:
        folder = QUrl.fromLocalFile(str(path.parent))
        show = Action("Open folder", lambda: self._open_folder(folder))
        self.banners.tell("good", f"The packet is at {path}", show, key="packet")

    def _open_folder(self, folder: QUrl) -> None:
        self.tools.open_url(folder)

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Go on with the break's clock."""
        super().showEvent(event)
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        """A clock that nobody sees stands still; it is read anew."""
        super().hideEvent(event)
        self._clock.stop()
