"""A whole short loop in the terminal: begun, stopped, taken up again, and its packet written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.conftest import Terminal

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]


def test_a_short_day_is_stopped_taken_up_and_ends_with_a_packet(mockint: Terminal, tmp_path: Path) -> None:
    named = ("--question", "system_design/article-search", "--question", "behavioral/failed-in-production")
    planned = mockint("loop", "start", "--shape", "system_design,behavioral", "--short", *named, "--json").document
    loop = planned["loop"]
    assert [one["state"] for one in planned["rounds"]] == ["to_come", "to_come"]

    first = mockint("loop", "next", "--json").document
    assert (first["number"], first["rounds"][0]["question"]) == (1, "system_design/article-search")
    assert "Round 1 of 2 of this loop is open." in mockint("loop", "next").refusal
    (Path(first["dir"]) / "notebook.md").write_text("Recall at ten on 200 labelled questions, before and after.\n")
    assert mockint("submit", "--dir", first["dir"], "--json").document["round"] == first["round"]
    assert mockint("loop", "status", "--json").document["break"]["minutes"] == 5

    assert mockint("loop", "stop", "--json").document["state"] == "stopped"
    second = mockint("loop", "next", loop[:6], "--json").document
    assert (second["number"], second["state"]) == (2, "open")
    (Path(second["dir"]) / "answer.md").write_text("I shipped a ranking without a test set, and recall fell by 9 %.\n")
    mockint("submit", "--dir", second["dir"], "--json")
    mockint("grade", second["round"], "--grader", "offline", "--json")

    packet = mockint("report", "--loop", loop[:6], "--format", "json").document
    assert packet["state"] == "over"
    assert packet["decision"]["word"] == "undecided", "an offline estimate is no vote"
    assert [row["vote"] for row in packet["rounds"]] == ["Ungraded", "Ungraded"]
    assert "# Hiring packet" in mockint("report", "--loop", loop).out
    assert "<h1>" in mockint("report", "--loop", loop, "--format", "html").out
    out = tmp_path / "packet.pdf"
    assert mockint("report", "--loop", loop, "--format", "pdf", "-o", out, "--json").document == {"path": str(out)}
    assert out.read_bytes().startswith(b"%PDF-")

    mockint("delete", second["round"], "--yes", "--json")
    gap = mockint("loop", "status", loop, "--json").document
    assert [one["state"] for one in gap["rounds"]] == ["handed_in", "deleted"]
    assert mockint("loop", "delete", loop, "--json").document == {"deleted": loop}
    assert mockint("report", first["round"], "--format", "json").document["round"] == first["round"]


def test_refusals_say_what_to_do(mockint: Terminal) -> None:
    assert "Start one with 'mockint loop start'." in mockint("loop", "status").refusal
    assert "There is no shape 'weekend'." in mockint("loop", "start", "--shape", "weekend").refusal
    assert "Name a ROUND, or a loop with --loop, or give --all." in mockint("report").refusal
    assert "no loop" in mockint("report", "--loop", "abc", "--format", "md").refusal
