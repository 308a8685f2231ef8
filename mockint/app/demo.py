"""A demonstration: a home with some weeks of practice that mockint played itself, each round labelled as a demo.

The person is made up, the figures are not. Every answer is a text of the bank (a sample of a known level, a right solution,
or a wrong one that its authors wrote), typed by a script on a clock moved by hand. Words are read by the offline grader while
the demonstration is made, so those grades are its estimates and say so. Code was run by the same judge as yours, once: see
`mockint.app.demo_results`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from mockint.app import drilling, measuring, rounds
from mockint.app.aim import today
from mockint.app.demo_results import HALF, Results, code_of, kept_results, tests_of
from mockint.app.demo_script import DOCUMENTS, DRAWINGS, DRILLS, PARTS, POSTING, Part
from mockint.app.desk import RoundDesk, claim
from mockint.app.grading import grade_round, make_grader
from mockint.app.services import Services
from mockint.app.targets import Draft, LogEntry, TargetBook
from mockint.clock import Clock, ManualClock
from mockint.domain.attempt import ANSWER as CONCEPT_ANSWER
from mockint.domain.diagram import Diagram
from mockint.domain.ids import QuestionRef, RoundId, new_id
from mockint.domain.loop import Loop, LoopId, slots_of
from mockint.domain.question import Question
from mockint.domain.rubric import RoundKind
from mockint.domain.skill import TargetLevel
from mockint.paths import Home, bank_root
from mockint.rounds.coding import EXPLANATION, SOLUTION, TESTS, coding_task
from mockint.rounds.system_design import DIAGRAM

_SEED: Final = 20_260_105
_FIRST_HOUR: Final = 17
_QUESTIONS: Final = 3
_LOOP_KINDS: Final[tuple[RoundKind, ...]] = ("coding", "system_design", "behavioral")
_LOOP_MINUTES: Final = (45, 50, 8)
_PIECE: Final = (12, 60)
_DRAWING_FROM, _DRAWING_TO = 0.2, 0.6


def make_demo(home: Path, clock: Clock, progress: Callable[[str], None] = lambda _: None) -> tuple[RoundId, ...]:
    """Fill a new home with the demonstration.

    Args:
        home: A folder that is empty or not there.
        clock: Tells what day it is.
        progress: Told in words which round is being played.

    Returns:
        The rounds, oldest first.
    """
    now = clock.now().wall
    hand = ManualClock(_moment(now, PARTS[0].days_ago), boot_id="demo")
    services = Services(Home(home), hand, _randomness(), bank_root(), ())
    try:
        services.settings.change("first_run_done", value=True)
        results, made = kept_results(), []
        drills = list(DRILLS)
        loop_day: list[tuple[Part, RoundId]] = []
        for number, part in enumerate(PARTS, start=1):
            while drills and drills[0][1] > part.days_ago:
                _drill(services, hand, now, *drills.pop(0))
            progress(f"Playing demo round {number} of {len(PARTS)}: {part.slug}")
            _go_to(hand, _moment(now, part.days_ago))
            made.append(play(services, hand, part, results))
            if part.loop:
                loop_day.append((part, made[-1]))
        _go_to(hand, now)
        _keep_loop(services, loop_day, _moment(now, loop_day[0][0].days_ago))
        _add_targets(services)
    finally:
        services.close()
    return tuple(made)


def play(services: Services, hand: ManualClock, part: Part, results: Mapping[str, Results] | None) -> RoundId:
    """Hold one round on a clock moved by hand: type its answer, hand in, and keep what came of it.

    Args:
        services: The demonstration's home.
        hand: Its clock.
        part: What is played.
        results: What the judge said about the code, by slug; None to hand code in and have nothing measured.
    """
    several = _QUESTIONS if part.question == part.kind else None
    plan = rounds.Plan(part.question, part.mode, part.form, seed=_SEED, questions=several)
    record = rounds.plan_round(services, plan, demo=True)
    # Nothing but the clock waits here, so the journal is written in large batches.
    desk = RoundDesk(services, claim(services, record.id), _fail, later=lambda *_: None)
    desk.session.start()
    is_done = _code(desk, hand, part, results) if part.kind == "coding" else _write(desk, hand, part)
    if not is_done:
        desk.session.abandon()
        desk.hand_over()
        return record.id
    (desk.store_submission() if desk.session.state.value == "expired" else desk.submit()).result()
    _expect(desk, part)
    desk.hand_over()
    if part.kind != "coding":
        measuring.measure(services, record.id)
    elif results is not None:
        made = services.clock.now().wall
        kept = results[part.slug].as_measurements(record.items[0].id, made)
        measuring.keep_measured(services, record.id, kept)
    if part.graded and (part.kind != "coding" or results is not None):
        for item in record.items:
            grade_round(services, record.id, make_grader(services, "offline"), position=item.position)
    return record.id


def _code(desk: RoundDesk, hand: ManualClock, part: Part, results: Mapping[str, Results] | None) -> bool:
    """Write the solution with a run half way, then run it level by level, write own tests and explain; True once done."""
    task, session = coding_task(desk.question), desk.session
    code, tests = code_of(task, part.code), tests_of(task, part.slug)
    runs = list(results[part.slug].runs) if results is not None else []
    explanation = _sample(desk.question, part.level) if part.level else ""
    whole_s = part.minutes * 60
    hand.advance(whole_s * 0.1)
    session.check_time()
    for typed in _typed(desk, hand, code, whole_s * 0.6):
        while runs and runs[0].share == HALF and len(typed) >= len(code) * HALF:
            _record(desk, runs.pop(0)._asdict())
        session.record_edit(SOLUTION, typed)
    for run in runs:
        hand.advance(whole_s * 0.02)
        if not session.check_time().remaining_s and part.mode.value == "simulation":
            break
        _record(desk, run._asdict())
    for document, text, share in ((TESTS, tests, 0.12), (EXPLANATION, explanation, 0.08)):
        for typed in _typed(desk, hand, text, whole_s * share, start=_common(task.tests_starter, text)):
            session.record_edit(document, typed)
    if not part.level:  # whoever got nowhere lets the time run out
        hand.advance(max(0.0, session.remaining_s()) + 1)
        session.check_time()
    return True


def _record(desk: RoundDesk, run: dict[str, Any]) -> None:
    """Note a run; those of a level that is not open say nothing."""
    if desk.session.story.item().levels_open == run["level"]:
        desk.session.record_run(
            "examples", verdict=run["verdict"], passed=run["passed"], total=run["total"], wall_s=run["wall_s"]
        )


def _write(desk: RoundDesk, hand: ManualClock, part: Part) -> bool:
    """Write each question's answer, and draw where there is a drawing; False if the round was given up before its end."""
    session, document = desk.session, DOCUMENTS[part.kind]
    drawing = DRAWINGS.get(part.slug)
    share_s = part.minutes * 60 / len(desk.questions)
    began = hand.now().monotonic_s
    for position, question in enumerate(desk.questions):
        session.open(position)
        hand.advance(share_s * 0.12)
        text = _sample(question, part.level)
        steps = list(growing(drawing)) if drawing is not None else []
        count, drawn = len(steps), 0
        for typed in _typed(desk, hand, text, share_s * 0.86):
            session.record_edit(document, typed)
            spent = len(typed) / len(text)
            due = round(count * min(1.0, max(0.0, (spent - _DRAWING_FROM) / (_DRAWING_TO - _DRAWING_FROM))))
            for step in steps[drawn:due]:
                session.record_edit(DIAGRAM, step)
            drawn = due
            if part.abandoned_at and hand.now().monotonic_s - began > part.abandoned_at * 60:
                return False
    return True


