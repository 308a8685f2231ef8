"""Grading what was handed in: chooses the grader, puts its levels beside the measured ones, and keeps the grade and its cost."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from mockint.app import catalogue
from mockint.app.aim import level_in_force
from mockint.app.folder import read_text
from mockint.app.model_client import client_maker
from mockint.app.reading import not_assessed, reading_of, reading_of_answer
from mockint.app.record import RoundRecord, part_name, read_record
from mockint.app.services import Services
from mockint.app.spending import this_month
from mockint.bank.snapshot import snapshot
from mockint.domain.calls import Usage
from mockint.domain.dispute import Dispute
from mockint.domain.grade import Grade
from mockint.domain.ids import CriterionId, GradeId, ItemId, RoundId, new_id
from mockint.domain.judgement import Judged, Judgement, Ungraded
from mockint.domain.reading import Reading
from mockint.domain.round import RoundState
from mockint.domain.rubric import Rubric
from mockint.domain.skill import Level, TargetLevel
from mockint.domain.verdict import decide
from mockint.errors import BadInputError, RoundError
from mockint.graders.base import Grader, GraderName, Outcome, Told
from mockint.graders.model import ModelGrader
from mockint.graders.offline import OfflineGrader
from mockint.graders.own import SelfGrader
from mockint.graders.paste import PasteGrader, prompt_to_copy
from mockint.history.store import Store
from mockint.measure.judgements import measured_judgements
from mockint.provider.prices import Estimate

MODEL_GRADERS: tuple[GraderName, ...] = ("messages", "openai")
NO_ROUND = RoundId("")
"""Stands in the grade of an answer that belongs to no round; such a grade is shown and not kept."""

_BY_SETTING: Mapping[str, GraderName] = {"messages": "messages", "openai": "openai", "offline": "offline"}
_GRADABLE = frozenset({RoundState.MEASURED, RoundState.GRADED})


class Graded(NamedTuple):
    """A grade with the rubric that it was made by and what it cost.

    Attributes:
        usd: What its calls cost; None where no price is known or there was nothing to pay.
    """

    grade: Grade
    rubric: Rubric
    usage: Usage
    usd: float | None


class Waiting(NamedTuple):
    """A question of a round that was handed in and has criteria that nobody has judged.

    Attributes:
        name: The question's name within its round; see `mockint.app.record.part_name`.
        reason: Why the last grader did not, in a sentence; empty where none was asked.
    """

    round_id: RoundId
    name: str
    question: str
    title: str
    reason: str


def make_grader(
    services: Services,
    name: GraderName,
    *,
    model: str | None = None,
    pasted: str = "",
    levels: Mapping[CriterionId, Level] | None = None,
    round_id: RoundId | None = None,
) -> Grader:
    """The grader of a name.

    Args:
        services: Settings, keys and lanes.
        name: Which one.
        model: Name of the model; None for the one in the settings.
        pasted: For ``paste``: the reply that the user brought.
        levels: For ``self``: the user's own levels.
        round_id: The round that the calls are for, where there is one.
    """
    if name == "offline":
        return OfflineGrader()
    if name == "paste":
        return PasteGrader(pasted)
    if name == "self":
        return SelfGrader(levels or {})
    runs = services.settings.load().settings.grading_runs.number
    return ModelGrader(
        name, client_maker(services, name, model, round_id=round_id), services.remote_lane, services.rng, runs
    )


def chosen_grader(services: Services) -> GraderName | None:
    """The grader that the settings choose; None for none."""
    return _BY_SETTING.get(services.settings.load().settings.grader.value)


def grade_round(
    services: Services,
    round_id: RoundId,
    grader: Grader,
    told: Told = lambda _: None,
    cancel: threading.Event | None = None,
    *,
    position: int = 0,
) -> Graded:
    """Have a question of a round judged and keep the grade beside the earlier ones, also one that says only why not.

    Args:
        services: Where the round is kept.
        round_id: A round that was measured.
        grader: Who judges; see `make_grader`.
        told: Called on this thread as things go on.
        cancel: Set to end it soon; what is not judged by then is *Ungraded*.
        position: Of the question within the round.

    Raises:
        RoundError: If the round was not handed in or not measured yet, or code measures all of it.
        BadInputError: If the round has no such question.
    """
    record = read_record(services, round_id, position)
    if record.submission is None or record.round.state not in _GRADABLE:
        raise RoundError("This round was not handed in and measured yet.", "Hand in first: 'mockint submit'.")
    reading = reading_of(record)
    if isinstance(grader, SelfGrader):
        _check_criteria(grader.levels, reading.asked)
    outcome = _judged(services, grader, reading, told, cancel)
    measured = measured_judgements(record.rubric, record.measurements, not_assessed=not_assessed(record))
    gates = [gate for measurement in record.measurements for gate in measurement.failed_gates]
    grade = _grade(services, outcome, grader, record.rubric, record.round.target, measured, gates)
    grade = grade.model_copy(update={"round_id": round_id, "item_id": record.item.id})
    services.stored(lambda store: _keep(store, record, grade))
    _trace(services, grade)
    return _with_cost(grade, record.rubric, outcome)


def grade_answer(
    services: Services,
    question: str,
    answer: Path,
    grader: Grader,
    told: Told = lambda _: None,
    cancel: threading.Event | None = None,
) -> Graded:
    """Have an answer in a file judged; nothing is kept but the record of the calls.

    An answer to a coding problem is its explanation, unless the file is program text (``.py``).

    Raises:
        BadInputError: If there is no such question, or the file cannot be read.
        RoundError: If code alone judges such a question.
    """
    reading = answer_reading(services, question, answer)
    outcome = _judged(services, grader, reading, told, cancel)
    unread = measured_judgements(reading.rubric, (), not_assessed={})
    grade = _grade(services, outcome, grader, reading.rubric, reading.target, unread, ())
    _trace(services, grade)
    return _with_cost(grade, reading.rubric, outcome)


def answer_reading(services: Services, question: str, answer: Path) -> Reading:
    """An answer in a file as a grader reads it; see `grade_answer`."""
    text = read_text(answer)
    loaded = catalogue.load(services, question)
    is_explanation = loaded.question.header.kind == "coding" and answer.suffix != ".py"
    target = level_in_force(services)
    return reading_of_answer(
        loaded.question, loaded.rubric, target, text, answer="explanation" if is_explanation else None
    )


def estimate(services: Services, round_id: RoundId, grader: Grader, position: int = 0) -> Estimate | None:
    """What grading a question of a round will cost; None for a grader that costs nothing. May ask the server to count."""
    if not isinstance(grader, ModelGrader):
        return None
    return grader.estimate(reading_of(read_record(services, round_id, position)))


def paste_prompt(services: Services, round_id: RoundId, position: int = 0) -> str:
    """The whole prompt for a reader elsewhere, to be copied."""
    return prompt_to_copy(reading_of(read_record(services, round_id, position)), services.rng)


def paste_prompt_for_answer(services: Services, question: str, answer: Path) -> str:
    """The same for an answer in a file; see `grade_answer`."""
    return prompt_to_copy(answer_reading(services, question, answer), services.rng)


def waiting(services: Services) -> tuple[Waiting, ...]:
    """The questions of rounds that still have something to judge, newest first."""
    found = services.stored(lambda store: store.ungraded())
    return tuple(
        Waiting(
            each.round_id,
            part_name(each.round_id, each.position),
            each.question_ref,
            each.title,
            _first_reason(each.last),
        )
        for each in found
    )


def dispute(
    services: Services, round_id: RoundId, criterion: str, level: int, why: str, *, position: int = 0
) -> Dispute:
    """Keep the user's own word against a level of a question of a round; no grade changes.

    Raises:
        BadInputError: If the round's rubric has no such criterion, it has no level to dispute, or no reason is given.
    """
    record = read_record(services, round_id, position)
    known = {each.id for each in record.rubric.criteria}
    if criterion not in known:
        raise BadInputError(f"This round has no criterion '{criterion}'.", f"It has {', '.join(sorted(known))}.")
    if not 1 <= level <= 4:
        raise BadInputError(f"{level} is not a level.", "Levels are 1, 2, 3 and 4.")
    if not why.strip():
        raise BadInputError("A dispute needs a reason.", "Say in a sentence what the grader missed.")
    readings = (each for grade in record.grades for each in grade.judgements)
    if not any(isinstance(each, Judged) and each.criterion == criterion for each in readings):
        raise BadInputError(f"{criterion} has no level yet.", "Have the round graded first: 'mockint grade'.")
    said = Dispute(
        round_id=round_id,
        item_id=record.item.id,
        criterion=CriterionId(criterion),
        level=_level(level),
        why=why.strip(),
        made=services.clock.now().wall,
    )
    services.stored(lambda store: store.add_dispute(said))
    return said


def _check_criteria(given: Iterable[CriterionId], asked: Sequence[CriterionId]) -> None:
    """Refuse own levels for criteria that the round does not ask for: they would be lost without a word."""
    unknown = next((each for each in given if each not in asked), None)
    if unknown is not None:
        raise BadInputError(
            f"This round has no criterion '{unknown}' to be judged.", f"It has {', '.join(sorted(asked))}."
        )


def _judged(
    services: Services, grader: Grader, reading: Reading, told: Told, cancel: threading.Event | None
) -> Outcome:
    """What the grader says, or that the month's cap keeps it from being asked."""
    reason = _over_cap(services, grader, reading) if isinstance(grader, ModelGrader) else ""
    if not reason:
        return grader.grade(reading, told, cancel or threading.Event())
    ungraded = tuple(Ungraded(criterion=criterion, reason=reason) for criterion in reading.asked)
    return Outcome(ungraded, (), "Not graded", runs=0)


