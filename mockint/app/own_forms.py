"""How an own drill is put: what the answer lacks, the part said again, the same on another question, or in numbers.

An attempt takes the next form, so that nothing is asked twice in a row whose solution was just shown.
"""

from __future__ import annotations

import abc
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from mockint.app.drill_choice import fitting_drill
from mockint.app.own_drills import LAST_ROUNDS, OwnDrill, read_content
from mockint.app.services import Services
from mockint.domain.attempt import ANSWER, MendMark, PointsMark
from mockint.domain.ids import ContentHash, CriterionId, QuestionId
from mockint.domain.question import EvidencePoint, Question
from mockint.domain.round import HANDED_IN_STATES
from mockint.domain.rubric import Rubric
from mockint.domain.wanted import Wanted

if TYPE_CHECKING:
    from mockint.bank.catalog import Entry
    from mockint.history.store import Store

_IN_NUMBERS: Final = frozenset({("system_design", "cost_latency")})
"""Kind and criterion of what is an estimate, and practised on numbers that code can mark."""
_LEAST_GAPS: Final = 2
"""Where an answer lacks fewer points than this, naming them would be a guess at one word."""
_LONGEST_QUOTE: Final = 1_200
_HEADING: Final = re.compile(r"\A# .*\n")


class OwnForm(abc.ABC):
    """A way of putting an own drill.

    Attributes:
        own: The drill.
        question: What it is about, `rubric` how that is judged.
        is_code: Whether it is answered by a program.
    """

    is_code: bool = False

    def __init__(self, own: OwnDrill, question: Question, rubric: Rubric) -> None:
        self.own, self.question, self.rubric = own, question, rubric

    @property
    def start(self) -> str:
        """What the answer begins with."""
        return ""

    @property
    @abc.abstractmethod
    def prompt(self) -> str:
        """What is asked, as Markdown."""

    @abc.abstractmethod
    def mark(self, answers: Mapping[str, str]) -> PointsMark | MendMark:
        """How an answer did: by the offline estimate, or by tests."""

    @property
    def points(self) -> tuple[EvidencePoint, ...]:
        """What a good answer holds."""
        return tuple(one for one in self.question.evidence if one.criterion == self.own.criterion.id)

    @property
    def solution(self) -> str:
        """The points of a good answer, as Markdown."""
        return "\n".join(f"- {one.says}" for one in self.points)

    def _put(self, asked: str, *told: str) -> str:
        """Where the drill comes from and what is asked, first; then what there is to know, and the question last."""
        criterion = self.own.criterion
        about = f"*{criterion.title}*: {criterion.about}"
        heading = f"## The question: {self.question.header.title}"
        return "\n\n".join([f"From {self.own.origin}.", f"**{asked}**", about, *told, heading, self._question])

    @property
    def _question(self) -> str:
        """The prompt without its own heading."""
        return _HEADING.sub("", self.question.prompt.strip(), count=1).strip()

    def _written(self) -> Iterator[str]:
        """The own words that the grader quoted, if any."""
        if self._quotes:
            yield "You wrote:"
            yield from (f"> {quote}" for quote in self._quotes)

    @property
    def _quotes(self) -> tuple[str, ...]:
        found = (one.quote for one in self.own.judged.evidence if one.verified in ("verified", "moved"))
        return tuple(" ".join(quote[:_LONGEST_QUOTE].split()) for quote in found if quote.strip())


class NameGaps(OwnForm):
    """The own words are shown, and what they lack is to be named."""

    @property
    def prompt(self) -> str:
        """The question and the own words, without what the grader found missing."""
        asked = "Name what your words lack on this criterion, a sentence each. A better answer is not asked for."
        return self._put(asked, *self._written())

    @cached_property
    def points(self) -> tuple[EvidencePoint, ...]:
        """What the own words do not hold."""
        from mockint.graders.criterion import unsaid_points

        return unsaid_points(self.question, self.rubric, self.own.criterion.id, "\n\n".join(self._quotes))

    @property
    def has_enough(self) -> bool:
        """Whether there is something written, and enough that it lacks."""
        return bool(self._quotes) and len(self.points) >= _LEAST_GAPS

    def mark(self, answers: Mapping[str, str]) -> PointsMark:
        """How many of the gaps are named."""
        from mockint.graders.criterion import mark_gaps

        criterion, shown = self.own.criterion, (*self._quotes, self.own.criterion.about)
        return mark_gaps(self.question, self.rubric, criterion.id, answers.get(ANSWER, ""), self.points, shown)


