"""The story bank from the command line: added, told in a round, compared with the answer, moved and deleted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.conftest import Terminal

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

QUESTION = "behavioral/failed-in-production"


def test_a_story_is_added_told_and_compared(mockint: Terminal, tmp_path: Path) -> None:
    added = mockint(
        *("story", "add", "The empty pages", "--competency", "failure", "--competency", "evaluation"),
        *("--situation", "Our search answered every fifth question with an empty page."),
        *("--evidence", "Recall at ten rose from 0.61 to 0.88 on 80 questions.", "--json"),
    ).document
    answer = tmp_path / "answer.md"
    answer.write_text("Our search gave an empty page for every fifth question, so I went to look for the cause.")
    done = mockint("submit", QUESTION, "--answer", answer, "--story", added["story"][:6], "--json").document
    told = done["measurements"]["story"]
    assert (told["id"], told["title"]) == (added["story"], "The empty pages")
    assert [(part["part"], part["state"]) for part in told["parts"]] == [
        ("situation", "told"),
        ("evidence", "not found"),
    ]
    assert told["left_out"] == [
        "Evaluation evidence, not found in your answer: 'Recall at ten rose from 0.61 to 0.88 on 80 questions.'"
    ]
    assert "Recall at ten" in done["documents"]["story"]
    assert "not found in your answer" in mockint("report", done["round"]).out

    bank = mockint("story", "list", "--json").document
    assert [(story["story"], story["told"]) for story in bank["stories"]] == [(added["story"], 1)]
    assert {"failure", "evaluation"}.isdisjoint(bank["gaps"])
    assert "No story yet for: " in mockint("story", "list").out

    assert mockint("story", "delete", added["story"], "--yes", "--json").document == {"deleted": added["story"]}
    again = mockint("report", done["round"], "--format", "json").document
    assert again["documents"]["story"] == done["documents"]["story"], "the past is kept"


def test_stories_go_to_a_file_and_come_back(mockint: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "stories.md"
    file.write_text("# One\n\nCompetencies: cost\n\n## Action\n\nI cut it.\n\n## Lessons\n\nNone.\n\n# Two\n")
    taken = mockint("story", "import", file, "--json").document
    assert [story["title"] for story in taken["added"]] == ["One", "Two"]
    assert taken["notes"][0].startswith("Line 9: 'Lessons' is no part of a story")
    out = tmp_path / "out.md"
    assert mockint("story", "export", out, "--json").document["path"] == str(out)
    assert out.read_text() == mockint("story", "show", "One").out + "\n" + mockint("story", "show", "two").out
    assert mockint("story", "import", out, "--json").document["skipped"] == ["One", "Two"]


def test_refusals_say_what_to_do_and_keep_nothing(mockint: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "s.md"
    file.write_text("# One\n\nno section\n")
    assert "line 3: there is text before the first '## ' section" in mockint("story", "import", file).refusal
    assert "needs a title" in mockint("story", "add", " ").refusal
    assert "'charm' is no competency" in mockint("story", "add", "A", "--competency", "charm").refusal
    assert "no story 'x'" in mockint("story", "show", "x").refusal
    assert "no story 'x'" in mockint("submit", QUESTION, "--answer", file, "--story", "x").refusal
    answer = mockint("submit", "coding/token-bucket", "--answer", file, "--story", "x").refusal
    assert "is not answered with a story" in answer
    assert mockint("history", "--json").document == []
    assert mockint("story", "list", "--json").document["stories"] == []
