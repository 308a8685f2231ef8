"""The last rounds that ended, each question with its levels, its forecast and its phases: what patterns are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from mockint.app.services import Services
from mockint.bank.snapshot import Snapshot, restore
from mockint.domain.event import Event, Predicted
from mockint.domain.grade import Grade, leading_grade
from mockint.domain.ids import DEFAULT_PROFILE, ContentHash
from mockint.domain.judgement import Judged
from mockint.domain.question import Question
from mockint.domain.round import HANDED_IN_STATES, Item, Round
from mockint.domain.rubric import Rubric
from mockint.domain.wanted import EVERYTHING, Wanted
from mockint.history.store import Store
from mockint.rounds.phases import shares_s
from mockint.rounds.replay import time_per_phase
from mockint.rounds.story import told

LAST: Final = 200
"""Rounds that are read unless more or fewer are asked for; of older ones nothing is read."""
MOST: Final = 1_000
_AT_A_TIME: Final = 20
_MARKS: Final = ("started", "pause", "resume", "item_opened", "phase", "predicted", "submitted", "expired", "abandoned")
"""The kinds of event that say when and what was expected; edits, most of a journal, are not read."""


class PastPhase(NamedTuple):
    """A phase of the guide: seconds spent in it, and seconds advised."""

    name: str
    spent_s: float
    guide_s: float


class PastQuestion(NamedTuple):
    """A question that was answered.

    Attributes:
        name: The round's id, with the question's number where the round has several.
        levels: What was judged, by criterion, of the reading that stands.
        predicted: The forecast; None where there was none.
        hidden_share: Share of the hidden tests that passed; None where none were run.
        phases: Empty where nobody told which phase was on.
    """

    name: str
    round: Round
    item: Item
    question: Question
    rubric: Rubric
    when: datetime
    grade: Grade | None
    levels: Mapping[str, Judged]
    predicted: Predicted | None
    hidden_share: float | None
    phases: tuple[PastPhase, ...]

    @property
    def title(self) -> str:
        """The question's title."""
        return self.question.header.title


class Past(NamedTuple):
    """Questions that were answered, oldest first.

    Attributes:
        rounds: Number of rounds they belong to.
        is_all: Whether there are no older ones.
    """

    questions: tuple[PastQuestion, ...]
    rounds: int
    is_all: bool


def read_past(services: Services, last: int = LAST, wanted: Wanted = EVERYTHING) -> Past:
    """Read the newest rounds that ended, a few at a time, so that the history is free for others in between.

    Args:
        services: Where the history is.
        last: So many rounds at most.
        wanted: Which of them.
    """
    if not services.has_history():
        return Past((), 0, is_all=True)
    states = tuple(state for state in HANDED_IN_STATES if wanted.states is None or state in wanted.states)
    ended = wanted._replace(states=states)
    lines = services.stored(lambda store: store.list_rounds(DEFAULT_PROFILE, ended, limit=last + 1))
    rounds = [line.round for line in lines[:last]]
    reader = _Reader()
    found: list[PastQuestion] = []
    for at in range(0, len(rounds), _AT_A_TIME):
        some = rounds[at : at + _AT_A_TIME]
        for one in some:
            found += services.stored(lambda store, one=one: tuple(reader.questions(store, one)))  # type: ignore[misc]
    found.sort(key=lambda one: (one.when, one.name))
    return Past(tuple(found), len(rounds), is_all=len(lines) <= last)


class _Reader:
    """Reads rounds, and each question and rubric once."""

    def __init__(self) -> None:
        self._questions: dict[ContentHash, Question] = {}
        self._rubrics: dict[ContentHash, Rubric] = {}

    def questions(self, store: Store, record: Round) -> Iterator[PastQuestion]:
        """The questions of a round."""
        events = store.read_events(record.id, kinds=_MARKS)
        story = told(events)
        questions = [self._question(store, item.question_hash) for item in record.items]
        grades = store.grades(record.id)
        measured = store.measurements(record.id)
        for item, question, share in zip(record.items, questions, shares_s(questions, record.planned_s), strict=True):
            grade = leading_grade([one for one in grades if one.item_id == item.id])
            hidden = next((one.data for one in measured if one.item_id == item.id and one.name == "hidden_tests"), {})
            total = hidden.get("total") or 0
            yield PastQuestion(
                name=str(record.id) if len(record.items) == 1 else f"{record.id}/{item.position + 1}",
                round=record,
                item=item,
                question=question,
                rubric=self._rubric(store, item.rubric_hash),
                when=record.ended or record.started or record.created,
                grade=grade,
                levels={}
                if grade is None
                else {one.criterion: one for one in grade.judgements if isinstance(one, Judged)},
                predicted=story.item(item.position).predicted,
                hidden_share=hidden["passed"] / total if total else None,
                phases=_phases(record, item, question, share, events),
            )

    def _question(self, store: Store, key: ContentHash) -> Question:
        if key not in self._questions:
            self._questions[key] = restore(Snapshot(key, store.content(key).text), Question)
        return self._questions[key]

    def _rubric(self, store: Store, key: ContentHash) -> Rubric:
        if key not in self._rubrics:
            self._rubrics[key] = restore(Snapshot(key, store.content(key).text), Rubric)
        return self._rubrics[key]


def _phases(
    record: Round, item: Item, question: Question, share_s: float, events: tuple[Event, ...]
) -> tuple[PastPhase, ...]:
    """As `mockint.app.report.phases`: none for a round in a folder, or one that was answered in one go."""
    spent = time_per_phase(events, item.position)
    if record.folder is not None or sum(spent.values()) < 1:
        return ()
    advised = {phase.name: phase.minutes for phase in question.phases}
    scale = share_s / (sum(advised.values()) * 60) if advised else 1.0
    return tuple(PastPhase(name, spent.get(name, 0.0), minutes * 60 * scale) for name, minutes in advised.items())
