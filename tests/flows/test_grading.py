"""A user has answers judged: offline at once, by a model through its own service, by a reply from elsewhere, by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mockint.gateway.fake import FakeServer, running
from mockint.gateway.script import Entry, Script
from mockint.paths import bank_root
from tests.flows.conftest import Terminal

DESIGN = "system_design/support-assistant"
SAMPLES = bank_root() / DESIGN / "samples"
HANDED_IN = {"cut": Entry(do="cut", after=2, times=0), "529": Entry(do="status", status=529, times=0)}


def levels(document: dict[str, Any]) -> dict[str, int | None]:
    return {criterion["id"]: criterion["level"] for criterion in document["criteria"]}


def environment(server: FakeServer) -> dict[str, str]:
    return {"ANTHROPIC_BASE_URL": server.url, "ANTHROPIC_API_KEY": server.token, "ANTHROPIC_MODEL": "fake-1"}


@pytest.fixture
def a_round(mockint: Terminal) -> str:
    """A design round that was answered and handed in."""
    return str(mockint("submit", DESIGN, "--answer", SAMPLES / "level-3.md", "--json").document["round"])


def test_a_round_is_judged_offline_and_says_what_that_is_worth(mockint: Terminal, a_round: str) -> None:
    told = mockint("grade", a_round, "--grader", "offline", "--json").document
    assert told["round"] == a_round
    assert told["source"] == "Offline estimate"
    assert told["verdict"] == "not_judged"  # an estimate never makes hire words
    assert all(level is not None for level in levels(told).values() if level != levels(told).get("adapting"))
    report = mockint("report", a_round, "--format", "json").document
    assert [grade["source"] for grade in report["grades"]] == ["Measured", "Offline estimate"]
    assert "Offline estimate" in mockint("report", a_round).out


def test_an_estimate_is_printed_as_a_range_and_not_as_runs(mockint: Terminal, a_round: str) -> None:
    told = mockint("grade", a_round, "--grader", "offline").out
    assert " of 4, offline estimate)" in told
    assert "(runs " not in told


def test_a_model_judges_beside_the_estimate_and_both_are_kept(mockint: Terminal, a_round: str) -> None:
    mockint("grade", a_round, "--grader", "offline", "--json")
    with running(Script(entries=(Entry(times=0),))) as server:
        told = mockint("grade", a_round, "--grader", "messages", "--json", **environment(server)).document
        assert "x-api-key" not in json.dumps(told)
    assert told["source"] == "Graded by fake-1"
    assert told["usage"]["output_tokens"] > 0
    assert {level for criterion, level in levels(told).items() if criterion != "adapting"} == {3}
    report = mockint("report", a_round, "--format", "json").document
    assert [grade["source"] for grade in report["grades"]] == ["Measured", "Offline estimate", "Graded by fake-1"]
    history = mockint("history", "--json").document
    assert history[0]["source"] == "Graded by fake-1"


def test_an_answer_in_a_file_is_judged_without_a_round(mockint: Terminal) -> None:
    with running() as server:
        told = mockint(
            "grade", "--question", DESIGN, "--answer", SAMPLES / "level-4.md", "--grader", "messages", "--json",
            **environment(server),
        ).document  # fmt: skip
    assert told["round"] is None
    assert set(levels(told).values()) == {3}
    assert mockint("history", "--json").document == []


@pytest.mark.parametrize("name", HANDED_IN)
def test_a_service_that_is_down_leaves_the_round_waiting_with_the_reason(
    mockint: Terminal, a_round: str, name: str
) -> None:
    with running(Script(entries=(HANDED_IN[name],))) as server:
        told = mockint("grade", a_round, "--grader", "messages", "--json", **environment(server)).document
        assert told["verdict"] == "not_judged"
        assert set(levels(told).values()) == {None}
        reason = told["criteria"][0]["reason"]
    (waiting,) = mockint("queue", "--json").document
    assert (waiting["round"], waiting["question"], waiting["reason"]) == (a_round, DESIGN, reason)
    with running() as server:
        left = mockint("queue", "--retry", "--grader", "messages", "--json", **environment(server)).document
    assert left == []


def test_no_service_at_all_is_said_in_a_sentence(mockint: Terminal, a_round: str) -> None:
    nowhere = {"ANTHROPIC_BASE_URL": "http://127.0.0.1:9", "ANTHROPIC_API_KEY": "k", "ANTHROPIC_MODEL": "fake-1"}
    told = mockint("grade", a_round, "--grader", "messages", "--json", **nowhere).document
    assert "127.0.0.1:9" in told["criteria"][0]["reason"]


def test_a_reply_from_elsewhere_is_pasted_and_validated(mockint: Terminal, a_round: str, tmp_path: Path) -> None:
    prompt = mockint("grade", a_round, "--grader", "paste").out
    assert "# Rubric" in prompt
    answer = (SAMPLES / "level-3.md").read_text(encoding="utf-8")
    quote = " ".join(answer.split()[40:52])
    asked = ("framing", "architecture", "depth", "evaluation", "reliability", "cost_latency")
    reply = tmp_path / "reply.txt"
    one = {"quotes": [quote], "missing": "Numbers.", "level": 3, "next_action": "Add one."}
    reply.write_text("Here it is:\n" + json.dumps({"judgements": [{"criterion": c, **one} for c in asked]}), "utf-8")
    told = mockint("grade", a_round, "--grader", "paste", "--reply", reply, "--json").document
    assert told["source"] == "Pasted reply"
    assert levels(told)["framing"] == 3
    reply.write_text("I would say hire.", "utf-8")
    told = mockint("grade", a_round, "--grader", "paste", "--reply", reply, "--json").document
    assert "could not be used" in told["criteria"][0]["reason"]


def test_own_levels_are_shown_and_never_make_hire_words(mockint: Terminal, a_round: str) -> None:
    told = mockint(
        "grade", a_round, "--grader", "self", "--level", "framing=4", "--level", "architecture=4", "--json"
    ).document
    assert (levels(told)["framing"], levels(told)["depth"]) == (4, None)
    assert told["verdict"] == "not_judged"
    assert told["source"] == "Self-scored"


def test_a_dispute_is_kept_beside_the_grade_and_changes_nothing(mockint: Terminal, a_round: str) -> None:
    before = mockint("grade", a_round, "--grader", "offline", "--json").document
    said = mockint("dispute", a_round, "framing", "4", "--why", "The scale is in the second line.", "--json").document
    assert said == {"round": a_round, "criterion": "framing", "level": 4, "why": "The scale is in the second line."}
    report = mockint("report", a_round, "--format", "json").document
    assert levels(report["grade"]) == levels(before)
    assert [(one["criterion"], one["level"], one["why"]) for one in report["disputes"]] == [
        ("framing", 4, "The scale is in the second line.")
    ]


NONSENSE = {
    "Name a ROUND": ["grade"],
    "Name a ROUND, or": ["grade", "--question", DESIGN],
    "There is no grader 'oracle'": ["grade", "ROUND", "--grader", "oracle"],
    "'framing' is not CRITERION=LEVEL": ["grade", "ROUND", "--grader", "self", "--level", "framing"],
    "'framing=7' is not CRITERION=LEVEL": ["grade", "ROUND", "--grader", "self", "--level", "framing=7"],
    "no criterion 'charm'": ["dispute", "ROUND", "charm", "3", "--why", "x"],
    "9 is not a level": ["dispute", "ROUND", "framing", "9", "--why", "x"],
    "needs a reason": ["dispute", "ROUND", "framing", "3", "--why", " "],
    "no level yet": ["dispute", "ROUND", "framing", "3", "--why", "x"],
    "one round at a time": ["queue", "--retry", "--grader", "paste"],
}


def test_what_makes_no_sense_is_refused_in_a_line(mockint: Terminal, a_round: str) -> None:
    for says, arguments in NONSENSE.items():
        assert says in mockint(*[a_round if each == "ROUND" else each for each in arguments]).refusal


def test_the_key_is_nowhere_in_the_home(mockint: Terminal, a_round: str) -> None:
    with running() as server:
        mockint("grade", a_round, "--grader", "messages", **environment(server))
        key = server.token.encode()
    files: list[Path] = [path for path in mockint.home.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if key in path.read_bytes()]
