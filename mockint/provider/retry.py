"""The one loop that tries again: bounded, told to the user, and ended at once by a cancel."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from mockint.provider.base import FaultKind, OnWait, ProviderError
from mockint.provider.faults import in_words

_T = TypeVar("_T")
_PASSING: frozenset[FaultKind] = frozenset({"rate_limit", "overloaded", "server", "unreachable", "cut"})


class Patience(NamedTuple):
    """How long things may take.

    Attributes:
        connect_s: For a connection.
        read_s: For the next sign of life on it.
        tries: Attempts of one request.
        first_wait_s: Before the second attempt; three times as long before each next one.
        longest_wait_s: The longest ``Retry-After`` that is waited for.
    """

    connect_s: float = 10.0
    read_s: float = 30.0
    tries: int = 3
    first_wait_s: float = 1.0
    longest_wait_s: float = 60.0


def wait_before(fault: ProviderError, failed: int, patience: Patience, jitter: float) -> float | None:
    """Seconds to wait before the next attempt; None if there is none.

    Args:
        fault: What the last attempt came to.
        failed: Attempts made so far, from 1.
        patience: The bounds.
        jitter: Between 0 and 1: stretches a wait of ours by up to a quarter, so that clients do not come back together.
    """
    if fault.kind not in _PASSING or failed >= patience.tries:
        return None
    if fault.retry_after_s is not None:
        return fault.retry_after_s if fault.retry_after_s <= patience.longest_wait_s else None
    return float(patience.first_wait_s * 3 ** (failed - 1) * (1 + jitter / 4))


def with_retries(
    attempt: Callable[[], _T],
    *,
    may_repeat: Callable[[], bool],
    patience: Patience,
    jitter: Callable[[], float],
    on_wait: OnWait,
    cancel: threading.Event,
) -> _T:
    """Call until it works, a fault is lasting, or the tries are used up.

    Args:
        attempt: One attempt.
        may_repeat: Whether another attempt is harmless: no text of the last one was shown.
        patience: The bounds.
        jitter: Gives numbers between 0 and 1.
        on_wait: Told in words before each wait.
        cancel: Ends a wait at once.

    Raises:
        ProviderError: The last fault, or ``cancelled``.
    """
    failed = 0
    while True:
        try:
            return attempt()
        except ProviderError as fault:
            failed += 1
            wait = wait_before(fault, failed, patience, jitter()) if may_repeat() else None
            if wait is None:
                raise
            what = fault.what
        on_wait(f"{what} Trying again in {in_words(wait)} ({failed + 1} of {patience.tries}).")
        if cancel.wait(wait):
            raise ProviderError("cancelled", "Cancelled.", "Nothing is lost.")
