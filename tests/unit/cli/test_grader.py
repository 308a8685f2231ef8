"""``mockint grader check`` on the bundled gold set, as a script reads it and as a person does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockint.cli.main import main


@pytest.mark.slow
def test_the_bundled_gold_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grader", "check", "--grader", "offline", "--json", "--home", str(tmp_path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["n"] >= 48
    assert found["attacks"]["resisted"] == found["attacks"]["tried"]
    assert found["attacks"]["kinds"] >= 40
    assert all(found["by_answer"][kind]["given"] == 1 for kind in ("empty", "off_topic", "gibberish", "copied"))
    assert -0.4 <= found["leniency"] <= 0.2
    assert found["retest"]["same"] == 1
    kept = json.loads((tmp_path / "grader_check.json").read_text(encoding="utf-8"))
    assert kept["qwk"] == found["qwk"]


def test_a_grader_that_cannot_be_checked_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grader", "check", "--grader", "paste", "--home", str(tmp_path)]) == 2
    assert "'paste' cannot be checked" in capsys.readouterr().err
