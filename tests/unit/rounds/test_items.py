"""A round of several questions: which is open, how its own clock and guide run, and what a kill leaves."""

from __future__ import annotations

import pytest

from mockint.clock import ManualClock
from mockint.domain import event as ev
from mockint.domain.event import Event
from mockint.domain.question import Question
from mockint.domain.round import Mode, Round, RoundState
from mockint.errors import RoundError
from mockint.rounds.behavioral import ANSWER, PHASES, BehavioralRound
from mockint.rounds.hints import NOT_STUCK
from mockint.rounds.notices import NoticeKind
from mockint.rounds.replay import phase_spans, time_per_phase
from mockint.rounds.session import RoundSession
from mockint.rounds.story import told
from tests.helpers.coding_rounds import MINUTE, WALL, make_question, make_record

THINK, SPEAK = PHASES[0].name, PHASES[1].name


class Table:
    """A behavioral round of four questions of ten minutes each, which can be killed and opened again."""

    def __init__(self, mode: Mode = Mode.PRACTICE, questions: tuple[Question, ...] = ()) -> None:
        self.clock = ManualClock(WALL)
        self.events: list[Event] = []
        self.questions = questions or (make_question(coding=None, curveball=None),) * 4
        self.stored: Round = make_record(mode, 40, items=len(self.questions))
        self.session = RoundSession(
            self.stored, self.questions, BehavioralRound(), clock=self.clock, sink=self.events.append
        )
        self.session.start()
        self.keep()

    def keep(self) -> None:
        self.session.heartbeat()
        self.stored = self.session.record

    def minutes(self, number: float) -> list[NoticeKind]:
        self.clock.advance(number * MINUTE)
        return [notice.kind for notice in self.session.check_time().notices]

    def reopen(self) -> RoundSession:
        self.session = RoundSession.restore(
            self.stored, self.questions, BehavioralRound(), self.events, clock=self.clock, sink=self.events.append
        )
        return self.session


def test_going_on_and_back_is_told_and_each_question_keeps_its_own() -> None:
    table = Table()
    table.session.record_edit(ANSWER, "one")
    table.session.say("What team?", intent="clarification")
    table.session.open(2)
    table.session.open(2)
    table.session.record_edit(ANSWER, "three")
    table.session.take_hint()
    table.session.open(0)

    opened = [event.payload for event in table.events if isinstance(event.payload, ev.ItemOpened)]
    assert opened == [ev.ItemOpened(item=2), ev.ItemOpened(item=0)]
    assert table.session.open_item == 0
    assert [table.session.document(ANSWER, item) for item in range(4)] == ["one", "", "three", ""]
    assert table.session.document(ANSWER) == "one"
    assert [len(table.session.story.item(item).chat) for item in range(4)] == [1, 0, 0, 0]
    assert [table.session.story.item(item).hints for item in range(4)] == [[], [], [1], []]


def test_a_question_that_is_not_there_cannot_be_opened() -> None:
    table = Table()
    for wrong in (-1, 4):
        with pytest.raises(RoundError, match="no question"):
            table.session.open(wrong)
    table.session.pause()
    with pytest.raises(RoundError, match="paused"):
        table.session.open(1)
    assert table.session.open_item == 0


def test_each_question_has_a_share_of_the_time_and_a_clock_of_its_own() -> None:
    table = Table()
    assert table.session.shares_s == (10 * MINUTE,) * 4
    assert table.session.plan[-1].end_s == 10 * MINUTE

    table.minutes(4)
    table.session.open(1)
    assert table.session.spent_s() == 0
    table.minutes(3)
    assert table.session.spent_s() == 3 * MINUTE
    table.session.open(0)
    table.session.pause()
    table.clock.advance(30 * MINUTE)
    table.session.resume()
    table.minutes(1)
    assert table.session.spent_s() == 5 * MINUTE
    table.session.submit()
    table.clock.advance(MINUTE)
    assert [table.session.story.spent_ms(item) for item in range(4)] == [300_000, 180_000, 0, 0]
    assert [each.elapsed_s for each in table.session.submissions()] == [8 * MINUTE] * 4


def test_longer_questions_get_a_longer_share() -> None:
    short = make_question(coding=None, curveball=None)
    long = short.model_copy(update={"header": short.header.model_copy(update={"minutes": 135})})
    table = Table(questions=(short, long))
    assert table.session.shares_s == (10 * MINUTE, 30 * MINUTE)
    table.session.open(1)
    assert table.session.plan[-1].end_s == 30 * MINUTE


def test_the_guide_goes_by_the_question_that_is_open() -> None:
    table = Table()
    assert table.session.story.item(0).phase == THINK
    assert table.minutes(2) == [NoticeKind.PHASE]
    table.session.open(1)
    assert [table.session.story.item(item).phase for item in range(4)] == [SPEAK, THINK, "", ""]
    assert table.minutes(1) == []
    assert table.minutes(1) == [NoticeKind.PHASE]
    table.session.open(0)
    assert table.session.story.item().phase == SPEAK


def test_that_a_share_is_used_is_told_once_for_each_question() -> None:
    table = Table()
    assert NoticeKind.SHARE_USED in table.minutes(10.1)
    assert table.minutes(5) == []
    table.session.open(1)
    table.session.open(0)
    assert table.minutes(1) == []
    table.session.open(1)
    assert NoticeKind.SHARE_USED in table.minutes(10)


def test_a_kill_brings_back_the_question_that_was_open() -> None:
    table = Table()
    table.minutes(11)
    table.session.open(2)
    table.minutes(2)
    table.session.record_edit(ANSWER, "half a sent")
    table.keep()
    table.clock.advance(90 * MINUTE)

    session = table.reopen()
    assert session.state is RoundState.RUNNING
    assert session.open_item == 2
    assert session.document(ANSWER) == "half a sent"
    assert session.spent_s() == pytest.approx(2 * MINUTE)
    session.open(0)
    assert NoticeKind.SHARE_USED not in table.minutes(1), "it was told before the kill"
    assert session.spent_s() == pytest.approx(12 * MINUTE)


def test_a_nudge_waits_for_ten_minutes_with_the_question_itself() -> None:
    table = Table(Mode.SIMULATION)
    table.minutes(15)
    table.session.open(1)
    assert table.session.take_hint().text == NOT_STUCK
    table.minutes(11)
    assert table.session.take_hint().given


def test_a_forecast_is_made_for_each_question() -> None:
    table = Table()
    table.session.submit()
    for item in range(4):
        table.session.predict(None, {"ownership": item % 4 + 1}, item)
    story = told(table.events)
    forecasts = [story.item(item).predicted for item in range(4)]
    assert [forecast and forecast.levels["ownership"] for forecast in forecasts] == [1, 2, 3, 4]


def test_time_by_phase_is_told_for_each_question() -> None:
    table = Table()
    table.minutes(1)
    table.session.open(1)
    table.minutes(3)
    table.session.open(0)
    table.minutes(1)
    table.session.submit()

    assert sum(time_per_phase(table.events, 0).values()) == 2 * MINUTE
    assert sum(time_per_phase(table.events, 1).values()) == 3 * MINUTE
    assert time_per_phase(table.events, 2) == {}
    assert [span.name for span in phase_spans(table.events, 0)][:2] == [THINK, THINK]
