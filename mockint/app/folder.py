"""The folder of a round that is worked on in one's own editor: the brief, and a file for each document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import chain, count
from pathlib import Path
from typing import Any, NamedTuple

from mockint.app import workspace
from mockint.app.catalogue import prompt_text
from mockint.app.round_types import type_of
from mockint.domain.diagram import read_diagram
from mockint.domain.ids import RoundId
from mockint.domain.question import Question
from mockint.domain.round import Form, Round
from mockint.domain.take_home import ScorePart, TakeHomeTask
from mockint.errors import BadInputError
from mockint.rounds.coding import EXPLANATION, SOLUTION, TESTS
from mockint.rounds.edits import MAX_DOCUMENT
from mockint.rounds.kind import DocumentPart
from mockint.rounds.names import round_title
from mockint.rounds.system_design import DIAGRAM
from mockint.rounds.take_home import TAKE_HOME

MARKER = workspace.MARKER
BRIEF = workspace.BRIEF

_FILE_WORDS: Mapping[str, str] = {
    SOLUTION: "your answer. `mockint check` runs it on the examples, `mockint submit` on the hidden tests.",
    TESTS: (
        "your own tests, functions named `test_...` with `assert`; names of your solution are there without an\n"
        "  import. They count: each is tried on wrong solutions that mockint knows. `mockint check` runs them on your code."
    ),
}
"""What is said of a file at more length than in its part."""
_EXPLANATION = (
    "what you would say in {minutes} minutes before you hand in: approach, complexity, what you left out.\n"
    "  It counts: Problem solving and Communication are judged from it."
)
_NO_EXPLANATION = "not asked for in this round; what you write is kept with it."
_NOTHING_RUNS = (
    "Nothing is run in this round: it is read. `mockint check` tells the time that is left, and the interviewer's change of\n"
    "plan once its time has come; `mockint submit` hands in.\n"
)
_BUILD_RULES = (
    "## How replies are read\n\n"
    "- A number is read with its unit, a day as a date; a yes-or-no answer must hold the word yes or no. Two different numbers of the\n"
    "  unit in one answer are wrong; of a sum only what follows the last `=` counts. Null abstains.\n"
    "- A reply that breaks the form, or comes too late, counts like no answer, and the program is started again.\n"
    "- Of more than five documents that support an answer, any five are enough.\n"
    "- The corpus may be read with as many calls as you like: the budget is for each question.\n"
    "- The other corpus has the same form; names, ids, titles, values and wordings are others. A document's text can limit it to\n"
    "  one place or product."
)
_BUILD_FILES = (
    f"- `corpus/`: the documents; `{workspace.VISIBLE}`: questions with the right answers, for you to measure yourself\n"
    "- everything else is your program, to change as you like; `mockint.toml` says how it is started.\n\n"
    "Text files of up to 200 KB are handed in, whatever their names; environments, hidden files and binary files are not.\n"
    "`mockint check` runs your program on the visible questions and shows errors, seconds and raw answers, but no score;\n"
    "it also brings the change of plan once its time has come, and writes three questions on your change. `mockint submit`\n"
    "hands in and measures."
)
_BRIEF_FILES = (
    f"- `{workspace.VISIBLE}`: the visible stories, one a line, with everything that is expected\n"
    "- `mockint.toml`: how your program, your tests and your evaluation are started\n"
    "- everything else is your program, to change as you like.\n\n"
    "Text files of up to 200 KB are handed in, whatever their names; environments, hidden files and binary files are not.\n"
    "`mockint check` runs the visible stories, your tests and your evaluation, and shows what was wanted and what came, but no\n"
    "score. `mockint submit` hands in and measures; `mockint defend --round ROUND --start` then holds the defence. The clock can be\n"
    "paused for days: `mockint pause ROUND`, `mockint resume ROUND`."
)

_WHYS = (
    "Nothing is run in this round: it is read. `mockint check` tells the time that is left and asks the next why, which then\n"
    "stands at the end of this file; `mockint submit` hands in.\n"
)
_ASKS_WHY = (
    "`mockint check` also asks a why about each answer of twenty words or more, twice at most: write on below your answer\n"
    "and check again.\n"
)

MAX_FILE_BYTES = 2_000_000


class RoundFolder(NamedTuple):
    """A folder that belongs to a round.

    Attributes:
        home: The home that the round is kept in.
    """

    path: Path
    round_id: RoundId
    home: Path


def make_folder(
    path: Path, round_id: RoundId, home: Path, question: Question, form: Form = Form.FULL, *, seed: int = 0
) -> RoundFolder:
    """Lay out the folder of a new round; what a build's folder holds is drawn from the seed.

    Raises:
        BadInputError: If something is there already, or the folder cannot be written.
    """
    check_free(path)
    rules = type_of(question)
    given = rules.initial_documents(question)
    texts = {
        **{part.file: given.get(part.name, "") for part in rules.documents if part.needed},
        BRIEF: _brief(question, form),
        MARKER: _marker(round_id, home),
    }
    if question.build is not None:
        from mockint.app.build_folder import given_files  # late: the generator is nothing to other rounds

        texts |= given_files(question, seed)
    elif question.take_home is not None:
        texts |= question.take_home.starter
    try:
        workspace.lay_out(path, texts)
    except OSError as fault:
        raise _cannot_write(path, fault) from fault
    return RoundFolder(path, round_id, home)


def make_folders(path: Path, record: Round, home: Path, questions: Sequence[Question]) -> RoundFolder:
    """Lay out the folder of a new round of several questions, a folder for each inside.

    Raises:
        BadInputError: If something is there already, or the folder cannot be written.
    """
    made = RoundFolder(path, record.id, home)
    check_free(path)
    rules = type_of(questions[0])
    try:
        workspace.lay_out(path, {BRIEF: _round_brief(record, questions), MARKER: _marker(record.id, home)})
        for position, question in enumerate(questions):
            given = rules.initial_documents(question)
            texts = {part.file: given.get(part.name, "") for part in rules.documents if part.needed}
            workspace.lay_out(of_item(made, record, position).path, {**texts, BRIEF: _brief(question, record.form)})
    except OSError as fault:
        raise _cannot_write(path, fault) from fault
    return made


def of_item(folder: RoundFolder, record: Round, position: int) -> RoundFolder:
    """The folder of one question of a round: the round's own where it has one question."""
    if len(record.items) == 1:
        return folder
    slug = record.items[position].question_ref.rpartition("/")[2]
    return folder._replace(path=folder.path / f"{position + 1}-{slug}")


