"""The decision of a loop from the votes of its rounds: a written rule, told in words, and no figure made up for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

from mockint.domain.rubric import RoundKind
from mockint.domain.skill import TargetLevel
from mockint.domain.verdict import VerdictWord

DecisionWord = Literal["strong_hire", "hire", "no_hire", "undecided"]

MUST_HAVE: Final[Mapping[TargetLevel, frozenset[RoundKind]]] = {
    TargetLevel.JUNIOR: frozenset({"coding", "live_build"}),
    TargetLevel.MID: frozenset({"coding", "live_build", "system_design"}),
    TargetLevel.SENIOR: frozenset({"coding", "live_build", "system_design", "behavioral"}),
    TargetLevel.STAFF: frozenset({"coding", "live_build", "system_design", "behavioral"}),
}
"""The rounds in which one Strong no hire decides, by the level that is interviewed for."""

RULE: Final = (
    "Every round votes by its own grade, made without sight of the others. One Strong no hire in a must-have round, or "
    "two votes below Hire, is No hire. Else, once every round has a vote, it is Hire; Strong hire if no vote is below "
    "Hire and at least half of them are Strong hire. A round without a grade has no vote: it is never read as a low one."
)
ROUND_RULE: Final = (
    "A round of several questions votes once each of them is graded: with the middle one of their verdicts, in their "
    "order from low to high, and the lower of two in the middle."
)

_ORDER: Final = (VerdictWord.STRONG_NO_HIRE, VerdictWord.NO_HIRE, VerdictWord.HIRE, VerdictWord.STRONG_HIRE)
_WORDS: Final[Mapping[DecisionWord, str]] = {
    "strong_hire": "Strong hire",
    "hire": "Hire",
    "no_hire": "No hire",
    "undecided": "Cannot be decided yet",
}


class Vote(NamedTuple):
    """What a round says.

    Attributes:
        name: What the round is called.
        word: Its verdict; `VerdictWord.NOT_JUDGED` for a round that has none.
        why_not: Why it has none, in a few words.
    """

    name: str
    kind: RoundKind
    word: VerdictWord
    why_not: str = ""


class Decision(NamedTuple):
    """The decision and its reasons, a sentence each."""

    word: DecisionWord
    reasons: tuple[str, ...]

    @property
    def words(self) -> str:
        """The decision as people say it."""
        return _WORDS[self.word]


def round_vote(verdicts: Sequence[VerdictWord]) -> VerdictWord:
    """The vote of a round from the verdicts of its questions; not judged as long as one of them is not."""
    if not verdicts or VerdictWord.NOT_JUDGED in verdicts:
        return VerdictWord.NOT_JUDGED
    return sorted(verdicts, key=_ORDER.index)[(len(verdicts) - 1) // 2]


def decide_loop(votes: Sequence[Vote], target: TargetLevel) -> Decision:
    """The decision from all votes, in whatever order the rounds were; see `RULE`."""
    must = MUST_HAVE[target]
    given = [vote for vote in votes if vote.word is not VerdictWord.NOT_JUDGED]
    open_ = [vote for vote in votes if vote.word is VerdictWord.NOT_JUDGED]
    below = [vote for vote in given if _ORDER.index(vote.word) < _ORDER.index(VerdictWord.HIRE)]
    worst = [vote for vote in below if vote.word is VerdictWord.STRONG_NO_HIRE and vote.kind in must]
    reasons = [f"{vote.name}: Strong no hire in a round that a {target} must pass." for vote in worst]
    if len(below) > 1:
        reasons.append(f"{len(below)} of {len(votes)} rounds voted below Hire: {_listed(below)}.")
    if reasons:
        if open_:
            reasons.append(f"No vote yet from {_listed(open_)}; none of them could change this.")
        return Decision("no_hire", tuple(reasons))
    if open_ or not votes:
        reasons = [f"{vote.name} has no vote: {vote.why_not or 'not graded yet.'}" for vote in open_]
        return Decision("undecided", (*reasons, _standing(given)))
    strong = [vote for vote in given if vote.word is VerdictWord.STRONG_HIRE]
    if not below and 2 * len(strong) >= len(given):
        return Decision("strong_hire", (f"No vote is below Hire, and {len(strong)} of {len(given)} are Strong hire.",))
    if below:
        return Decision("hire", (f"One vote is below Hire ({_listed(below)}); one alone does not decide.",))
    return Decision("hire", (f"All {len(given)} rounds voted Hire or better.",))


def _standing(given: Sequence[Vote]) -> str:
    if not given:
        return "No round has a vote so far."
    low = sum(_ORDER.index(vote.word) < _ORDER.index(VerdictWord.HIRE) for vote in given)
    votes = "1 vote so far" if len(given) == 1 else f"{len(given)} votes so far"
    return f"{votes}: {len(given) - low} at Hire or better, {low} below."


def _listed(votes: Sequence[Vote]) -> str:
    names = sorted(vote.name for vote in votes)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