def _over_cap(services: Services, grader: ModelGrader, reading: Reading) -> str:
    """Why the monthly cap forbids this grading; empty where it does not, or the price is not known."""
    month = this_month(services)
    if month.cap_usd <= 0:
        return ""
    price = grader.estimate(reading, count=False).price.usd
    if price is None or month.has_room(price):
        return ""
    return (
        f"The monthly cap of {month.cap_usd:g} USD would be passed: {month.usd:.2f} USD are spent, this grade is about "
        f"{price:.2f}. Raise the cap in Settings, or grade offline."
    )


def _grade(
    services: Services,
    outcome: Outcome,
    grader: Grader,
    rubric: Rubric,
    target: TargetLevel,
    measured: tuple[Judgement, ...],
    failed_gates: list[str] | tuple[()],
) -> Grade:
    said = {judgement.criterion: judgement for judgement in outcome.judgements}
    judgements = tuple(said.get(judgement.criterion, judgement) for judgement in measured)
    return Grade(
        id=GradeId(new_id(services.rng)),
        round_id=NO_ROUND,
        item_id=ItemId(""),
        made=services.clock.now().wall,
        source=outcome.label,
        rubric_hash=snapshot(rubric).hash,
        target=target,
        judgements=judgements,
        verdict=decide(rubric, judgements, target, failed_gates),
        grader=grader.name,
        model=outcome.model,
        effort=outcome.effort,
        prompt_version=outcome.prompt_version,
        runs=outcome.runs,
        marks=tuple(f"{mark.sentence} {mark.quote!r}" if mark.quote else mark.sentence for mark in outcome.marks),
    )


