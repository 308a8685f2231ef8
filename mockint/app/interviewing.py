"""The talk of a round: what the candidate says is recorded, answered and recorded again, by the script or by a model."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import Future
from typing import Final, Literal, NamedTuple

from mockint.app.desk import RoundDesk
from mockint.app.model_client import client_maker
from mockint.app.round_types import type_of
from mockint.app.services import Services
from mockint.app.spending import this_month
from mockint.domain.ids import RoundId
from mockint.domain.question import EvidencePoint, Question
from mockint.domain.round import RoundState
from mockint.errors import RoundError
from mockint.graders.lexical import FOUND, Lexicon, find_points
from mockint.interviewer.contract import fitting
from mockint.interviewer.model import FIRST_TEXT_S, ModelInterviewer, Spoken
from mockint.interviewer.scripted import ScriptedInterviewer
from mockint.interviewer.turns import IsSaid, Line, Moment, Turn
from mockint.provider.base import Client
from mockint.provider.retry import Patience
from mockint.settings.model import GraderChoice, InterviewerChoice

_PATIENCE: Final = Patience(connect_s=FIRST_TEXT_S, read_s=FIRST_TEXT_S, tries=2)
"""A candidate waits: what takes longer than the talk's own limits is no use."""

_log = logging.getLogger(__name__)


class TalkTurn(NamedTuple):
    """One turn as the pane shows it, at a second of the round's clock."""

    speaker: Literal["candidate", "interviewer"]
    text: str
    intent: str
    at_s: float


class TalkView(NamedTuple):
    """What the pane shows.

    Attributes:
        can_ask: Whether the candidate can say something now.
        waiting: Whether a model is finding its words.
    """

    turns: tuple[TalkTurn, ...]
    can_ask: bool
    waiting: bool


def said_by_words(question: Question) -> IsSaid:
    """Whether a text says a point, as the offline estimate looks for it; the last text is remembered."""
    lexicon = Lexicon.of(question)
    last: tuple[str, frozenset[EvidencePoint]] = ("", frozenset())

    def is_said(point: EvidencePoint, text: str) -> bool:
        nonlocal last
        if last[0] != text:
            last = (text, frozenset(hit.point for hit in find_points(text, lexicon) if hit.likelihood >= FOUND))
        return point in last[1]

    return is_said


def model_interviewer(services: Services, client: Client, scripted: ScriptedInterviewer) -> ModelInterviewer:
    """An interviewer that speaks through a model, its calls on the remote lane."""
    return ModelInterviewer(
        client,
        scripted,
        start=services.remote_lane.submit,
        rng=services.rng,
        now_s=lambda: services.clock.now().monotonic_s,
    )


def interviewer_client(services: Services, round_id: RoundId | None = None) -> Client:
    """The client of the model that the settings name, impatient as a talk is; blocking, on a remote lane.

    Whether a model is to speak at all is the setting ``interviewer``. It is the grader's own model, or Claude's where
    none grades.

    Args:
        services: Settings, keys and history; every call is kept there.
        round_id: The round that the calls are for.
    """
    grader = services.settings.load().settings.grader
    name = "openai" if grader is GraderChoice.OPENAI else "messages"
    return client_maker(services, name, round_id=round_id, patience=_PATIENCE)(lambda _: None)


class Made(NamedTuple):
    """The talk of a round and who speaks in it.

    Attributes:
        speaker: ``scripted``, or the name of the model.
        notice: Why a model does not speak although the settings want it; else empty.
    """

    talk: Talk
    speaker: str
    notice: str = ""


def make_talk(services: Services, desk: RoundDesk, item: int = 0) -> Made:
    """The talk of an item of a round as the settings want it; blocking, on a remote lane."""
    if services.settings.load().settings.interviewer is not InterviewerChoice.MODEL:
        return Made(Talk(services, desk, item=item), "scripted")
    month = this_month(services)
    if not month.has_room():
        told = f"The monthly cap of {month.cap_usd:g} USD is reached, so the script speaks for the interviewer."
        return Made(Talk(services, desk, item=item), "scripted", told)
    client = interviewer_client(services, desk.round.id)
    return Made(Talk(services, desk, client, item=item), client.endpoint.model)


