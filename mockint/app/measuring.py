"""Measures a round that was handed in, whatever its kind, and keeps the grade that follows from measurements alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from mockint.app import coding
from mockint.app.reading import not_assessed
from mockint.app.record import RoundRecord, read_records
from mockint.app.round_types import type_of
from mockint.app.services import Services
from mockint.bank.snapshot import snapshot
from mockint.domain.diagram import Diagram, read_diagram
from mockint.domain.grade import Grade
from mockint.domain.ids import GradeId, RoundId, new_id
from mockint.domain.measurement import Measurement
from mockint.domain.round import HANDED_IN_STATES, Round, RoundState
from mockint.domain.rubric import RoundKind
from mockint.domain.submission import Submission
from mockint.domain.user_story import STORY
from mockint.domain.verdict import decide
from mockint.errors import BadInputError, RoundError
from mockint.history.store import Store
from mockint.measure.judgements import measured_judgements
from mockint.measure.text import measure_text
from mockint.rounds.behavioral import ANSWER
from mockint.rounds.system_design import DIAGRAM, ESTIMATES, HEADINGS, NOTEBOOK

MEASURED_SOURCE = "Measured"
_ANSWER_PHASE = "Answer"
Progress = Callable[[str], None]
_Measure = Callable[[Services, RoundRecord, Submission, Progress], tuple[Measurement, ...]]


class Measured(NamedTuple):
    """What an item of a round came to.

    Attributes:
        grade: The levels that follow from measurements alone; judged criteria are not judged yet.
    """

    measurements: tuple[Measurement, ...]
    grade: Grade


def measure(services: Services, round_id: RoundId, progress: Progress = lambda _: None) -> tuple[Measured, ...]:
    """Measure what was handed in, and keep measurements, the grades that follow from them, and the new state.

    Args:
        services: Where the round is kept and the code runs.
        round_id: A round that was handed in or expired; one that was measured before is measured again beside it.
        progress: Told in words what is being measured.

    Returns:
        What each item came to, in their order.

    Raises:
        RoundError: If nothing was handed in.
    """
    records = read_records(services, round_id)
    found = tuple(_measured(services, record, progress) for record in records)
    _store(services, records[0].round, found)
    return found


def keep_measured(services: Services, round_id: RoundId, measurements: tuple[Measurement, ...]) -> None:
    """Keep what was measured before about the only question of a round, as `measure` would; for the demonstration alone."""
    (record,) = read_records(services, round_id)
    _store(services, record.round, (Measured(measurements, _grade(services, record, measurements)),))


def _store(services: Services, after: Round, found: tuple[Measured, ...]) -> None:
    if after.state in (RoundState.SUBMITTED, RoundState.EXPIRED):
        after = after.model_copy(update={"state": RoundState.MEASURED})
    services.stored(lambda store: _keep(store, after, found))


def _measured(services: Services, record: RoundRecord, progress: Progress) -> Measured:
    if record.submission is None or record.round.state not in HANDED_IN_STATES:
        raise RoundError("Nothing was handed in for this round yet.", "Hand in first: 'mockint submit'.")
    measurements = _MEASURES[record.round.kind](services, record, record.submission, progress)
    return Measured(measurements, _grade(services, record, measurements))


def _text(
    services: Services, record: RoundRecord, submission: Submission, progress: Progress
) -> tuple[Measurement, ...]:
    """Counts alone: words are judged by a reader, not by code."""
    progress("Words")
    kind = record.round.kind
    prose = {part.name for part in type_of(record.question).documents if not (part.is_code or part.is_private)}
    return (
        measure_text(
            {name: text for name, text in submission.documents.items() if name in prose},
            item_id=submission.item_id,
            made=services.clock.now().wall,
            spoken=kind in {"behavioral", "take_home"},
            headings=HEADINGS if kind == "system_design" else (),
        ),
    )


def _behavioral(
    services: Services, record: RoundRecord, submission: Submission, progress: Progress
) -> tuple[Measurement, ...]:
    """Counts, how the answer is built, and what the telling left out of a story of the user's own."""
    from mockint.measure.structure import measure_structure  # late: its patterns are nothing to other rounds

    made, answer = services.clock.now().wall, submission.documents.get(ANSWER, "")
    guide_s = 60 * sum(phase.minutes for phase in record.question.phases if phase.name == _ANSWER_PHASE)
    counted = (
        *_text(services, record, submission, progress),
        measure_structure(answer, record.question.prompt, guide_s, item_id=submission.item_id, made=made),
    )
    story = submission.documents.get(STORY, "")
    if not story.strip():
        return counted
    from mockint.app.story_told import measure_told  # late: most answers come without a story

    said = (turn.text for turn in record.told.chat if turn.speaker == "candidate")
    told = "\n\n".join((answer, *said))
    return (*counted, measure_told(story, told, item_id=submission.item_id, made=made))


