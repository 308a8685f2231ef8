"""The gold set: answers whose levels two blind readings settled, to check a grader against."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

from pydantic import ValidationError

from mockint.domain.base import Value
from mockint.domain.ids import CriterionId, QuestionRef
from mockint.domain.skill import Level
from mockint.errors import BankError

GOLD = "gold"
LEVELS_SUFFIX = ".levels.toml"

GoldKind = Literal[
    "empty",
    "off_topic",
    "gibberish",
    "copied",
    "stuffed",
    "long_empty",
    "fluent_wrong",
    "short_right",
    "injected",
    "weak",
    "mixed",
    "strong",
]
Levels = Mapping[CriterionId, Level]


class AnswerEntry(Value):
    """An answer as the file has it."""

    kind: GoldKind
    text: str


class AnswersFile(Value):
    """``gold/<kind>/<slug>.toml``."""

    question: QuestionRef
    answers: tuple[AnswerEntry, ...]


class LevelsEntry(Value):
    """The levels of one answer: two readings blind to each other, and what was settled where they differ.

    Attributes:
        note: What the readers could not agree on, and why it was settled so.
    """

    kind: GoldKind
    first: Levels
    second: Levels
    settled: Levels
    note: str = ""


class LevelsFile(Value):
    """``gold/<kind>/<slug>.levels.toml``."""

    levels: tuple[LevelsEntry, ...]


class GoldAnswer(NamedTuple):
    """One answer of the gold set.

    Attributes:
        levels: None where no levels are settled yet.
    """

    question: QuestionRef
    kind: GoldKind
    text: str
    levels: LevelsEntry | None

    @property
    def round_kind(self) -> str:
        """The kind of round that its question belongs to."""
        return self.question.partition("/")[0]


_File = TypeVar("_File", bound=Value)


def load_gold(bank: Path) -> tuple[GoldAnswer, ...]:
    """All gold answers of a bank, by file name.

    Raises:
        BankError: If a file is not in the format.
    """
    found: list[GoldAnswer] = []
    for path in sorted((bank / GOLD).glob("*/*.toml")):
        if not path.name.endswith(LEVELS_SUFFIX):
            found += _answers(path)
    return tuple(found)


def _answers(path: Path) -> Iterator[GoldAnswer]:
    answers = _read(path, AnswersFile)
    beside = path.with_name(path.stem + LEVELS_SUFFIX)
    levels = {entry.kind: entry for entry in _read(beside, LevelsFile).levels} if beside.exists() else {}
    for answer in answers.answers:
        yield GoldAnswer(answers.question, answer.kind, answer.text, levels.get(answer.kind))


def _read(path: Path, model: type[_File]) -> _File:
    try:
        return model.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BankError(f"The gold file {path.name} cannot be read: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BankError(f"The gold file {path.name} is not in the format: {place}: {first['msg']}.") from error