def _keep(store: Store, record: RoundRecord, grade: Grade) -> None:
    asked = {criterion.id for criterion in record.rubric.criteria if not criterion.measured}
    judged = any(isinstance(each, Judged) and each.criterion in asked for each in grade.judgements)
    with store.all_or_nothing():
        store.add_grade(grade)
        now = store.load_round(record.round.id)
        if judged and now.state is RoundState.MEASURED and not _others_wait(store, record):
            store.save_progress(now.model_copy(update={"state": RoundState.GRADED}))


def _others_wait(store: Store, record: RoundRecord) -> bool:
    """Whether another question of the round was read by nobody yet."""
    read = {
        grade.item_id
        for grade in store.grades(record.round.id)
        if grade.grader and any(isinstance(each, Judged) for each in grade.judgements)
    }
    return any(item.id not in read for item in record.round.items if item.id != record.item.id)


def _trace(services: Services, grade: Grade) -> None:
    tracing = services.tracing
    if tracing is None:
        return
    for judgement in grade.judgements:
        judged = judgement if isinstance(judgement, Judged) else None
        tracing.evaluation_event(
            judgement.criterion,
            judged.level if judged else None,
            source=judged.source if judged else grade.grader,
            model=grade.model,
            prompt_version=grade.prompt_version,
        )


def _with_cost(grade: Grade, rubric: Rubric, outcome: Outcome) -> Graded:
    total, known = Usage(), [call.price_usd for call in outcome.calls if call.price_usd is not None]
    for call in outcome.calls:
        total = total + call.usage
    return Graded(grade, rubric, total, sum(known) if known else None)


def _first_reason(grade: Grade | None) -> str:
    if grade is None or not grade.grader:
        return ""
    return next((each.reason for each in grade.judgements if isinstance(each, Ungraded)), "")


def _level(number: int) -> Level:
    levels: tuple[Level, ...] = (1, 2, 3, 4)
    return levels[number - 1]
