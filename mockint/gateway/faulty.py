"""Faults that a build has to live with, drawn from a seed and what a request says, never from when it comes."""

from __future__ import annotations

import hashlib
from typing import Final, Literal, NamedTuple

from mockint.gateway.answers import Answer

FaultKind = Literal["rate_limit", "overloaded", "stall", "cut", "truncated", "over_long"]
FAULT_KINDS: Final[tuple[FaultKind, ...]] = ("rate_limit", "overloaded", "stall", "cut", "truncated", "over_long")
UNSERVED: Final[frozenset[FaultKind]] = frozenset({"rate_limit", "overloaded", "cut"})
"""Faults that bring no whole reply; they are not charged to the question's budget."""
RETRY_AFTER_S: Final = 0.05
STALL_S: Final = 0.3
_OF_TEXT: Final[frozenset[FaultKind]] = frozenset({"truncated", "over_long"})
_RAMBLE = " As an aside, and to be thorough, there is more that one could say about this in general terms."
_RAMBLES = 400


class FaultPlan(NamedTuple):
    """Which calls meet a fault.

    Attributes:
        share: Share of the different requests that meet one, 0 to 1.
        kinds: What they meet.
    """

    seed: int
    share: float
    kinds: tuple[FaultKind, ...] = FAULT_KINDS


def drawn(plan: FaultPlan | None, request: bytes, nth: int, *, text: bool = True) -> FaultKind | None:
    """The fault that a request meets.

    Args:
        plan: None for no faults.
        request: What is asked, byte by byte.
        nth: How often it was asked, from 1; whoever asks again passes.
        text: Whether the reply holds text; embeddings meet no faults of texts.
    """
    if plan is None or nth > 1:
        return None
    kinds = [kind for kind in plan.kinds if text or kind not in _OF_TEXT]
    digest = hashlib.sha256(f"{plan.seed}:".encode() + request).digest()
    if not kinds or int.from_bytes(digest[:8], "big") >= plan.share * 2**64:
        return None
    return kinds[int.from_bytes(digest[8:16], "big") % len(kinds)]


def spoilt(answer: Answer, fault: FaultKind | None) -> Answer:
    """The answer as a fault of its text leaves it."""
    if fault == "truncated" or (fault == "over_long" and answer.tool):
        return answer._replace(text=answer.text[: max(1, len(answer.text) // 2)])
    if fault == "over_long":
        return answer._replace(text=answer.text + _RAMBLE * _RAMBLES)
    return answer
