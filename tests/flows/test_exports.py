"""A user takes reports away: one round on paper, and all of them in a folder."""

from __future__ import annotations

import json
from pathlib import Path

from tests.flows.conftest import Terminal, bundled


def test_a_round_on_paper_and_all_rounds_in_a_folder(mockint: Terminal, tmp_path: Path) -> None:
    answer = bundled("token-bucket", "reference.py")
    first = mockint("submit", "coding/token-bucket", "--answer", answer, "--json").document["round"]
    mockint("start", "coding/lru-ttl-cache", "--dir", tmp_path / "open", "--json")

    paper = tmp_path / "report.pdf"
    assert mockint("report", first[:8], "--format", "pdf", "-o", paper, "--json").document == {"path": str(paper)}
    assert paper.read_bytes().startswith(b"%PDF-")
    assert "no text for a terminal" in mockint("report", first, "--format", "pdf", "--json").refusal
    assert "What was asked" in mockint("report", first).out
    assert mockint("report", first, "--json", "--format", "json").document["prompt"].startswith("# ")

    folder = tmp_path / "all"
    told = mockint("report", "--all", "--format", "html", "-o", folder, "--json").document
    assert (told["rounds"], told["left_out"], told["whole"]) == (1, {"open": 1, "in_a_loop": 0}, True)
    (page,) = [path for path in folder.iterdir() if path.name != "index.html"]
    assert page.name in (folder / "index.html").read_text(encoding="utf-8")
    assert "not an empty folder" in mockint("report", "--all", "-o", folder).refusal
    assert "need a folder" in mockint("report", "--all").refusal
    assert "Name a ROUND" in mockint("report", first, "--all", "-o", folder).refusal

    said = mockint("report", "--all", "--format", "json", "--out", tmp_path / "data").out
    assert "1 report in" in said
    assert "not over yet: 1" in said
    (row,) = json.loads((tmp_path / "data" / "index.json").read_text(encoding="utf-8"))
    assert json.loads((tmp_path / "data" / row["file"]).read_text(encoding="utf-8"))["round"] == first