def _typed(desk: RoundDesk, hand: ManualClock, text: str, seconds: float, start: int = 0) -> Iterator[str]:
    """A text as it grows: pieces of a few words, some pauses to think, now and then a slip that is taken back."""
    drawn = random.Random(f"{_SEED} {desk.round.items[0].question_ref} {len(text)}")  # noqa: S311 - no secret
    ends = []
    at = start
    while at < len(text):
        at = min(len(text), at + drawn.randint(*_PIECE))
        ends.append(at)
    weights = [drawn.uniform(0.4, 1.6) + (drawn.uniform(4, 12) if drawn.random() < 0.06 else 0) for _ in ends]
    for number, (end, weight) in enumerate(zip(ends, weights, strict=True)):
        hand.advance(seconds * weight / sum(weights))
        if number % 8 == 0:
            desk.session.check_time()
        if desk.session.state.value != "running":
            return
        if drawn.random() < 0.05 and end + 9 < len(text):
            yield text[: end + 9]
            hand.advance(1)
        yield text[:end]


def growing(drawing: Diagram) -> Iterator[str]:
    """A drawing as it grows: each part with the lines between it and those that are there."""
    for count in range(1, len(drawing.nodes) + 1):
        there = {node.id for node in drawing.nodes[:count]}
        edges = tuple(edge for edge in drawing.edges if {edge.source, edge.target} <= there)
        yield Diagram(nodes=drawing.nodes[:count], edges=edges).as_json()


