"""What the authors' page says is what the code does."""

from __future__ import annotations

import re
import tomllib

import pytest

from mockint.app.coding_check import MIN_PAST_EXAMPLES, SHARE_OF_LIMITS
from mockint.bank.hidden import GENERATOR_LIMITS
from mockint.bank.rules import HIDDEN_A_PROBLEM, MAX_SPOKEN_WORDS, MIN_MUTANTS, POINTS, VISIBLE_A_LEVEL, WAYS
from mockint.bank.schema import MOST, RubricChangesFile, from_toml
from mockint.domain.judging import Limits
from mockint.paths import bank_root

ROOT = bank_root().parent
AUTHORING = (ROOT / "docs/authoring.md").read_text(encoding="utf-8")
FORMAT = (ROOT / "question_bank/README.md").read_text(encoding="utf-8")


def between(span: range) -> str:
    return f"{span.start} to {span.stop - 1}"


@pytest.mark.parametrize(
    "words",
    [
        f"{between(HIDDEN_A_PROBLEM)} in all",
        f"has {between(VISIBLE_A_LEVEL)} visible examples",
        f"{between(POINTS)} points",
        f"{between(WAYS)} other ways",
        f"{MAX_SPOKEN_WORDS} words",
        f"within {GENERATOR_LIMITS.cpu_s:g} CPU seconds",
        f"{Limits().cpu_s:g} s and {Limits().memory_mb} MiB a test",
        f"{MOST.cpu_s:g} s and {MOST.memory_mb} MiB at most",
        {5: "At least five programs"}[MIN_MUTANTS],
        {2: "at least two of them pass every visible example"}[MIN_PAST_EXAMPLES],
        {1 / 3: "at most a third of the CPU seconds"}[SHARE_OF_LIMITS],
    ],
)
def test_numbers_are_those_of_the_code(words: str) -> None:
    assert words in " ".join(AUTHORING.split())


def test_tagged_values_can_be_written_as_shown() -> None:
    values = re.findall(r"`(\{\"\$.*?\})`", AUTHORING)
    assert len(values) >= 8
    for value in values:
        from_toml(tomllib.loads(f"value = {value}")["value"])


def test_the_example_of_other_weights_is_in_the_format() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", AUTHORING, re.DOTALL)
    assert RubricChangesFile.model_validate(tomllib.loads(example)).criteria


def test_the_format_names_every_file_of_a_question() -> None:
    for folder in bank_root().glob("coding/*"):
        for path in folder.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts and path.parent.name not in {"mutants", "samples"}:
                assert path.name in FORMAT, path
