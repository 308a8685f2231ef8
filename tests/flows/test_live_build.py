"""A live build from the command line, as someone meets it who works in an editor of their own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from mockint.app.build_run import BuildJob, evaluate
from mockint.app.workspace import documents
from mockint.bank.loader import load_question
from mockint.domain.build import Stage
from mockint.measure.build import score_build
from mockint.rounds.live_build import build_task
from tests.flows.conftest import REPOSITORY, Terminal

BUILD = "live_build/policy-desk"
SEED = "41"
PARTS = {"answers", "citations", "retrieval", "abstention", "robustness", "cost"}


def lay_over(folder: Path, program: str) -> None:
    source = REPOSITORY / "question_bank" / BUILD / program
    shutil.copytree(source, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))


def handed_in(mockint: Terminal, name: str, program: str) -> dict[str, Any]:
    begun = mockint("start", BUILD, "--dir", name, "--seed", SEED, "--json").document
    assert begun["seed"] == int(SEED)
    lay_over(Path(begun["dir"]), program)
    done: dict[str, Any] = mockint("submit", "--dir", name, "--json").document
    return done


@pytest.mark.slow
def test_a_build_is_checked_handed_in_and_scored(mockint: Terminal) -> None:
    begun = mockint("start", BUILD, "--dir", "mine", "--seed", SEED, "--json").document
    folder = Path(begun["dir"])
    brief = (folder / "BRIEF.md").read_text(encoding="utf-8")
    assert "visible.jsonl" in brief
    lay_over(folder, "reference")
    (folder / "DECISIONS.md").write_text("Versions first: most documents are out of date.\n", encoding="utf-8")

    checked = mockint("check", "--dir", "mine", "--json").document
    assert checked["visible"] == {"passed": 15, "total": 15}
    assert not {"score", "right", "metric"} & set(checked["tests"][0])
    asked = (folder / "QUESTIONS.md").read_text(encoding="utf-8")
    assert asked.count("## ") == 3
    assert "candidate/" in asked

    done = mockint("submit", "--dir", "mine", "--json").document
    build = done["measurements"]["build"]
    assert set(build["parts"]) == PARTS
    assert build["score"] == pytest.approx(sum(part["points"] for part in build["parts"].values()), abs=0.2)
    low, high = build["interval"]
    assert low <= build["score"] <= high
    assert build["score"] >= 70  # this one draw; the bank's check holds the average of five
    assert len(build["cases"]) == 72
    assert {"sibling_gap", "faults", "calls", "tokens", "p95_s", "categories"} <= set(build)
    levels = {criterion["id"]: criterion["level"] for criterion in done["grade"]["criteria"]}
    assert levels["working_result"] >= 3
    assert levels["engineering"] is None
    report = mockint("report", done["round"]).out
    assert "| Retrieval |" in report
    assert "Versions first" in report

    again = handed_in(mockint, "again", "reference")["measurements"]["build"]
    assert (again["score"], again["interval"]) == (build["score"], build["interval"])


@pytest.mark.slow
def test_a_program_that_does_not_start_is_told_why(mockint: Terminal) -> None:
    folder = Path(mockint("start", BUILD, "--dir", "broken", "--json").document["dir"])
    (folder / "candidate" / "build.py").write_text("import nothing_of_this_name\n", encoding="utf-8")
    checked = mockint("check", "--dir", "broken", "--json").document
    assert checked["visible"]["passed"] == 0
    assert "nothing_of_this_name" in checked["message"]
    done = mockint("submit", "--dir", "broken", "--json").document
    assert done["measurements"]["build"]["score"] == 0
    levels = {criterion["id"]: criterion["level"] for criterion in done["grade"]["criteria"]}
    assert levels["working_result"] == 1


@pytest.mark.slow
def test_a_build_is_handed_in_as_a_folder(mockint: Terminal, tmp_path: Path) -> None:
    own = tmp_path / "own"
    lay_over(own, "naive")
    done = mockint("submit", BUILD, "--answer", own, "--json").document
    assert 0 < done["measurements"]["build"]["score"] <= 55
    assert "candidate/build.py" in done["documents"]
    refused = mockint("submit", BUILD, "--answer", own / "candidate" / "build.py").refusal
    assert "is not a folder" in refused


def test_every_build_is_listed(mockint: Terminal) -> None:
    listed = mockint("list", "--kind", "live_build", "--json").document
    assert {one["slug"] for one in listed} >= {"policy-desk", "release-notes", "clinic"}
    shown = mockint("show", BUILD, "--json").document
    assert shown["criteria"]
    assert json.dumps(shown).count("facts.toml") == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("slug", "seed", "stage", "score"), [("release-notes", 77, "start", 61.7), ("clinic", 78, "start", 68.9)]
)
def test_a_build_that_was_made_afresh_keeps_its_score(slug: str, seed: int, stage: Stage, score: float) -> None:
    task = build_task(load_question(REPOSITORY / "question_bank" / "live_build" / slug))
    files = documents(REPOSITORY / "tests" / "fixtures" / "builds" / slug)
    found = score_build(evaluate(BuildJob(files, task, seed, stage)).runs)
    assert found.score == pytest.approx(score, abs=0.05)