class Talk:
    """The talk of one item of an open round. Every method is quick and is called on the desk's own thread.

    The scripted interviewer answers at once. With a model `say` and `tick` give a future that is done on another
    thread; hand it to `finish` on the desk's thread. What the candidate says is in the journal before anybody is asked.

    Args:
        services: The remote lane.
        desk: The open round.
        client: The model that speaks; None for the script alone. It can also come later, see `use`.
        item: Position of the item; it is for the caller to `tick` that of the open one alone.
    """

    def __init__(self, services: Services, desk: RoundDesk, client: Client | None = None, *, item: int = 0) -> None:
        self._services = services
        self._desk = desk
        self._item, question = item, desk.questions[item]
        self._scripted = ScriptedInterviewer(question, said_by_words(question))
        self._model: ModelInterviewer | None = None
        self.use(client)
        parts = type_of(desk.question).documents
        self._prose = tuple(part.name for part in parts if not (part.is_code or part.is_private))
        self._waits_for: Turn | None = None
        self._cancel = threading.Event()

    def use(self, client: Client | None) -> None:
        """Let a model speak from now on, or the script alone; finding the model's key may take a while."""
        self._model = None if client is None else model_interviewer(self._services, client, self._scripted)

    def view(self) -> TalkView:
        """The talk as it stands, the change of plan at its place."""
        item = self._desk.session.story.item(self._item)
        turns = [TalkTurn(line.speaker, line.text, line.intent, line.at_s) for line in self._lines()]
        if item.curveball:
            turns.append(TalkTurn("interviewer", item.curveball, "curveball", item.curveball_ms / 1000))
            turns.sort(key=lambda turn: turn.at_s)
        running = self._desk.session.state is RoundState.RUNNING
        return TalkView(tuple(turns), running and self._waits_for is None, self._waits_for is not None)

    def say(self, text: str) -> Future[Spoken] | None:
        """Record what the candidate says, and answer.

        Returns:
            The model's answer, for `finish`; None where the script has answered already.

        Raises:
            RoundError: If the round is not running, nothing is said, or the last answer is still awaited; then nothing
                was recorded.
        """
        if self._waits_for is not None:
            raise RoundError("The interviewer is about to answer.", "Send it after that.")
        moment = self.moment()
        plain = self._scripted.heard(text, moment)
        asked = plain.kind in ("fact", "assume")
        intent: Literal["clarification", "answer", ""] = (
            "clarification" if asked else "answer" if plain.kind == "reply" else ""
        )
        self._desk.session.say(text, intent=intent, item=self._item)
        model = self._model
        if model is None:
            self._speak(plain)
            return None
        cancel = self._await(plain)
        return self._services.remote_lane.submit(lambda: model.heard(text, moment, cancel))

    def tick(self, typed_s: float = 0.0) -> Future[Spoken] | None:
        """Bring up what is due, if anything; to be called about every second.

        Args:
            typed_s: Second of the round's clock at which the candidate last typed anywhere, also what is not sent yet.

        Returns:
            The model's words, for `finish`; None where there are none to wait for.
        """
        if self._desk.session.state is not RoundState.RUNNING or self._waits_for is not None:
            return None
        moment = self.moment(typed_s)
        due = self._scripted.due(moment)
        if due is None:
            return None
        model = self._model
        if model is None or due.kind != "probe":
            self._speak(due)
            return None
        cancel = self._await(due)
        return self._services.remote_lane.submit(lambda: model.bring_up(due, moment, cancel))

    def finish(self, done: Future[Spoken]) -> None:
        """Say what the model found, or the scripted words where it failed; nothing once the round is over."""
        plain, self._waits_for = self._waits_for, None
        if plain is None or self._desk.session.state is not RoundState.RUNNING:
            return
        fault = done.exception()
        if fault is not None:
            _log.error("the model's turn ended with a bug; the scripted one was said", exc_info=fault)
        self._speak(plain if fault is not None else done.result().turn)

    def close(self) -> None:
        """Wait for no model any more."""
        self._cancel.set()
        self._waits_for = None

    def moment(self, typed_s: float = 0.0) -> Moment:
        """Where the round stands, as the interviewer sees it."""
        session, position = self._desk.session, self._item
        item, elapsed = session.story.item(position), session.elapsed_s()
        turns = (turn for each in session.story.items.values() for turn in each.chat)
        return Moment(
            elapsed_s=elapsed,
            planned_s=session.record.planned_s,
            spent_s=session.story.spent_ms(position, round(elapsed * 1000)) / 1000,
            share_s=session.shares_s[position],
            closed=any(turn.intent == "closing" for turn in turns),
            mode=session.record.mode,
            typed_s=max(typed_s, item.typed_ms / 1000),
            progress_s=item.progress_ms / 1000,
            said=self._lines(),
            written="\n\n".join(filter(None, (session.document(name, position) for name in self._prose))),
            levels_open=item.levels_open,
            hints_given=len(item.hints),
            curveball=bool(item.curveball),
        )

    def _lines(self) -> tuple[Line, ...]:
        return tuple(
            Line(
                "candidate" if turn.speaker == "candidate" else "interviewer", turn.text, turn.intent, turn.t_ms / 1000
            )
            for turn in self._desk.session.story.item(self._item).chat
        )

    def _await(self, plain: Turn) -> threading.Event:
        self._waits_for = plain
        self._cancel = threading.Event()
        return self._cancel

    def _speak(self, turn: Turn) -> None:
        """Say a turn, unless the time ran out this very moment."""
        session, text = self._desk.session, turn.text
        try:
            if turn.takes_hint:
                text = _hint(self._desk, text, self._item)
            session.say(text, speaker="interviewer", intent=turn.intent, item=self._item)
        except RoundError:
            if session.state is RoundState.RUNNING:
                raise


def _hint(desk: RoundDesk, none_left: str, item: int) -> str:
    """The round's next hint, which is recorded, or why there is none."""
    try:
        return fitting(desk.session.take_hint(item).text)
    except RoundError:
        return none_left
