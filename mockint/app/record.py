"""Everything that is kept of one round, read together."""

from __future__ import annotations

from typing import NamedTuple

from mockint.app.services import Services
from mockint.bank.snapshot import Snapshot, restore
from mockint.domain.dispute import Dispute
from mockint.domain.event import Event
from mockint.domain.grade import Grade
from mockint.domain.ids import RoundId
from mockint.domain.measurement import Measurement
from mockint.domain.question import Question
from mockint.domain.round import Round
from mockint.domain.rubric import Rubric
from mockint.domain.submission import Submission
from mockint.history.store import Store
from mockint.rounds.story import Story, told


class RoundRecord(NamedTuple):
    """A round with what was asked, what happened, what was handed in and what came of it.

    Attributes:
        question: The question as it was when the round started.
        rubric: The rubric as it was when the round started.
        grades: In the order in which they were made.
        disputes: The user's own words against levels, in the order in which they were said.
    """

    round: Round
    question: Question
    rubric: Rubric
    events: tuple[Event, ...]
    story: Story
    submission: Submission | None
    measurements: tuple[Measurement, ...]
    grades: tuple[Grade, ...]
    disputes: tuple[Dispute, ...] = ()


def read_record(services: Services, round_id: RoundId) -> RoundRecord:
    """Read a round.

    Raises:
        HistoryError: If there is no such round, or what is kept of it cannot be read.
    """
    return services.stored(lambda store: _read(store, round_id))


def _read(store: Store, round_id: RoundId) -> RoundRecord:
    found = store.load_round(round_id)
    item = found.items[0]
    events = tuple(store.read_events(found.id))
    submissions = store.submissions(found.id)
    return RoundRecord(
        round=found,
        question=restore(Snapshot(item.question_hash, store.content(item.question_hash).text), Question),
        rubric=restore(Snapshot(item.rubric_hash, store.content(item.rubric_hash).text), Rubric),
        events=events,
        story=told(events),
        submission=submissions[-1] if submissions else None,
        measurements=tuple(store.measurements(found.id)),
        grades=tuple(store.grades(found.id)),
        disputes=tuple(store.disputes(found.id)),
    )
