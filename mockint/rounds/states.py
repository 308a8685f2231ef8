"""Which state of a round may follow which, and the sentence for one that may not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mockint.domain.round import Round, RoundState
from mockint.errors import RoundError

_S = RoundState

_NEXT: Final[Mapping[RoundState, frozenset[RoundState]]] = {
    _S.PLANNED: frozenset({_S.RUNNING, _S.ABANDONED}),
    _S.RUNNING: frozenset({_S.PAUSED, _S.SUBMITTED, _S.EXPIRED, _S.ABANDONED}),
    _S.PAUSED: frozenset({_S.RUNNING, _S.SUBMITTED, _S.ABANDONED}),
    _S.SUBMITTED: frozenset({_S.MEASURED}),
    _S.EXPIRED: frozenset({_S.MEASURED}),
    _S.MEASURED: frozenset({_S.GRADED}),
    _S.GRADED: frozenset(),
    _S.ABANDONED: frozenset(),
}

_IS: Final[Mapping[RoundState, str]] = {
    _S.PLANNED: "This round has not started yet.",
    _S.RUNNING: "This round is running.",
    _S.PAUSED: "This round is paused.",
    _S.SUBMITTED: "This round has been handed in.",
    _S.EXPIRED: "Time is up; what was there has been handed in.",
    _S.MEASURED: "This round has been handed in and measured.",
    _S.GRADED: "This round has been graded.",
    _S.ABANDONED: "This round was abandoned.",
}

_WHAT_NOW: Final[Mapping[RoundState, str]] = {
    _S.PLANNED: "Start it first.",
    _S.PAUSED: "Resume it to go on working.",
    _S.ABANDONED: "Start a new round to work on the question again.",
}


def refused(state: RoundState) -> RoundError:
    """The error for something that cannot be done in this state."""
    return RoundError(_IS[state], _WHAT_NOW.get(state, ""))


def moved(record: Round, to: RoundState) -> Round:
    """The record in a new state.

    Raises:
        RoundError: If that state cannot follow.
    """
    if to not in _NEXT[record.state]:
        raise refused(record.state)
    return record.model_copy(update={"state": to})
