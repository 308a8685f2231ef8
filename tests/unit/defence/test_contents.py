"""Files that were handed in without a history: the same facts as from a commit, within the same bounds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.defence.contents import HandedFiles
from mockint.defence.facts import Facts
from mockint.defence.limits import Limits
from mockint.defence.objects import BLOB, TREE, UnreadableError
from mockint.defence.reading import read, read_files
from tests.helpers.repositories import made_of

FILES: dict[str, str] = {
    "README.md": "# Desk\n\nDesk answers questions of staff.\n\n## Limits\n\nNo tables.\n",
    "desk/ask.py": "import logging\n\n\ndef ask(a):\n    try:\n        return a\n    except Exception:\n        pass\n",
    "tests/test_ask.py": "def test_a():\n    assert True\n",
    "requirements.txt": "anthropic==1.0.0\n",
}


def told(facts: Facts) -> tuple[object, ...]:
    return facts.languages, facts.readme, facts.case_files, facts.left_out


def test_the_facts_are_those_of_a_commit_with_the_same_files(tmp_path: Path) -> None:
    kept = read(made_of(tmp_path, {**FILES}).root, Limits(), lambda: 0.0)
    handed = read_files(FILES)
    assert told(handed) == told(kept)
    of_files = [one for one in handed.signals if not one.name.startswith("history.")]
    assert of_files == [one for one in kept.signals if not one.name.startswith("history.")]
    assert (handed.commit, handed.branch, handed.history.commits) == ("", None, 0)
    assert handed.count("tests.functions") == 1


def test_no_file_at_all_is_a_reading_too() -> None:
    facts = read_files({})
    assert (facts.count("files.count"), facts.readme, facts.languages) == (0, None, ())


def test_bounds_cut_off_the_deep_ones_first_and_say_so() -> None:
    files = {"a.py": "x = 1\n", "b/c.py": "x = 1\n", "b/d/e.py": "x = 1\n"}
    facts = read_files(files, Limits(entries=2))
    assert facts.count("files.count") == 2
    assert "beyond the first 2" in facts.left_out[0]
    shallow = HandedFiles(files).listing(Limits(depth=1))
    assert ([file.path for file in shallow.files], shallow.cut) == (["a.py", "b/c.py"], True)
    large = read_files({"a.py": "x" * 100}, Limits(file_bytes=10))
    assert large.count("files.large") == 1


@given(st.dictionaries(st.text(min_size=1, max_size=20), st.text(max_size=200), max_size=5))
def test_whatever_is_handed_in_is_read_without_a_fault(files: dict[str, str]) -> None:
    assert read_files(files).count("files.count") <= len(files)


def test_only_files_are_read_by_their_path() -> None:
    handed = HandedFiles({"a.py": "x"})
    assert handed.read("a.py", BLOB, 10) == b"x"
    for name, kind in (("b.py", BLOB), ("a.py", TREE)):
        with pytest.raises(UnreadableError):
            handed.read(name, kind, 10)
