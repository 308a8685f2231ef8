from __future__ import annotations

import string
from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.provider.base import FaultKind
from mockint.provider.faults import SENTENCES, Faults, in_words

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
KEY = "k-abcdefgh-12345"
FAULTS = Faults("host:80", "the-model", KEY, lambda: NOW)


@pytest.mark.parametrize("kind", get_args(FaultKind))
def test_each_kind_has_a_sentence_and_a_next_step(kind: FaultKind) -> None:
    fault = FAULTS.make(kind, category="cyber", retry_after_s=90)
    assert set(SENTENCES) == set(get_args(FaultKind))
    for sentence in (fault.what, fault.how):
        assert sentence[0].isupper() or sentence.startswith(("host:80", "the-model"))
        assert sentence.endswith(".")
        assert not set("{}") & set(sentence)


@pytest.mark.parametrize(
    ("status", "error", "kind"),
    [
        (200, {"type": "overloaded_error"}, "overloaded"),
        (200, {"type": "rate_limit_error"}, "rate_limit"),
        (200, {"type": "something new"}, "server"),
        (400, {"type": "invalid_request_error", "message": "prompt is too long: 1 > 0"}, "too_large"),
        (400, {"type": "invalid_request_error", "code": "context_length_exceeded"}, "too_large"),
        (400, {"type": "invalid_request_error", "message": "no"}, "bad_request"),
        (401, {"type": "invalid_request_error", "code": "invalid_api_key"}, "key_refused"),
        (429, {"type": "insufficient_quota", "code": "insufficient_quota"}, "payment"),
        (429, {}, "rate_limit"),
        (404, "nothing here", "not_found"),
        (418, {}, "bad_request"),
        (302, {}, "server"),
        (502, {}, "server"),
        (529, {"type": None}, "overloaded"),
    ],
)
def test_the_type_says_more_than_the_status(status: int, error: Any, kind: str) -> None:
    assert FAULTS.of_body({"error": error}, "", status).kind == kind


@pytest.mark.parametrize("body", [None, "<html>", [], {"error": None}, {"error": {"message": 7}}, {"detail": "x"}])
def test_any_body_will_do(body: object) -> None:
    assert FAULTS.of_body(body, "", 500).kind == "server"


@pytest.mark.parametrize(
    ("header", "seconds", "words"),
    [
        ("2", 2, "after 2 seconds"),
        ("Mon, 05 Jan 2026 09:05:00 GMT", 300, "after 5 minutes"),
        ("Mon, 05 Jan 2026 08:00:00 GMT", 0, "after a minute"),
        ("soon", None, "after a minute"),
        ("inf", None, "after a minute"),
        ("-4", 0, "after a minute"),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str, seconds: float | None, words: str) -> None:
    fault = FAULTS.of_body({}, "", 429, {"retry-after": header})
    assert fault.retry_after_s == seconds
    assert words in fault.how


def test_the_key_is_masked_and_the_request_is_not_repeated() -> None:
    said = FAULTS.of_body({"error": {"message": f"bad key {KEY}\n in header"}}, "", 400).what
    assert said.endswith("It says: bad key [key] in header.")
    own = "I built a queue for the invoices of our customers."
    assert "invoices" not in FAULTS.of_body({"error": {"message": f"cannot parse: {own}"}}, own, 400).what


@given(
    before=st.text(string.printable, max_size=40),
    own=st.text(string.ascii_letters + " ", min_size=20, max_size=80),
    cut=st.integers(0, 4),
)
def test_no_long_piece_of_the_request_is_ever_shown(before: str, own: str, cut: int) -> None:
    own = " ".join(own.split())
    said = FAULTS.of_body({"error": {"message": f"{before} {own[cut:]} {KEY}"}}, own, 400).what
    assert KEY not in said
    assert len(own[cut:]) < 16 or own[cut : cut + 16] not in said.partition("It says:")[2]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 second"), (1, "1 second"), (59, "59 seconds"), (90, "2 minutes"), (300, "5 minutes"), (7200, "2 hours")],
)
def test_waits_in_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words
