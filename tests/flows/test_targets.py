"""Targets from the command line: a job, its posting, an interview that was, and what readiness makes of them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from mockint.clock import SystemClock
from tests.flows.conftest import Terminal

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]


def days_on(days: int) -> str:
    return (SystemClock().now().wall.astimezone().date() + timedelta(days=days)).isoformat()


def test_a_target_decides_and_an_interview_is_read(mockint: Terminal, tmp_path: Path) -> None:
    posting = tmp_path / "posting.md"
    posting.write_text("We build RAG with pgvector in Python.\n\nNice to have:\n- Terraform\n\nNo Kubernetes needed.\n")
    added = mockint(
        *("target", "add", "Acme", "--level", "mid", "--kind", "coding", "--kind", "system_design"),
        *("--date", days_on(19), "--ai", "forbidden", "--posting", posting, "--json"),
    ).document
    assert (added["in_force"], added["days_left"], added["level"]) == (True, 19, "mid")
    assert added["posting"]["by"] == "terms"
    assert [one["term"] for one in added["posting"]["not_needed"]] == ["kubernetes"]
    told = mockint("readiness", "--json").document
    assert (told["target"], told["bar"], told["days_left"]) == (added["target"], 2.75, 19)
    assert set(told["loop"]["kinds"]) == {"coding", "system_design"}
    assert told["posting"]["skills"]["rag"]["terms"][0] == {
        "term": "RAG", "line": 1, "text": "We build RAG with pgvector in Python.", "nice": False,
    }  # fmt: skip
    out = mockint("readiness", "--posting", posting).out
    assert "For Acme, mid: the bar is 2.75. Days left: 19." in out
    assert "cloud x " in out
    assert "terraform (nice to have)" in out

    logged = mockint(
        *("interview", "log", "--target", "acme", "--kind", "coding", "--outcome", "rejected", "--predicted", "3"),
        *("--asked", "A rate limiter", "--wording", "Thanks! We are looking for stronger fundamentals.", "--json"),
    ).document
    assert [gap["gap"] for gap in logged["gaps"]] == ["fundamentals"]
    assert [one["interview"] for one in mockint("interview", "list", "--json").document] == [logged["interview"]]
    assert mockint("readiness", "--json").document["interviews"] == 1
    assert mockint("target", "close", "acme", "--json").document["active"] is False
    assert "closed" in mockint("target", "list").out

    refused = mockint("interview", "delete", logged["interview"][:8])  # nobody there to answer the question
    assert refused.code != 0
    assert "Delete the interview at Acme" in refused.err
    gone = mockint("interview", "delete", logged["interview"][:8], "--yes", "--json").document
    assert gone == {"deleted": logged["interview"]}
    after = mockint("readiness", "--json").document
    assert (after["interviews"], after["rounds"]["coding"]["observations"]) == (0, 0)
    assert mockint("target", "delete", "acme", "--yes").out == "Deleted Acme.\n"
    assert mockint("target", "list", "--json").document == []
    assert mockint("target", "delete", "acme", "--yes").code == 2


def test_what_cannot_be_taken_is_one_line(mockint: Terminal, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    assert "is empty" in mockint("target", "add", "A", "--posting", empty).refusal
    assert "is empty" in mockint("readiness", "--posting", empty).refusal
    assert "'principal' is no level" in mockint("target", "add", "A", "--level", "principal").refusal
    assert "2020-01-01 is past" in mockint("target", "add", "A", "--date", "2020-01-01").refusal
    assert "no target 'x'" in mockint("interview", "log", "--target", "x").refusal
