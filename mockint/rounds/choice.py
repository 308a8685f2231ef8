"""Which questions a behavioral round of several asks: as many competencies as can be, kinds mixed, the lately asked last."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from mockint.domain.ids import CompetencyId, QuestionId

JUDGEMENT: Final = "behavioral_judgement"
MOTIVATION: Final = "behavioral_motivation"


class Offered(NamedTuple):
    """A question that could be asked, by its header alone.

    Attributes:
        rubric: The rubric that it is judged by, which says what kind of question it is.
        competencies: What it asks for.
    """

    id: QuestionId
    rubric: str
    competencies: tuple[CompetencyId, ...]


def choose(offered: Sequence[Offered], count: int, seed: int, lately: Sequence[QuestionId] = ()) -> tuple[Offered, ...]:
    """The questions of a round, in the order in which they are asked.

    One after the other is taken: of those that were not asked lately the one that adds most competencies, by lot where
    several do. There is at most one of motivation, and at least one of judgement; of a round of one neither is required.

    Args:
        offered: What there is.
        count: How many are wanted; there may be fewer that fit.
        seed: Decides between equals.
        lately: What was asked lately, the newest first: taken only when the others are used up, the oldest first.
    """
    return tuple(_chosen(offered, count, seed, lately))


def _chosen(offered: Sequence[Offered], count: int, seed: int, lately: Sequence[QuestionId]) -> Iterator[Offered]:
    left = sorted(offered, key=lambda one: one.id)
    random.Random(seed).shuffle(left)  # noqa: S311 - a lot, no secret
    covered: set[CompetencyId] = set()
    kinds: list[str] = []
    ages = {question: age for age, question in reversed(list(enumerate(lately)))}

    def worth(one: Offered) -> tuple[bool, int, int]:
        return one.id in ages, -len(set(one.competencies) - covered), -ages.get(one.id, 0)

    for place in range(count):
        fits = _fits(kinds, is_last=place == count - 1 > 0)
        able = [one for one in left if fits(one)] or [one for one in left if one.rubric != MOTIVATION]
        if not able:
            return
        best = min(able, key=worth)
        left.remove(best)
        covered.update(best.competencies)
        kinds.append(best.rubric)
        yield best


def _fits(kinds: Sequence[str], *, is_last: bool) -> Callable[[Offered], bool]:
    """Whether a question may come next, by the kinds that were taken before."""
    if is_last and JUDGEMENT not in kinds:
        return lambda one: one.rubric == JUDGEMENT
    return lambda one: one.rubric != MOTIVATION or MOTIVATION not in kinds
