"""Each rule that can be checked without running code, and where it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockint.bank.loader import read_question
from mockint.bank.rubrics import load_rubric, load_tags
from mockint.bank.rules import Finding, findings, hidden_count
from tests.helpers.packs import BROKEN_ON_DISK, BROKEN_RULES, SLUG, Broken, good_files, replace, write_files

FROM_HEADER = ("id is no UUID4", "unknown skill", "skill too heavy", "short form too long", "no pattern")
CASES = BROKEN_RULES | {name: BROKEN_ON_DISK[name] for name in FROM_HEADER}


def check(tmp_path: Path, *changes: Broken) -> list[Finding]:
    files = good_files()
    for broken in changes:
        broken.change(files)
    loaded = read_question(write_files(tmp_path / "coding" / SLUG, files))
    assert loaded.problems == ()
    return findings(loaded, load_rubric("coding"), load_tags())


def test_a_good_question_keeps_every_rule(tmp_path: Path) -> None:
    assert check(tmp_path) == []


@pytest.mark.parametrize("name", sorted(CASES))
def test_each_broken_rule_is_told_with_file_and_key(tmp_path: Path, name: str) -> None:
    broken = CASES[name]
    found = check(tmp_path, broken)
    assert any(f[:2] == (broken.file, broken.key) and broken.words in f.problem for f in found), found


def test_a_question_that_could_not_be_made_has_no_findings(tmp_path: Path) -> None:
    loaded = read_question(tmp_path / "nothing")
    assert findings(loaded, load_rubric("coding"), load_tags()) == []


def test_a_shared_signature_and_docstring_give_nothing_away(tmp_path: Path) -> None:
    shown = '''# Count pairs

```python
from collections import Counter


def count_pairs(values: list[int], total: int) -> int:
    """The number of pairs of places whose values add up to the total."""
```
'''
    assert check(tmp_path, Broken(lambda files: files.update({"prompt.md": shown}), "", "", "")) == []


def test_the_starter_may_not_hold_the_reference_either(tmp_path: Path) -> None:
    spill = (
        "    pairs = 0\n    for value in values:\n        pairs += seen[total - value]\n    raise NotImplementedError"
    )
    found = check(tmp_path, Broken(replace("starter.py", "    raise NotImplementedError", spill), "", "", ""))
    assert [finding.file for finding in found] == ["starter.py"]


@pytest.mark.parametrize(("number", "problems"), [(14, 1), (15, 0), (40, 0), (41, 1)])
def test_a_problem_has_fifteen_to_forty_hidden_tests(number: int, problems: int) -> None:
    assert len(hidden_count(number)) == problems
