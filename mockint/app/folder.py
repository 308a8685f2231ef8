"""The folder of a round that is worked on in one's own editor: brief, solution, tests, explanation, notes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from mockint.app.catalogue import prompt_text
from mockint.domain.ids import RoundId
from mockint.domain.question import Question
from mockint.errors import BadInputError
from mockint.rounds.coding import EXPLANATION, NOTES, SOLUTION, TESTS

MARKER = ".mockint-round.json"
BRIEF = "BRIEF.md"
FILES: Mapping[str, str] = {
    SOLUTION: "solution.py",
    TESTS: "own_tests.py",
    EXPLANATION: "explanation.md",
    NOTES: "notes.md",
}
"""File of each document of a coding round."""

_YOUR_FILES = """## Your files

- `solution.py`: your answer. `mockint check` runs it on the examples, `mockint submit` on the hidden tests.
- `own_tests.py`: your own tests, functions named `test_...` with `assert`; names of your solution are there without an
  import. They count: each is tried on wrong solutions that mockint knows. `mockint check` runs them on your code.
- `explanation.md`: {explanation}
- `notes.md`: for yourself, to think in. It is kept with the round and counts for nothing.
"""
_EXPLANATION = (
    "what you would say in {minutes} minutes before you hand in: approach, complexity, what you left out.\n"
    "  It counts: Problem solving and Communication are judged from it."
)
_NO_EXPLANATION = "not asked for in this round; what you write is kept with it."

MAX_FILE_BYTES = 2_000_000


class RoundFolder(NamedTuple):
    """A folder that belongs to a round.

    Attributes:
        home: The home that the round is kept in.
    """

    path: Path
    round_id: RoundId
    home: Path


def make_folder(path: Path, round_id: RoundId, home: Path, question: Question) -> RoundFolder:
    """Lay out the folder of a new round.

    Raises:
        BadInputError: If something is there already, or the folder cannot be written.
    """
    check_free(path)
    if question.coding is None:
        raise BadInputError(f"{question.header.ref} cannot be worked on in a folder yet.", "Choose a coding question.")
    texts = {
        FILES[SOLUTION]: question.coding.starter,
        FILES[TESTS]: question.coding.tests_starter,
        FILES[EXPLANATION]: "",
        FILES[NOTES]: "",
        BRIEF: _brief(question, level=1),
        MARKER: json.dumps({"round": round_id, "home": str(home)}),
    }
    try:
        path.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (path / name).write_text(text, encoding="utf-8")
    except OSError as fault:
        raise BadInputError(
            f"The folder {path} cannot be written: {fault.strerror}.", "Name another one with --dir."
        ) from fault
    return RoundFolder(path, round_id, home)


def check_free(path: Path) -> None:
    """Refuse a folder in which something is already.

    Raises:
        BadInputError: If the path is a file or a folder that is not empty.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise BadInputError(
            f"{path} is there already and is not an empty folder.", "Name another one with --dir; nothing was changed."
        )


def find_folder(start: Path) -> RoundFolder:
    """The round's folder that this path is, or lies in.

    Raises:
        BadInputError: If there is none, or its marker cannot be read.
    """
    start = start.absolute()
    for path in (start, *start.parents):
        marker = path / MARKER
        if marker.is_file():
            try:
                told = json.loads(marker.read_text(encoding="utf-8"))
                return RoundFolder(path, RoundId(str(told["round"])), Path(str(told["home"])))
            except (OSError, ValueError, KeyError, TypeError) as fault:
                raise BadInputError(
                    f"{marker} cannot be read, so the round of this folder is not known.",
                    'Find its id with \'mockint history\' and write it back as {"round": ID, "home": HOME}.',
                ) from fault
    raise BadInputError(
        f"{start} is not the folder of a round.",
        "Go to the folder that 'mockint start' made, or name it with --dir.",
    )


def read_documents(folder: RoundFolder) -> dict[str, str]:
    """The texts of the folder's documents; a file that was deleted counts as empty.

    Raises:
        BadInputError: If a file is too large or is no UTF-8 text.
    """
    return {document: read_text(folder.path / name, missing_ok=True) for document, name in FILES.items()}


def read_text(path: Path, *, missing_ok: bool = False) -> str:
    """A text file of the candidate's.

    Raises:
        BadInputError: If it cannot be read, is too large or is no UTF-8 text.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise BadInputError(f"{path} is larger than {MAX_FILE_BYTES // 1_000_000} MB.", "Nothing was handed in.")
        return path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except FileNotFoundError:
        if missing_ok:
            return ""
        raise BadInputError(f"There is no file {path}.", "Nothing was handed in.") from None
    except UnicodeDecodeError:
        raise BadInputError(f"{path} is not UTF-8 text.", "Save it as UTF-8; nothing was handed in.") from None
    except OSError as fault:
        raise BadInputError(f"{path} cannot be read: {fault.strerror}.", "Nothing was handed in.") from fault


def write_brief(folder: RoundFolder, question: Question, level: int) -> None:
    """Write the brief again, up to the level that is open now."""
    try:
        (folder.path / BRIEF).write_text(_brief(question, level), encoding="utf-8")
    except OSError as fault:
        raise BadInputError(f"{folder.path / BRIEF} cannot be written: {fault.strerror}.") from fault


def _brief(question: Question, level: int) -> str:
    """What is asked up to this level, and what each file of the folder is for."""
    minutes = question.explanation_minutes
    explanation = _EXPLANATION.format(minutes=minutes) if minutes else _NO_EXPLANATION
    return f"{prompt_text(question, level)}\n{_YOUR_FILES.format(explanation=explanation)}"
