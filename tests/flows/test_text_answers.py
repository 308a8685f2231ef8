"""A design and a behavioral question from the command line, as someone meets them who has no window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockint.domain.diagram import readable
from tests.flows.conftest import REPOSITORY, Terminal

DESIGN, STORY = "system_design/support-assistant", "behavioral/failed-in-production"


def sample(question: str) -> Path:
    return REPOSITORY / "question_bank" / question / "samples" / "level-3.md"


@pytest.mark.parametrize("question", [DESIGN, STORY])
def test_an_answer_is_handed_in_in_one_go(mockint: Terminal, question: str) -> None:
    done = mockint("submit", question, "--answer", sample(question), "--json").document
    assert {"round", "state", "measurements", "grade"} <= set(done)
    assert done["state"] == "measured"
    assert done["measurements"]["text"]["words"] > 100
    grade = done["grade"]
    assert (grade["verdict"], grade["mean"], grade["judged_share"]) == ("not_judged", None, 0.0)
    assert all(criterion["level"] is None for criterion in grade["criteria"])
    (past,) = mockint("history", "--json").document
    assert (past["round"], past["kind"], past["state"]) == (done["round"], question.partition("/")[0], "measured")
    report = mockint("report", done["round"]).out
    assert "**Not judged yet**" in report
    assert "isolation" not in report
    assert mockint("report", done["round"], "--format", "html").out.lower().startswith("<!doctype html>")


def test_a_design_is_worked_on_in_a_folder_with_a_drawing(mockint: Terminal) -> None:
    begun = mockint("start", DESIGN, "--dir", "here", "--json").document
    folder = Path(begun["dir"])
    assert "## Evaluation" in (folder / "notebook.md").read_text(encoding="utf-8")
    checked = mockint("check", "--dir", "here")
    assert "There is nothing to run in this round" in checked.out
    assert "left." in checked.out
    (folder / "notebook.md").write_text("## Requirements\n\nTwo thousand tenants.\n", encoding="utf-8")
    (folder / "diagram.json").write_text('{"nodes": [{"id": "api"}], "edges": [{"from": "api", "to": "x"}]}')
    assert "edges[0].to is 'x'" in mockint("submit", "--dir", "here").refusal
    (folder / "diagram.json").write_text('{"nodes": [{"id": "api"}]}')
    done = mockint("submit", "--dir", "here", "--json").document
    assert done["documents"]["notebook"] == "## Requirements\n\nTwo thousand tenants.\n"
    assert readable(done["documents"]["diagram"]) == "Parts:\n- api\n"


def test_a_drawing_goes_with_a_design_alone(mockint: Terminal, tmp_path: Path) -> None:
    drawing = tmp_path / "d.json"
    drawing.write_text(json.dumps({"nodes": [{"id": "a", "type": "store", "label": "Index"}], "edges": []}))
    done = mockint("submit", DESIGN, "--answer", sample(DESIGN), "--diagram", drawing, "--json").document
    assert readable(done["documents"]["diagram"]) == "Parts:\n- Index (store)\n"
    told = mockint("submit", STORY, "--answer", sample(STORY), "--diagram", drawing).refusal
    assert "takes no diagram" in told
    assert "goes with QUESTION and --answer" in mockint("submit", "--diagram", drawing).refusal
    assert len(mockint("history", "--json").document) == 1


@pytest.mark.parametrize("kind", ["system_design", "behavioral"])
def test_a_question_of_words_is_shown_with_its_criteria(mockint: Terminal, kind: str) -> None:
    last = mockint("list", "--kind", kind, "--json").document[-1]
    shown = mockint("show", last["question"], "--json").document
    assert sum(criterion["weight"] for criterion in shown["criteria"]) == pytest.approx(100)
    assert shown["prompt"]
