"""Drills made of the user's own graded rounds: each criterion whose latest level is 1 or 2, to be made good.

Nothing of them is kept but the attempts. They follow from the grades each time, so one goes with its round, and with a
later level of 3 or more.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from mockint.app.services import Services
from mockint.bank.catalog import Entry, Origin
from mockint.domain.attempt import DrillAttempt
from mockint.domain.grade import leading_grade
from mockint.domain.ids import ContentHash, CriterionId, QuestionId, RoundId
from mockint.domain.judgement import Judged
from mockint.domain.question import Question
from mockint.domain.round import HANDED_IN_STATES, Item, Round
from mockint.domain.rubric import Criterion, Rubric
from mockint.domain.wanted import Wanted
from mockint.errors import KnownError
from mockint.measure.coding import CORRECTNESS

if TYPE_CHECKING:
    from mockint.history.store import Store

OWN: Final = "own"
"""The kind of these drills, beside those of the bank."""
LAST_ROUNDS: Final = 100
"""Rounds that are read; what was weak before them and not asked since is left alone."""
MINUTES: Final = 5
CODE_MINUTES: Final = 12
WEAK: Final = 2
ENOUGH: Final = 3
"""Right answers in a row after which a drill is done with, each a day or more after the one before: one in each form."""
_HERE: Final = Origin(Path(), bundled=True)
_APART: Final = timedelta(hours=20)
_DIFFICULTY: Final = 3


class OwnDrill(NamedTuple):
    """A weak criterion of a round, as a drill.

    Attributes:
        entry: The drill as a line of the list.
        position: Of the question in the round.
        judged: What was said of it.
    """

    entry: Entry
    question: Question
    rubric: Rubric
    round_id: RoundId
    position: int
    criterion: Criterion
    judged: Judged

    @property
    def is_code(self) -> bool:
        """Whether it is answered by a program, which tests mark."""
        return _is_code(self.question.header.kind, self.criterion.id)

    @property
    def origin(self) -> str:
        """Which round and criterion it comes from, in words."""
        return f"{self.criterion.title}, level {self.judged.level}, in your round on {self.question.header.title}"


def own_drills(services: Services) -> tuple[OwnDrill, ...]:
    """The own drills there are, the newest round first; reads the last `LAST_ROUNDS` rounds and no more."""
    if not services.has_history():
        return ()
    found = services.stored(_weak)
    if not found:
        return ()
    done = _done(services.stored(lambda store: [store.attempts(one.entry.id, ENOUGH) for one in found]))
    return tuple(one for one in found if one.entry.id not in done)


def is_done_with(newest_first: Sequence[DrillAttempt]) -> bool:
    """Whether the last attempts were right, and far enough apart to be more than one good day."""
    last = newest_first[:ENOUGH]
    if len(last) < ENOUGH or any(one.result.verdict != "right" for one in last):
        return False
    return all(later.made - before.made >= _APART for later, before in itertools.pairwise(last))


def _done(attempts: Iterable[Sequence[DrillAttempt]]) -> set[QuestionId]:
    return {some[0].question_id for some in attempts if is_done_with(some)}


def _weak(store: Store) -> tuple[OwnDrill, ...]:
    met: set[tuple[str, CriterionId]] = set()
    found: list[OwnDrill] = []
    with store.one_view():
        for line in store.list_rounds(wanted=Wanted(states=HANDED_IN_STATES), limit=LAST_ROUNDS):
            found += _of_round(store, line.round, met)
    return tuple(found)


def _of_round(store: Store, record: Round, met: set[tuple[str, CriterionId]]) -> Iterator[OwnDrill]:
    """The weak criteria of a round whose level no newer round has changed; `met` grows by all that are judged here."""
    grades = store.grades(record.id)
    judged_here: set[tuple[str, CriterionId]] = set()
    for item in record.items:
        grade = leading_grade([one for one in grades if one.item_id == item.id])
        if grade is None:
            continue
        kind = item.question_ref.partition("/")[0]
        judged = {one.criterion: one for one in grade.judgements if isinstance(one, Judged)}
        new = {name: one for name, one in judged.items() if (kind, name) not in met}
        judged_here |= {(kind, name) for name in judged}
        weak = [one for one in new.values() if one.level <= WEAK]
        if not weak or _is_unlevelled(kind):
            continue
        read = read_content(store, item.question_hash, item.rubric_hash)
        if read is not None:
            asked = {point.criterion for point in read[0].evidence}
            known = {one.id for one in read[1].criteria if one.id in asked or _is_code(kind, one.id)}
            yield from (_drill(record.id, item, *read, one) for one in weak if one.criterion in known)
    met |= judged_here


def _is_unlevelled(kind: str) -> bool:
    """Whether the points of a kind make no level, so that nothing honest could mark the answer."""
    from mockint.graders.offline import UNLEVELLED  # late: the list of drills needs no grader where nothing is weak

    return kind in UNLEVELLED


def read_content(store: Store, question: ContentHash, rubric: ContentHash) -> tuple[Question, Rubric] | None:
    """What a round was made of; None where it is damaged, which takes away what is made of it and nothing else."""
    from mockint.bank.snapshot import Snapshot, restore

    try:
        kept = [Snapshot(key, store.content(key).text) for key in (question, rubric)]
        return restore(kept[0], Question), restore(kept[1], Rubric)
    except KnownError:
        return None


def _is_code(kind: str, criterion: CriterionId) -> bool:
    """Whether hidden tests measure it."""
    return (kind, criterion) == ("coding", CORRECTNESS)


def _drill(round_id: RoundId, item: Item, question: Question, rubric: Rubric, judged: Judged) -> OwnDrill:
    criterion = rubric.criterion(judged.criterion)
    header = question.header
    entry = Entry(
        id=QuestionId(f"{OWN}:{item.id}:{criterion.id}"),
        slug=f"{header.slug}-{criterion.id.replace('_', '-')}",
        kind=OWN,
        title=f"{criterion.title}, again: {header.title}",
        version=1,
        status="ready",
        difficulty=_DIFFICULTY,
        minutes=CODE_MINUTES if _is_code(header.kind, criterion.id) else MINUTES,
        short_minutes=None,
        summary=f"From your round on {header.title}: {criterion.title} was at level {judged.level}.",
        pattern="",
        ai_policy="none",
        skills=dict(criterion.skills) or dict(header.skills),
        folder=_HERE.root,
        origin=_HERE,
    )
    return OwnDrill(entry, question, rubric, round_id, item.position, criterion, judged)
