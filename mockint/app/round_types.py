"""The one table of the types of rounds that can be held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mockint.domain.question import Question
from mockint.domain.rubric import RoundKind
from mockint.errors import BadInputError
from mockint.rounds.behavioral import BehavioralRound
from mockint.rounds.coding import CodingRound
from mockint.rounds.kind import RoundType
from mockint.rounds.live_build import LiveBuildRound
from mockint.rounds.system_design import SystemDesignRound
from mockint.rounds.take_home import TakeHomeRound
from mockint.rounds.take_home_brief import TakeHomeBriefRound

ROUND_TYPES: Final[Mapping[RoundKind, RoundType]] = {
    "coding": CodingRound(),
    "system_design": SystemDesignRound(),
    "behavioral": BehavioralRound(),
    "live_build": LiveBuildRound(),
    "take_home": TakeHomeRound(),
}

_BRIEF: Final = TakeHomeBriefRound()


def type_of(question: Question) -> RoundType:
    """The rules of a round on a question: a take-home's brief is worked on in files, its defence is words.

    Raises:
        BadInputError: If rounds of this kind cannot be held yet.
    """
    return _BRIEF if question.take_home is not None else round_type(question.header.kind)


def round_type(kind: str) -> RoundType:
    """The rules of a kind of round, where no question is at hand; see `type_of`.

    Raises:
        BadInputError: If rounds of this kind cannot be held yet.
    """
    for known, found in ROUND_TYPES.items():
        if known == kind:
            return found
    raise BadInputError(f"Rounds of the kind {kind} cannot be started yet.", f"Choose one of {', '.join(ROUND_TYPES)}.")
