"""The interviewer as the user sees it: no rule of its contract is broken, by the script or by a model that breaks them all."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest

from mockint.app.interviewer_check import CLARIFYING_FILE, check_interviewer, read_clarifying
from mockint.app.services import Services
from mockint.bank.catalog import Catalog, read_catalog
from mockint.bank.loader import load_question
from mockint.cli import main as adapter
from mockint.clock import SystemClock
from mockint.errors import BadInputError
from mockint.gateway.fake import running
from mockint.gateway.script import Entry, Script
from mockint.interviewer.contract import Rule
from mockint.interviewer.model import Limits, ModelInterviewer
from mockint.interviewer.scripted import ScriptedInterviewer
from mockint.paths import Home, bank_root
from tests.helpers.model_client import client_of
from tests.helpers.talks import moment, talking_question

BREAKS = {
    Rule.SPEAKS: "...",
    Rule.ONE_QUESTION: "What is your plan? How long will it take?",
    Rule.FORTY_WORDS: "Go on with what you have and then say more about it. " * 5,
    Rule.NO_PRAISE: "Great job, that is exactly right. Go on.",
    Rule.NO_SUMMARY: "So far you have told me what you would do. Go on.",
    Rule.NO_SOLUTION: "You should use a heap and a dict: heap[0] = value.",
    Rule.NO_RUBRIC: "By the rubric your score is a strong hire.",
    Rule.IN_ROLE: "As an AI language model I am happy to help.",
    Rule.PLAIN_ENGLISH: "Bitte erklären Sie mir jetzt ganz genau, warum diese Lösung überhaupt funktionieren soll.",
    Rule.FROM_FACTS: "Yes, exactly 987654 of them, stored nightly by regional brokers in purple envelopes.",
}
LESS_THAN_ALL = {Rule.SPEAKS}
"""Text without a word comes over no wire as such; its place is the unit test."""


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = Services(Home(tmp_path / "home"), SystemClock(), random.Random(3), bank_root(), ())
    yield made
    made.close()


def asked_about(bank: Path) -> Catalog:
    """The questions that clarifying questions are asked about."""
    whole, names = read_catalog(bank, ()), {each.question for each in read_clarifying(bank / CLARIFYING_FILE)}
    return whole._replace(entries=tuple(entry for entry in whole.entries if entry.ref in names))


@pytest.mark.slow
def test_the_script_breaks_no_rule(services: Services) -> None:
    """Over every question that clarifying questions are asked about; ``mockint interviewer check`` plays them all."""
    services.__dict__["_catalog"] = asked_about(services.bank)
    found = check_interviewer(services, None, lambda _: None).as_json()
    assert found["broken"] == dict.fromkeys((rule.value for rule in Rule), 0)
    assert found["turns"] > 5_000
    asked = found["clarifying"]
    assert asked["asked"] == 200
    # What was measured when this was written, where 0.05 and 0.8 are aimed at; it may only get better.
    assert asked["wrong"] <= 0.055
    assert asked["right"] >= 0.63


@pytest.mark.slow
def test_a_model_that_breaks_every_rule_breaks_none_as_the_user_sees_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Over the questions that clarifying questions are asked about; ``mockint interviewer check --model`` plays all."""
    monkeypatch.setattr(Services, "catalog", property(lambda _: asked_about(bank_root())))
    said = [*BREAKS.values(), "Go on."]
    entries = tuple(Entry(do="reply", text=text) for text in islice(cycle(said), 8_000))
    with running(Script(entries=entries)) as server:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        monkeypatch.setenv("ANTHROPIC_API_KEY", server.token)
        assert adapter.main(["interviewer", "check", "--model", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert sum(found["broken"].values()) == 0
    model = found["model"]
    assert model["written"] > 100
    assert model["scripted_instead"] > 0
    assert {rule for rule in Rule if model["stopped"][rule]} >= set(Rule) - LESS_THAN_ALL


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (Entry(do="status", status=401), "key_refused"),
        (Entry(do="status", status=404), "not_found"),
        (Entry(do="status", status=429, retry_after_s=3600), "rate_limit"),
        (Entry(do="status", status=529, times=0), "overloaded"),
        (Entry(do="stall", seconds=30, after=-1), "timeout"),
        (Entry(do="stall", seconds=30, after=1), "timeout"),
        (Entry(do="cut"), "cut"),
        (Entry(do="early_end"), "cut"),
        (Entry(do="error_event"), "overloaded"),
        (Entry(do="refuse"), "refusal"),
        (Entry(do="truncate"), "truncated"),
    ],
)
def test_every_fault_of_a_server_ends_in_the_scripted_turn(services: Services, entry: Entry, fault: str) -> None:
    question = talking_question()
    scripted = ScriptedInterviewer(question)
    forever = (entry.model_copy(update={"times": 0}),)
    with running(Script(entries=forever)) as server:
        model = ModelInterviewer(
            client_of(server).client,
            scripted,
            start=services.remote_lane.submit,
            rng=services.rng,
            now_s=lambda: services.clock.now().monotonic_s,
            limits=Limits(1, 2) if entry.do == "stall" else Limits(30, 60),  # a busy machine is no slow model
        )
        spoken = model.heard("Are the windows sorted?", moment(), threading.Event())
    assert spoken.turn == scripted.heard("Are the windows sorted?", moment())
    assert spoken.fault == fault


def test_every_clarifying_question_has_a_fact_that_exists() -> None:
    asked = read_clarifying(bank_root() / CLARIFYING_FILE)
    facts = {entry.ref: len(load_question(entry.folder).facts) for entry in read_catalog(bank_root(), ()).entries}
    assert len({(each.question, each.asks) for each in asked}) == 200
    assert [each for each in asked if not all(fact < facts[each.question] for fact in each.right)] == []  # type: ignore[index]


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("[[questions]]\nasks = 3\n", encoding="utf-8")
    for name in ("broken.toml", "missing.toml"):
        with pytest.raises(BadInputError, match="cannot be read"):
            read_clarifying(tmp_path / name)
