"""Small coding questions, rounds and sessions for tests of the round engine."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from mockint.clock import ManualClock
from mockint.domain.event import Event
from mockint.domain.ids import DEFAULT_PROFILE, ContentHash, ItemId, QuestionId, QuestionRef, RoundId, SkillId
from mockint.domain.judging import TestCase
from mockint.domain.question import CodingLevel, CodingTask, Curveball, Question, QuestionHeader
from mockint.domain.round import Form, Item, Mode, Round, RoundState
from mockint.domain.skill import TargetLevel
from mockint.rounds.coding import CodingRound
from mockint.rounds.session import RoundSession

WALL = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
MINUTE = 60.0


def make_level(number: int, *, generator: str | None = None) -> CodingLevel:
    return CodingLevel(
        number=number,
        prompt=f"Level {number}",
        visible=tuple(TestCase(name=f"v{number}{letter}", args=(number,), expected=number) for letter in "ab"),
        hidden=(
            TestCase(name=f"h{number}", args=(number,), expected=number),
            TestCase(name=f"big{number}", args=(number,), expected=number, performance=True),
        ),
        generator=generator,
    )


def make_question(levels: int = 3, **changes: Any) -> Question:
    values: dict[str, Any] = {
        "header": QuestionHeader(
            id=QuestionId("q"),
            slug="echo",
            title="Echo",
            kind="coding",
            version=1,
            difficulty=2,
            minutes=45,
            short_minutes=15,
            summary="Give back what came in.",
            skills={SkillId("python"): 1.0},
        ),
        "prompt": "Give back what came in.",
        "hints": ("Look at the input.", "Return it.", "return value"),
        "curveball": Curveball(minute=20, text="It must also work for None."),
        "coding": CodingTask(
            entry_point="echo",
            arity=1,
            starter="def echo(value):\n    ...\n",
            tests_starter="def test_one():\n    assert echo(1) == 1\n",
            reference="def echo(value):\n    return value\n",
            levels=tuple(make_level(number) for number in range(1, levels + 1)),
        ),
    }
    return Question(**(values | changes))


def make_record(mode: Mode = Mode.PRACTICE, minutes: float = 45, form: Form = Form.FULL, items: int = 1) -> Round:
    return Round(
        id=RoundId("r"),
        profile=DEFAULT_PROFILE,
        kind="coding",
        mode=mode,
        form=form,
        state=RoundState.PLANNED,
        target=TargetLevel.MID,
        items=tuple(
            Item(
                id=ItemId(f"i{position}"),
                position=position,
                question_id=QuestionId("q"),
                question_ref=QuestionRef("coding/echo"),
                question_hash=ContentHash("q"),
                rubric_hash=ContentHash("r"),
            )
            for position in range(items)
        ),
        planned_s=minutes * MINUTE,
        seed=1,
        created=WALL,
    )


class Bench:
    """A session with its clock and the journal that it writes; it can be killed and opened again."""

    def __init__(
        self,
        mode: Mode = Mode.PRACTICE,
        minutes: float = 45,
        form: Form = Form.FULL,
        question: Question | None = None,
        *,
        started: bool = True,
    ) -> None:
        self.clock = ManualClock(WALL)
        self.events: list[Event] = []
        self.question = question or make_question()
        self.stored = make_record(mode, minutes, form)
        self.session = RoundSession(
            self.stored, [self.question], CodingRound(), clock=self.clock, sink=self.events.append
        )
        if started:
            self.session.start()
            self.store()

    def store(self) -> None:
        """Keep the record as the history would."""
        self.session.heartbeat()
        self.stored = self.session.record

    def pass_time(self, minutes: float = 0.0, seconds: float = 0.0) -> None:
        self.clock.advance(minutes * MINUTE + seconds)

    def reopen(self, **changes: Any) -> RoundSession:
        """Kill the session and open the round again from what was stored."""
        stored = self.stored.model_copy(update=changes)
        self.session = RoundSession.restore(
            stored, [self.question], CodingRound(), tuple(self.events), clock=self.clock, sink=self.events.append
        )
        return self.session

    def run(self, passed: int, total: int, what: Any = "examples") -> int | None:
        verdict = "accepted" if passed == total else "wrong_answer"
        return self.session.record_run(what, verdict=verdict, passed=passed, total=total, wall_s=0.01)

    def kinds(self) -> list[str]:
        return [event.payload.kind for event in self.events]
