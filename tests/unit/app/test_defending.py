"""The document of a repository's facts."""

from __future__ import annotations

import json
from pathlib import Path

from mockint.app import defending
from mockint.clock import ManualClock
from tests.helpers.repositories import NOON, Repository, made_of


def test_the_document_has_the_keys_that_scripts_read(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    tree = repository.tree_of(
        {
            "README.md": "# A\n\nA tool for four things.\n\n" + "word " * 300 + "\n\n## Limitations\n",
            "tests/test_a.py": "def test_a(): ...\ndef test_b(): ...\n",
            "evals/cases.csv": "q\n1\n",
        }
    )
    first = repository.commit(tree)
    repository.commit(tree, parents=[first], seconds=NOON + 3 * 86_400 + 5)
    document = defending.document(defending.look(tmp_path, ManualClock()))
    assert json.loads(json.dumps(document)) == document
    assert (document["commits"], document["tests"], document["span_days"]) == (2, 2, 3)
    assert (document["first"], document["last"]) == ("2026-01-05T12:00:00Z", "2026-01-08T12:00:05Z")
    assert document["readme"]["what"]["where"] == "README.md:3"
    assert document["readme"]["what"]["in_first_minute"] is True
    assert document["readme"]["limits"]["in_first_minute"] is False
    assert document["readme"]["run"] is None
    assert document["evaluation"]["case_files"] == [{"path": "evals/cases.csv", "cases": 1}]
    assert {"name": "tests.functions", "value": 2, "where": ["tests/test_a.py:1", "tests/test_a.py:2"]} in document[
        "signals"
    ]
    assert not {"score", "level", "verdict"} & document.keys()


def test_without_a_readme_and_without_dates(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit(repository.tree_of({"a.txt": "x"}), seconds=10**17)
    document = defending.document(defending.look(tmp_path, ManualClock()))
    assert document["readme"] == {"path": None}
    assert (document["first"], document["last"], document["span_days"]) == (None, None, None)


def test_the_time_is_that_of_the_clock_that_is_handed_in(tmp_path: Path) -> None:
    assert defending.look(made_of(tmp_path, {"a.txt": "x"}).root, ManualClock()).seconds == 0.0