def _design(
    services: Services, record: RoundRecord, submission: Submission, progress: Progress
) -> tuple[Measurement, ...]:
    """Counts, and what code sees in the drawing and the numbers."""
    from mockint.measure.design import measure_design  # late: its patterns are nothing to other rounds

    question, told = record.question, (turn.text for turn in record.told.chat if turn.speaker == "interviewer")
    diagram, unread = _drawn(submission.documents.get(DIAGRAM, ""))
    progress("Drawing and numbers")
    return (
        *_text(services, record, submission, progress),
        measure_design(
            submission.documents.get(NOTEBOOK, ""),
            diagram,
            "\n".join((question.prompt, *told)),
            item_id=submission.item_id,
            made=services.clock.now().wall,
            estimates=submission.documents.get(ESTIMATES, ""),
            unread=unread,
        ),
    )


def _drawn(text: str) -> tuple[Diagram | None, str]:
    """What was drawn, and why it cannot be read; words in place of a graph are for a reader alone."""
    if not text.lstrip().startswith("{"):
        return None, ""
    try:
        return read_diagram(text), ""
    except BadInputError as fault:
        return None, fault.what


def _build(
    services: Services, record: RoundRecord, submission: Submission, progress: Progress
) -> tuple[Measurement, ...]:
    from mockint.app import building  # late: it brings the gateway and the generator

    return building.measurements(services, record, submission, progress)


def _take_home(
    services: Services, record: RoundRecord, submission: Submission, progress: Progress
) -> tuple[Measurement, ...]:
    """A brief's program is run; the answers of a defence are words."""
    if record.question.take_home is None:
        return _text(services, record, submission, progress)
    from mockint.app import brief_rounds  # late: it brings programs and the gateway

    return brief_rounds.measurements(services, record, submission, progress)


_MEASURES: Final[Mapping[RoundKind, _Measure]] = {
    "coding": coding.measurements,
    "system_design": _design,
    "behavioral": _behavioral,
    "live_build": _build,
    "take_home": _take_home,
}


def _grade(services: Services, record: RoundRecord, measurements: tuple[Measurement, ...]) -> Grade:
    rubric, round_ = record.rubric, record.round
    judgements = measured_judgements(rubric, measurements, not_assessed=not_assessed(record))
    gates = [gate for measurement in measurements for gate in measurement.failed_gates]
    return Grade(
        id=GradeId(new_id(services.rng)),
        round_id=round_.id,
        item_id=record.item.id,
        made=services.clock.now().wall,
        source=MEASURED_SOURCE,
        rubric_hash=snapshot(rubric).hash,
        target=round_.target,
        judgements=judgements,
        verdict=decide(rubric, judgements, round_.target, gates),
    )


def _keep(store: Store, after: Round, found: tuple[Measured, ...]) -> None:
    with store.all_or_nothing():
        for measured in found:
            store.add_measurements(after.id, measured.measurements)
            store.add_grade(measured.grade)
        store.save_progress(after)
