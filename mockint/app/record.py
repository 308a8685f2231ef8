"""Everything that is kept of a round, read together, question by question."""

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
from mockint.domain.round import Item, Round
from mockint.domain.rubric import Rubric
from mockint.domain.submission import Submission
from mockint.errors import BadInputError
from mockint.history.store import Store
from mockint.rounds.phases import shares_s
from mockint.rounds.story import ItemStory, Story, told


class RoundRecord(NamedTuple):
    """A round with what was asked in one of its items, what happened, what was handed in and what came of it.

    Attributes:
        item: The item that question, submission, measurements, grades and disputes belong to.
        question: The question as it was when the round started.
        rubric: The rubric as it was when the round started.
        share_s: Seconds of the round that are meant for the question.
        grades: In the order in which they were made.
        disputes: The user's own words against levels, in the order in which they were said.
    """

    round: Round
    item: Item
    question: Question
    rubric: Rubric
    share_s: float
    events: tuple[Event, ...]
    story: Story
    submission: Submission | None
    measurements: tuple[Measurement, ...]
    grades: tuple[Grade, ...]
    disputes: tuple[Dispute, ...] = ()

    @property
    def told(self) -> ItemStory:
        """What happened in this item."""
        return self.story.item(self.item.position)

    @property
    def name(self) -> str:
        """The name of this question of the round; see `part_name`."""
        return part_name(self.round.id, self.item.position)


def part_name(round_id: RoundId, position: int) -> str:
    """The name of a question of a round: the round's id, from the second question on with a slash and its number."""
    return f"{round_id}/{position + 1}" if position else str(round_id)


def named_part(name: str) -> tuple[RoundId, int]:
    """The round and the position of an item, by the item's name; the first one where no number is given.

    Raises:
        BadInputError: If what stands behind the slash is no number from 1.
    """
    round_id, slash, number = name.partition("/")
    if slash and not (number.isascii() and number.isdigit() and int(number) > 0):
        raise BadInputError(f"'{number}' is not the number of a question.", "Write for instance ROUND/2.")
    return RoundId(round_id), int(number) - 1 if slash else 0


def read_record(services: Services, round_id: RoundId, position: int = 0) -> RoundRecord:
    """Read a round with what concerns one of its items.

    Raises:
        HistoryError: If there is no such round, or what is kept of it cannot be read.
        BadInputError: If it has no such item.
    """
    records = read_records(services, round_id)
    if not 0 <= position < len(records):
        raise BadInputError(f"This round has no question {position + 1}.", f"It has {len(records)}.")
    return records[position]


def read_records(services: Services, round_id: RoundId) -> tuple[RoundRecord, ...]:
    """Read a round, a record for each of its items.

    Raises:
        HistoryError: If there is no such round, or what is kept of it cannot be read.
    """
    return services.stored(lambda store: _read(store, round_id))


def read_questions(services: Services, round_id: RoundId) -> tuple[Question, ...]:
    """The questions of a round alone, in their order: its journal, which may be long, is not read.

    Raises:
        HistoryError: If there is no such round, or a question cannot be read.
    """
    return services.stored(lambda store: _questions(store, store.load_round(round_id)))


def _questions(store: Store, record: Round) -> tuple[Question, ...]:
    return tuple(
        restore(Snapshot(item.question_hash, store.content(item.question_hash).text), Question) for item in record.items
    )


def _read(store: Store, round_id: RoundId) -> tuple[RoundRecord, ...]:
    found = store.load_round(round_id)
    events = tuple(store.read_events(found.id))
    story = told(events)
    submissions = {each.item_id: each for each in store.submissions(found.id)}
    measurements, grades, disputes = store.measurements(found.id), store.grades(found.id), store.disputes(found.id)
    questions = _questions(store, found)
    return tuple(
        RoundRecord(
            round=found,
            item=item,
            question=question,
            rubric=restore(Snapshot(item.rubric_hash, store.content(item.rubric_hash).text), Rubric),
            share_s=share,
            events=events,
            story=story,
            submission=submissions.get(item.id),
            measurements=tuple(each for each in measurements if each.item_id == item.id),
            grades=tuple(each for each in grades if each.item_id == item.id),
            disputes=tuple(each for each in disputes if each.item_id == item.id),
        )
        for item, question, share in zip(found.items, questions, shares_s(questions, found.planned_s), strict=True)
    )