class SayAgain(OwnForm):
    """The part is written again, with what was missing."""

    @property
    def prompt(self) -> str:
        """The question, the own words and what was missing."""
        asked = "Write this part again in your own words, so that nothing is missing. Copied words do not count."
        missing = self.own.judged.missing
        return self._put(asked, *self._written(), *([f"What was missing: {missing}"] if missing else []))

    def mark(self, answers: Mapping[str, str]) -> PointsMark:
        """The level of the new words; what the prompt tells to be missing earns nothing when it is copied."""
        from mockint.graders.criterion import mark_criterion

        criterion, shown = self.own.criterion, (self.own.judged.missing, self.own.criterion.about)
        return mark_criterion(self.question, self.rubric, criterion.id, answers.get(ANSWER, ""), shown)


class Elsewhere(OwnForm):
    """The same criterion on another question that the user has met in a round, so that no new one is spoiled."""

    @property
    def prompt(self) -> str:
        """The other question, and which part of it is asked."""
        return self._put(
            "The same on another question that you have met: answer only what belongs to this criterion, in a few sentences."
        )

    def mark(self, answers: Mapping[str, str]) -> PointsMark:
        """The level of the answer to the other question."""
        from mockint.graders.criterion import mark_criterion

        criterion, shown = self.own.criterion, (self.own.criterion.about,)
        return mark_criterion(self.question, self.rubric, criterion.id, answers.get(ANSWER, ""), shown)


def numbers_of(services: Services, own: OwnDrill) -> Entry | None:
    """The ops drill that practises an estimate, with other numbers each time; None for a criterion that is none."""
    if (own.question.header.kind, own.criterion.id) not in _IN_NUMBERS:
        return None
    return fitting_drill(services, own.entry.skills, words=f"{own.criterion.about} {own.judged.missing}", kind="ops")


def form_of(services: Services, own: OwnDrill) -> OwnForm:
    """The form in which a drill comes next: code to be mended; else gaps, the part again, then the same on other questions."""
    if own.is_code:
        from mockint.app.own_code import mend_code  # late: drills in words need no judge

        return mend_code(services, own)
    tries = len(services.stored(lambda store: store.attempts(own.entry.id)))
    if tries == 0:
        gaps = NameGaps(own, own.question, own.rubric)
        if gaps.has_enough:
            return gaps
    elif tries > 1:
        other = services.stored(lambda store: _other(store, own, tries))
        if other is not None:
            return Elsewhere(own, *other)
    return SayAgain(own, own.question, own.rubric)


def _other(store: Store, own: OwnDrill, turn: int) -> tuple[Question, Rubric] | None:
    """Another question of the kind on which a round was handed in, and which has points on the criterion; they take turns."""
    wanted = Wanted(kinds=(own.question.header.kind,), states=HANDED_IN_STATES)
    met: dict[QuestionId, tuple[ContentHash, ContentHash]] = {}
    for line in store.list_rounds(wanted=wanted, limit=LAST_ROUNDS):
        for item in line.round.items:
            met.setdefault(item.question_id, (item.question_hash, item.rubric_hash))
    met.pop(own.question.header.id, None)
    others = list(met.values())
    first = turn % len(others) if others else 0
    read = (read_content(store, *one) for one in (*others[first:], *others[:first]))
    return next((one for one in read if one is not None and _has_points(*one, own.criterion.id)), None)


def _has_points(question: Question, rubric: Rubric, wanted: CriterionId) -> bool:
    return any(one.criterion == wanted for one in question.evidence) and any(
        one.id == wanted for one in rubric.criteria
    )
