from __future__ import annotations

from mockint.gateway.answers import Answer
from mockint.gateway.faulty import FAULT_KINDS, FaultPlan, drawn, spoilt
from mockint.gateway.ledger import Allowance, Ledger, Spent, TraceCall


def test_a_question_spends_what_it_is_allowed_and_no_more() -> None:
    ledger = Ledger(Allowance(tokens_in=100, calls=2))
    ledger.begin("a", None)
    assert ledger.reserve("a", 60) == ""
    assert "40 are left, and this prompt has 41" in ledger.reserve("a", 41)
    assert ledger.reserve("a", 40) == ""
    assert "2 calls" in ledger.reserve("a", 0)
    assert ledger.spent("a") == Spent(calls=2, tokens_in=100, refused=2)
    ledger.give_back("a", 40)
    assert ledger.spent("a") == Spent(calls=1, tokens_in=60, refused=2)
    assert ledger.reserve("", 5_000) == ""
    ledger.begin("a", None)
    assert ledger.spent("a") == Spent()


def test_the_trace_keeps_heads_alone() -> None:
    ledger = Ledger(None)
    ledger.note(TraceCall("a", "/v1/messages", "m", 9, 5, 0.1, None, "done", "p" * 9_999, "r" * 9_999))
    (call,) = ledger.trace()
    assert (len(call.prompt), len(call.reply)) == (1_000, 1_000)
    assert ledger.spent("a").tokens_out == 5


def test_faults_follow_from_seed_and_content() -> None:
    plan = FaultPlan(seed=4, share=0.5)
    requests = [f"request {number}".encode() for number in range(400)]
    met = [drawn(plan, request, 1) for request in requests]
    assert met == [drawn(plan, request, 1) for request in requests]
    assert 140 < sum(kind is not None for kind in met) < 260
    assert {kind for kind in met if kind} == set(FAULT_KINDS)
    assert [drawn(plan, request, 2) for request in requests] == [None] * 400
    assert met != [drawn(plan._replace(seed=5), request, 1) for request in requests]
    assert {drawn(plan, request, 1, text=False) for request in requests} == {None, *FAULT_KINDS[:4]}
    assert drawn(None, b"x", 1) is None


def test_spoilt_texts() -> None:
    answer = Answer('{"answer": 20}')
    assert spoilt(answer, "truncated").text == '{"answe'
    assert len(spoilt(answer, "over_long").text) > 20_000
    assert spoilt(answer._replace(tool="t"), "over_long").text == '{"answe'
    assert spoilt(answer, "stall") == answer
