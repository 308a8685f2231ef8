"""A build with the user's own provider behind the gateway: whose key it is, what it costs, and what is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockint.app import build_model
from mockint.app.build_check import check_round
from mockint.app.services import Services
from mockint.app.workspace import lay_out
from mockint.bank.loader import load_question
from mockint.domain.ids import RoundId
from mockint.errors import BadInputError
from mockint.gateway.fake import running
from mockint.gateway.script import Entry, Script
from mockint.paths import bank_root
from tests.helpers.records import make_model_call

ROUND = RoundId("r1")
PROGRAM = """
import json, os, sys, urllib.request

def ask(prompt):
    body = {"model": "stand-in", "max_tokens": 50, "messages": [{"role": "user", "content": prompt}]}
    request = urllib.request.Request(
        os.environ["ANTHROPIC_BASE_URL"] + "/v1/messages", json.dumps(body).encode(),
        {"content-type": "application/json", "x-api-key": os.environ["ANTHROPIC_API_KEY"]})
    return json.load(urllib.request.urlopen(request, timeout=10))["content"][0]["text"]

for line in sys.stdin:
    asked = json.loads(line)
    reply = {"id": asked["id"], "ok": True, "citations": [], "retrieved": []}
    if asked["op"] == "answer":
        reply["answer"] = ask(asked["question"]) + " " + " ".join(sorted(os.environ.values()))
    print(json.dumps(reply), flush=True)
"""


def choose_provider(services: Services) -> None:
    services.settings.change("build_model", "provider")
    services.settings.change("model", "fake-1")


def test_the_stand_in_is_the_default(services: Services) -> None:
    assert build_model.behind(services, ROUND) is None
    assert build_model.model_name(None) == "stand-in"


def test_a_provider_needs_a_key(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    choose_provider(services)
    with pytest.raises(BadInputError, match="no key for fake-1"):
        build_model.behind(services, ROUND)


def test_the_months_cap_is_kept(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "key")
    choose_provider(services)
    services.settings.change("monthly_cap_usd", 1.0)
    spent = make_model_call(made=services.clock.now().wall, price_usd=2.0)
    services.stored(lambda store: store.add_model_calls([spent]))
    with pytest.raises(BadInputError, match="cap of 1 USD is reached"):
        build_model.behind(services, ROUND)


def test_the_program_reaches_the_provider_and_never_the_key(
    services: Services, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    question = load_question(bank_root() / "live_build" / "release-notes")
    lay_out(tmp_path / "round", {"candidate/__init__.py": "", "candidate/__main__.py": PROGRAM})
    choose_provider(services)
    with running(
        Script(entries=(Entry(do="reply", text="From the provider.", times=0),)), token="the-users-key"
    ) as server:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        monkeypatch.setenv("ANTHROPIC_API_KEY", "the-users-key")
        checked = check_round(services, ROUND, question, 7, "start", tmp_path / "round")
        again = check_round(services, ROUND, question, 7, "start", tmp_path / "round")
    assert checked.answered == again.answered == 15
    assert all(case.answer is not None and case.answer.startswith("From the provider.") for case in checked.cases)
    assert not any("the-users-key" in (case.answer or "") for case in checked.cases)
    assert len(server.asks) == 15, "the second time the recording answers"
    calls = services.stored(lambda store: store.model_calls())
    assert {(call.purpose, call.model, call.outcome) for call in calls} == {("build", "fake-1", "done")}
    assert len(calls) == 15