def started_document(record: Round, folder: RoundFolder) -> dict[str, Any]:
    """The answer of ``mockint start --json``."""
    started = record.started or record.created
    return {
        "round": record.id,
        "dir": str(folder.path),
        "seed": record.seed,
        "mode": record.mode.value,
        "form": record.form.value,
        "started": started.isoformat(),
        "deadline": (started + timedelta(seconds=record.planned_s)).isoformat(),
        **({"items": _item_documents(record, folder)} if len(record.items) > 1 else {}),
    }


def _item_documents(record: Round, folder: RoundFolder) -> list[dict[str, str]]:
    return [
        {"question": item.question_ref, "dir": str(of_item(folder, record, position).path)}
        for position, item in enumerate(record.items)
    ]


def first_free(path: Path) -> Path:
    """The path, or with the first number behind it that nothing is named yet (``-2``, ``-3``)."""
    numbered = (path.with_name(f"{path.name}-{number}") for number in count(2))
    return next(each for each in chain((path,), numbered) if not each.exists())


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


def read_documents(folder: RoundFolder, question: Question) -> dict[str, str]:
    """The texts of the folder's documents, and in a build of all other files; one that was deleted counts as empty.

    Raises:
        BadInputError: If a file is too large, is no UTF-8 text, or is a diagram that cannot be read.
    """
    rules = type_of(question)
    others = workspace.documents(folder.path) if rules.takes_files else {}
    return {
        **others,
        **{one.name: read_document(one, folder.path / one.file, missing_ok=True) for one in rules.documents},
    }


def read_items(folder: RoundFolder, record: Round, questions: Sequence[Question]) -> tuple[dict[str, str], ...]:
    """The texts of the documents of each question of a round; see `read_documents`."""
    return tuple(
        read_documents(of_item(folder, record, position), question) for position, question in enumerate(questions)
    )


def read_document(part: DocumentPart, path: Path, *, missing_ok: bool = False) -> str:
    """A document as it is kept, from a file of the candidate's: text as it is, a diagram as its JSON.

    Raises:
        BadInputError: See `read_text`, and `read_diagram` for a diagram.
    """
    text = read_text(path, missing_ok=missing_ok)
    if part.name != DIAGRAM or not text.strip():
        return text
    return read_diagram(text, str(path)).as_json()


