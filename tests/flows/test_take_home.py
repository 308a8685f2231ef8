"""A take-home in the terminal: the weights up front, checks without a score, handed in, measured, and defended."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.flows.conftest import Terminal
from tests.helpers.briefs import FORGETFUL, SLUG, WHOLE, write_brief


@pytest.fixture
def brief(mockint: Terminal, tmp_path: Path) -> Terminal:
    mockint.environment["MOCKINT_PACKS"] = str(write_brief(tmp_path / "pack"))
    return mockint


def lay(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def test_a_take_home_from_its_weights_to_its_defence(brief: Terminal, tmp_path: Path) -> None:
    listed = brief("list", "--kind", "take_home", "--json").document
    assert f"take_home/{SLUG}" in [one["question"] for one in listed]
    begun = brief("start", f"take_home/{SLUG}", "--dir", "here", "--json").document
    folder = Path(begun["dir"])
    text = (folder / "BRIEF.md").read_text(encoding="utf-8")
    assert "| Answers | 50 |" in text
    assert "Multiplied by the share of *Answers*" in text
    stories = [json.loads(line) for line in (folder / "visible.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(stories) == 8

    lay(folder, {"candidate/keeper.py": FORGETFUL})
    checked = brief("check", "--dir", "here", "--json").document
    assert 0 < checked["visible"]["passed"] < checked["visible"]["total"] == 48
    lost = [one for one in checked["tests"] if one["says"] == "A kill loses nothing." and one["outcome"] != "right"]
    assert lost
    assert lost[0]["came"] == "null"
    assert "score" not in json.dumps(checked)
    assert "measures nothing" in checked["around"]["own_evaluation"]["sentence"] or checked["around"]["own_evaluation"]

    assert brief("pause", begun["round"]).code == 0
    assert brief("resume", begun["round"]).code == 0
    lay(folder, WHOLE)
    told = brief("check", "--dir", "here")
    assert "48 of 48 visible checks are right." in told.out
    assert "fail on the starter's program" in told.out
    ended = brief("submit", "--dir", "here")
    assert ended.code == 0, ended.err
    assert f"mockint defend --round {begun['round']} --start" in ended.out
    assert "100.0 of 100" in ended.out
    report = brief("report", begun["round"], "--format", "json").document
    level = next(one for one in report["grade"]["criteria"] if one["id"] == "evidence_of_working")
    assert (level["level"], level["state"]) == (4, "judged")

    defence = brief("defend", "--round", begun["round"], "--start", "--dir", "defence", "--questions", "5", "--json")
    briefs = "".join(Path(item["dir"], "BRIEF.md").read_text(encoding="utf-8") for item in defence.document["items"])
    assert "candidate/keeper.py" in briefs or "README.md:" in briefs


def test_what_does_not_open_is_told_and_never_judged_as_a_zero_of_words(brief: Terminal) -> None:
    begun = brief("start", f"take_home/{SLUG}", "--dir", "here", "--json").document
    lay(Path(begun["dir"]), {"candidate/__main__.py": "raise SystemExit('no')\n"})
    checked = brief("check", "--dir", "here", "--json").document
    assert checked["message"]
    assert checked["visible"]["passed"] == 0
    brief("submit", "--dir", "here")
    report = brief("report", begun["round"], "--format", "json").document
    states = {one["id"]: one["state"] for one in report["grade"]["criteria"]}
    assert states["decisions"] == "ungraded"
    assert states["evidence_of_working"] == "judged"


def test_a_folder_is_handed_in_in_one_go(brief: Terminal, tmp_path: Path) -> None:
    lay(tmp_path / "mine", WHOLE)
    done = brief("submit", f"take_home/{SLUG}", "--answer", tmp_path / "mine")
    assert "100.0 of 100" in done.out
    assert "is not a folder" in brief("submit", f"take_home/{SLUG}", "--answer", tmp_path / "none").refusal