def _expect(desk: RoundDesk, part: Part) -> None:
    if part.expected is None:
        return
    if part.kind == "coding":
        desk.session.predict(part.expected)
        return
    for position, rubric in enumerate(desk.rubrics):
        desk.session.predict(None, {one.id: int(part.expected) for one in rubric.criteria}, position)


def _sample(question: Question, level: int) -> str:
    return next(one.text for one in question.samples if one.level == level and not one.fluent_but_wrong).strip() + "\n"


def _common(starter: str, text: str) -> int:
    """How much of a text stood there before anything was typed."""
    return len(starter) if starter and text.startswith(starter) else 0


def _drill(services: Services, hand: ManualClock, now: datetime, name: str, days_ago: int, level: int) -> None:
    _go_to(hand, _moment(now, days_ago))
    posed = drilling.pose(services, name)
    hand.advance(170.0)
    drilling.answer(services, posed, {CONCEPT_ANSWER: _sample(posed.question, level)})


def _keep_loop(services: Services, held: list[tuple[Part, RoundId]], began: datetime) -> None:
    """Keep the loop day that the rounds were held on."""
    slots = slots_of(_LOOP_KINDS, _LOOP_MINUTES, short=False)
    loop = Loop(
        id=LoopId(new_id(services.rng)),
        profile=services.profile,
        shape=",".join(_LOOP_KINDS),
        title="Coding, AI system design, Behavioral",
        target=TargetLevel(services.settings.load().settings.target_level),
        created=began,
        slots=tuple(
            slot.model_copy(update={"round_id": round_id, "question": QuestionRef(part.question)})
            for slot, (part, round_id) in zip(slots, held, strict=True)
        ),
        demo=True,
    )
    services.stored(lambda store: store.put_loop(loop))


def _add_targets(services: Services) -> None:
    book, day = TargetBook(services), today(services)

    def on(days: int) -> str:
        return (day + timedelta(days=days)).isoformat()

    kinds = ("coding", "system_design", "behavioral")
    book.add(Draft("Northwind Support (demo)", "senior", kinds, dates=(on(18),), posting=POSTING))
    book.add(Draft("Larkspur Tools (demo)", "mid", dates=(on(40),)))
    words = "We went with somebody who had run evaluations in production."
    entry = LogEntry(company="Fjord Labs (demo)", held=on(-11), kind="system_design", outcome="rejected", wording=words)
    book.log(entry)


def _moment(now: datetime, days_ago: int) -> datetime:
    """When one practised on a day: in the early evening; on the day itself a while ago."""
    day = now.astimezone(UTC).date() - timedelta(days=days_ago)
    return datetime.combine(day, time(_FIRST_HOUR), UTC)


def _go_to(hand: ManualClock, wall: datetime) -> None:
    """Let the time pass until a moment; one that is past changes nothing."""
    hand.advance(max(0.0, (wall - hand.now().wall).total_seconds()))


def _fail(fault: Exception | None) -> None:
    if fault is not None:
        raise fault


def _randomness() -> random.Random:
    """The same ids every time, so that two demos are alike; nothing here is a secret."""
    return random.Random(_SEED)  # noqa: S311
