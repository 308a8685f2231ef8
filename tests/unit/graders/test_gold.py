"""The gold set's format, and that the bundled one follows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockint.domain.ids import CriterionId
from mockint.errors import BankError
from mockint.graders.gold import load_gold
from mockint.paths import bank_root

ANSWERS = 'question = "coding/token-bucket"\n[[answers]]\nkind = "weak"\ntext = "It counts."\n[[answers]]\nkind = "empty"\ntext = "-"\n'
LEVELS = '[[levels]]\nkind = "weak"\nfirst = {depth = 2}\nsecond = {depth = 1}\nsettled = {depth = 2}\nnote = "thin"\n'


def _bank(root: Path, answers: str = ANSWERS, levels: str | None = LEVELS) -> Path:
    folder = root / "gold" / "coding"
    folder.mkdir(parents=True)
    (folder / "token-bucket.toml").write_text(answers, encoding="utf-8")
    if levels is not None:
        (folder / "token-bucket.levels.toml").write_text(levels, encoding="utf-8")
    return root


def test_answers_meet_their_levels(tmp_path: Path) -> None:
    weak, empty = load_gold(_bank(tmp_path))
    assert (weak.question, weak.round_kind, weak.text) == ("coding/token-bucket", "coding", "It counts.")
    assert weak.levels is not None
    assert weak.levels.settled == {CriterionId("depth"): 2}
    assert empty.levels is None


def test_answers_without_levels_wait(tmp_path: Path) -> None:
    assert all(answer.levels is None for answer in load_gold(_bank(tmp_path, levels=None)))


@pytest.mark.parametrize(
    ("answers", "levels"),
    [
        ("question = ", None),
        (ANSWERS.replace("weak", "so-so"), None),
        (ANSWERS, LEVELS.replace("depth = 1", "depth = 5")),
        (ANSWERS, LEVELS.replace("note", "remark")),
    ],
)
def test_a_bad_file_is_named(answers: str, levels: str | None, tmp_path: Path) -> None:
    with pytest.raises(BankError, match=r"token-bucket\.(levels\.)?toml"):
        load_gold(_bank(tmp_path, answers, levels))


def test_the_bundled_set_has_each_kind_once_for_each_question() -> None:
    found = load_gold(bank_root())
    kinds = {answer.kind for answer in found}
    assert len(kinds) == 12
    for question in {answer.question for answer in found}:
        assert sorted(a.kind for a in found if a.question == question) == sorted(kinds)
