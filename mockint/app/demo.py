"""A demonstration: a home with a few rounds that mockint played itself, each labelled as a demo.

The people are made up, the figures are not: every answer is a text of the bank (a right solution, or a wrong one that
its authors wrote), typed by a script on a clock moved by hand, and judged by the same tests as yours.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from mockint.app import catalogue, measuring, rounds
from mockint.app.desk import RoundDesk
from mockint.app.services import Services
from mockint.clock import Clock, ManualClock
from mockint.domain.ids import RoundId
from mockint.domain.question import CodingTask, Question
from mockint.domain.round import Mode
from mockint.paths import Home, bank_root
from mockint.rounds.coding import EXPLANATION, SOLUTION, TESTS, coding_task

_SEED = 20_260_105


class Part(NamedTuple):
    """One round of the demonstration.

    Attributes:
        days_ago: How long ago it was.
        answer: ``reference``, ``starter``, or the index of a wrong solution.
        sample: Name of the level of the written explanation; None for none.
        minutes: How long the work took.
    """

    slug: str
    days_ago: int
    answer: str | int
    sample: int | None
    minutes: float
    mode: Mode
    predicted: float


PARTS = (
    Part("lru-ttl-cache", 16, "starter", None, 45.0, Mode.SIMULATION, 0.4),
    Part("token-bucket", 12, 0, 2, 41.0, Mode.PRACTICE, 0.9),
    Part("rank-fusion", 9, 1, 3, 38.0, Mode.PRACTICE, 0.8),
    Part("retrieval-metrics", 5, "reference", 3, 44.0, Mode.SIMULATION, 0.7),
    Part("sse-parser", 2, "reference", 4, 36.0, Mode.SIMULATION, 0.95),
)


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
    made = []
    for number, part in enumerate(PARTS, start=1):
        progress(f"Playing demo round {number} of {len(PARTS)}: {part.slug}")
        hand = ManualClock(now - timedelta(days=part.days_ago), boot_id=f"demo-{part.days_ago}")
        services = Services(Home(home), hand, _randomness(part), bank_root(), ())
        try:
            made.append(_play(services, hand, part))
        finally:
            services.close()
    return tuple(made)


def _play(services: Services, hand: ManualClock, part: Part) -> RoundId:
    question = catalogue.load(services, f"coding/{part.slug}").question
    task = coding_task(question)
    record = rounds.plan_round(services, rounds.Plan(f"coding/{part.slug}", part.mode, seed=_SEED), demo=True)
    with rounds.open_desk(services, record.id) as desk:
        desk.session.start()
        _type(desk, hand, task, part)
        if part.sample is not None:
            desk.session.record_edit(EXPLANATION, _explanation(question, part.sample))
        if desk.session.check_time().remaining_s > 0 or part.mode is Mode.PRACTICE:
            desk.submit().result()
        else:
            desk.store_submission().result()
        desk.session.predict(part.predicted)
    measuring.measure(services, record.id)
    return record.id


def _type(desk: RoundDesk, hand: ManualClock, task: CodingTask, part: Part) -> None:
    """Write the answer line by line, evenly over the time."""
    lines = _answer(task, part.answer).splitlines(keepends=True)
    own_tests = task.tests_starter if part.sample is None else f"{task.tests_starter}\n"
    pause_s = part.minutes * 60 / (len(lines) + 1)
    for count in range(1, len(lines) + 1):
        hand.advance(pause_s)
        desk.tick()
        if desk.session.state.value != "running":
            return
        desk.session.record_edit(SOLUTION, "".join(lines[:count]))
    desk.session.record_edit(TESTS, own_tests)
    hand.advance(pause_s)
    desk.tick()


def _answer(task: CodingTask, which: str | int) -> str:
    if isinstance(which, int):
        return task.mutants[which].code
    return task.reference if which == "reference" else task.starter


def _explanation(question: Question, level: int) -> str:
    return next(
        (sample.text for sample in question.samples if sample.level == level and not sample.fluent_but_wrong), ""
    )


def _randomness(part: Part) -> random.Random:
    """The same ids every time, so that two demos are alike; nothing here is a secret."""
    return random.Random(_SEED + part.days_ago)  # noqa: S311