def read_text(path: Path, *, missing_ok: bool = False) -> str:
    """A text file of the candidate's.

    Raises:
        BadInputError: If it cannot be read, is too large or is no UTF-8 text.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise BadInputError(f"{path} is larger than {MAX_FILE_BYTES // 1_000_000} MB.", "Nothing was handed in.")
        text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        if missing_ok:
            return ""
        raise BadInputError(f"There is no file {path}.", "Nothing was handed in.") from None
    except UnicodeDecodeError:
        raise BadInputError(f"{path} is not UTF-8 text.", "Save it as UTF-8; nothing was handed in.") from None
    except OSError as fault:
        raise BadInputError(f"{path} cannot be read: {fault.strerror}.", "Nothing was handed in.") from fault
    if len(text) > MAX_DOCUMENT:
        raise BadInputError(
            f"{path} has {len(text):,} characters; an answer may have {MAX_DOCUMENT:,}.", "Nothing was handed in."
        )
    return text


def write_brief(
    folder: RoundFolder,
    question: Question,
    level: int,
    form: Form = Form.FULL,
    curveball: str = "",
    whys: Sequence[str] = (),
) -> None:
    """Write the brief again, up to the level that is open now, with what was put or asked since the start."""
    text = _brief(question, form, level, curveball)
    if whys:
        text += (
            "\n## Asked since\n\n" + "\n".join(f"{number}. {why}" for number, why in enumerate(whys, start=1)) + "\n"
        )
    try:
        (folder.path / BRIEF).write_text(text, encoding="utf-8")
    except OSError as fault:
        raise BadInputError(f"{folder.path / BRIEF} cannot be written: {fault.strerror}.") from fault


def _brief(question: Question, form: Form, level: int = 1, curveball: str = "") -> str:
    """What is asked up to this level, and what each file of the folder is for."""
    rules = type_of(question)
    blocks = [prompt_text(question, level).rstrip()]
    if form is Form.SHORT and rules.short_words:
        blocks.append(rules.short_words)
    if curveball:
        blocks.append(f"## A change of plan\n\n{curveball.strip()}")
    files = "\n".join(f"- `{part.file}`: {_file_words(part, question)}" for part in rules.documents)
    blocks.append(f"## Your files\n\n{files}")
    if question.build is not None:
        blocks[-1] += f"\n{_BUILD_FILES}"
        blocks.append(_BUILD_RULES)
    elif question.take_home is not None:
        blocks[-1] += f"\n{_BRIEF_FILES}"
        blocks.append(_weights(question.take_home))
    elif question.coding is None:
        blocks.append((_WHYS if question.header.kind == TAKE_HOME else _NOTHING_RUNS).rstrip())
    return "\n\n".join(blocks) + "\n"


def _weights(task: TakeHomeTask) -> str:
    """The weights, told up front."""
    rows = [f"| {part.title} | {part.points} | {part.says}{_scaled(part, task)} |" for part in task.parts]
    return "\n".join(
        ["## What is measured, of 100", "", "| part | points | what is looked at |", "|---|---|---|", *rows]
    )


def _scaled(part: ScorePart, task: TakeHomeTask) -> str:
    title = next((other.title for other in task.parts if other.id == part.scaled_by), "")
    return f" Multiplied by the share of *{title}*." if title else ""


def _file_words(part: DocumentPart, question: Question) -> str:
    if part.name == EXPLANATION:
        minutes = question.explanation_minutes
        return _EXPLANATION.format(minutes=minutes) if minutes else _NO_EXPLANATION
    return _FILE_WORDS.get(part.name, f"{part.what}.")


def _round_brief(record: Round, questions: Sequence[Question]) -> str:
    """Which questions a round has and where each is answered."""
    minutes = record.planned_s / 60
    listed = "\n".join(
        f"{number}. {question.header.title}: `{number}-{question.header.slug}/`"
        for number, question in enumerate(questions, start=1)
    )
    return (
        f"# {round_title(len(questions), record.kind)}\n\n"
        f"{minutes:g} minutes for all of them: about {minutes / len(questions):.0f} for each. "
        "You may go back to a question at any time.\n\n"
        f"{listed}\n\n"
        f"Each folder has the question in `{BRIEF}`, and the file for your answer. Nothing is run: it is read.\n"
        f"{_ASKS_WHY if record.kind == TAKE_HOME else ''}"
        "`mockint check` tells the time that is left, and how many words each answer has; `mockint submit` hands in all\n"
        "of them at once.\n"
    )


def _marker(round_id: RoundId, home: Path) -> str:
    return json.dumps({"round": round_id, "home": str(home)})


def _cannot_write(path: Path, fault: OSError) -> BadInputError:
    return BadInputError(f"The folder {path} cannot be written: {fault.strerror}.", "Name another one with --dir.")
