"""Brings the talk of a round to its pane: makes the interviewer, lets it speak up in a pause, waits for a model."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from mockint.domain.round import RoundState
from mockint.errors import RoundError
from ui.pages.page import Tools
from ui.rounds.talk_text import Spoken

if TYPE_CHECKING:  # the interviewer's own modules take long to import; a lane does it once the round has opened
    from mockint.app.desk import RoundDesk
    from mockint.app.interviewing import Made, Talk
    from mockint.app.services import Services
    from mockint.interviewer.model import Spoken as Answer

LOOK_MS: Final = 1000


class RoundTalk(QObject):
    """The interviewer of one open round. Everything but making it and asking a model happens on the desk's thread.

    Each question of the round has a talk of its own, made when the question is first opened; the one of the open
    question is shown, and what a model still finds to say to another one is said there.

    Args:
        tools: The lanes.
        services: Settings, keys and the remote lane.
        desk: The open round.

    Signals:
        changed: Something was said, or who may speak has changed.
        refused: A `RoundError`; nothing was said.
        said: What the candidate wanted to say is in the journal.
    """

    changed = Signal()
    refused = Signal(object)
    said = Signal()
    _answered = Signal(object, object)

    def __init__(self, tools: Tools, services: Services, desk: RoundDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._services = services
        self._desk = desk
        self._talks: dict[int, Made] = {}
        self._asked_for: set[int] = set()
        self.is_listening = True
        self._answered.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.turn_to_open_item()

    @property
    def _made_here(self) -> Made | None:
        return self._talks.get(self._desk.session.open_item)

    @property
    def _talk(self) -> Talk | None:
        made = self._made_here
        return None if made is None else made.talk

    @property
    def speaker(self) -> str:
        """Who speaks; empty before the interviewer was made."""
        return "" if self._made_here is None else self._made_here.speaker

    @property
    def notice(self) -> str:
        """Why a model does not speak although the settings want it; else empty."""
        return "" if self._made_here is None else self._made_here.notice

    def turn_to_open_item(self) -> None:
        """Make the interviewer of the question that is open, unless it is there or on its way."""
        item, services, desk = self._desk.session.open_item, self._services, self._desk
        if item not in self._asked_for:
            self._asked_for.add(item)
            self._tools.tasks.remote(lambda: _make(services, desk, item), self, lambda made: self._made(item, made))

    @property
    def turns(self) -> tuple[Spoken, ...]:
        """The talk so far."""
        talk = self._talk
        return () if talk is None else tuple(Spoken(*turn) for turn in talk.view().turns)

    @property
    def can_ask(self) -> bool:
        """Whether the candidate can say something now."""
        return self._talk is not None and self._talk.view().can_ask

    @property
    def is_waiting(self) -> bool:
        """Whether a model is finding its words."""
        return self._talk is not None and self._talk.view().waiting

    @property
    def is_here(self) -> bool:
        """Whether the interviewer was made."""
        return self._talk is not None

    def say(self, text: str) -> None:
        """Say something to the interviewer."""
        if self._talk is None:
            return
        talk = self._talk
        try:
            answer = talk.say(text)
        except RoundError as fault:
            self.refused.emit(fault)
            return
        self.said.emit()
        self._await(talk, answer)

    def look(self) -> None:
        """Let the interviewer bring up what is due, unless the candidate is at something else."""
        talk = self._talk
        if talk is None or not self.is_listening or self._desk.session.state is not RoundState.RUNNING:
            return
        before = len(self._desk.session.story.item().chat)
        answer = talk.tick()
        if answer is not None or len(self._desk.session.story.item().chat) != before:
            self._await(talk, answer)

    def close(self) -> None:
        """Wait for nothing any more."""
        self._timer.stop()
        for made in self._talks.values():
            made.talk.close()

    def _made(self, item: int, made: Made) -> None:
        self._talks[item] = made
        self._timer.start()
        self.changed.emit()

    def _await(self, talk: Talk, answer: Future[Answer] | None) -> None:
        if answer is not None:
            answer.add_done_callback(partial(self._tell_answered, talk))
        self.changed.emit()

    def _tell_answered(self, talk: Talk, answer: Future[Answer]) -> None:
        """Runs on the lane's thread: the only thing done here is to post it."""
        try:
            self._answered.emit(talk, answer)
        except RuntimeError:
            return  # the round was left

    @Slot(object, object)
    def _finish(self, talk: Talk, answer: Future[Answer]) -> None:
        talk.finish(answer)
        self.changed.emit()


def _make(services: Services, desk: RoundDesk, item: int) -> Made:
    from mockint.app.interviewing import make_talk

    return make_talk(services, desk, item)
