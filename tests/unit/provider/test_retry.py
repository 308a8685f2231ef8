from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.provider.base import FaultKind, ProviderError
from mockint.provider.retry import Patience, wait_before, with_retries

PATIENCE = Patience(first_wait_s=0)
PASSING = ("rate_limit", "overloaded", "server", "unreachable", "cut")


def _fault(kind: FaultKind = "overloaded", retry_after_s: float | None = None) -> ProviderError:
    return ProviderError(kind, "It has too much to do.", retry_after_s=retry_after_s)


class Server:
    def __init__(self, *faults: ProviderError) -> None:
        self.faults = list(faults)
        self.asked = 0
        self.waits: list[str] = []

    def answer(self) -> str:
        self.asked += 1
        if self.faults:
            raise self.faults.pop(0)
        return "here"

    def ask(
        self, *, may_repeat: bool = True, cancel: threading.Event | None = None, patience: Patience = PATIENCE
    ) -> str:
        return with_retries(
            self.answer,
            may_repeat=lambda: may_repeat,
            patience=patience,
            jitter=lambda: 0.0,
            on_wait=self.waits.append,
            cancel=cancel or threading.Event(),
        )


def test_it_works_after_two_faults_and_says_each_wait() -> None:
    server = Server(_fault(), _fault("rate_limit", 0))
    assert server.ask() == "here"
    assert server.asked == 3
    assert server.waits == [
        "It has too much to do. Trying again in 1 second (2 of 3).",
        "It has too much to do. Trying again in 1 second (3 of 3).",
    ]


def test_it_gives_up_with_the_last_fault() -> None:
    server = Server(_fault(), _fault("server"), _fault("cut"))
    with pytest.raises(ProviderError) as raised:
        server.ask()
    assert raised.value.kind == "cut"
    assert len(server.waits) == 2


@pytest.mark.parametrize(
    "kind", ["key_refused", "payment", "refusal", "truncated", "timeout", "bad_request", "cancelled"]
)
def test_lasting_faults_are_not_tried_again(kind: FaultKind) -> None:
    server = Server(_fault(kind))
    with pytest.raises(ProviderError):
        server.ask()
    assert server.asked == 1


def test_shown_text_is_not_asked_for_again() -> None:
    server = Server(_fault())
    with pytest.raises(ProviderError):
        server.ask(may_repeat=False)
    assert server.asked == 1


def test_a_cancel_ends_a_wait_of_a_minute_at_once() -> None:
    server, cancel = Server(_fault("rate_limit", 60)), threading.Event()
    cancel.set()
    with pytest.raises(ProviderError) as raised:
        server.ask(cancel=cancel)
    assert raised.value.kind == "cancelled"
    assert server.asked == 1


def test_a_bug_is_not_tried_again() -> None:
    def broken() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        with_retries(
            broken,
            may_repeat=lambda: True,
            patience=PATIENCE,
            jitter=lambda: 0.0,
            on_wait=print,
            cancel=threading.Event(),
        )


@given(
    kind=st.sampled_from(["rate_limit", "overloaded", "server", "refusal", "timeout"]),
    asked_for=st.none() | st.floats(0, 1e6),
    failed=st.integers(1, 9),
    jitter=st.floats(0, 1),
)
def test_waits_are_bounded(kind: FaultKind, asked_for: float | None, failed: int, jitter: float) -> None:
    patience = Patience()
    wait = wait_before(_fault(kind, asked_for), failed, patience, jitter)
    if kind not in PASSING or failed >= patience.tries:
        assert wait is None
    elif asked_for is not None:
        assert wait == (asked_for if asked_for <= patience.longest_wait_s else None)
    else:
        assert wait is not None
        assert patience.first_wait_s <= wait <= 3.75
