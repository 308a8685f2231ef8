"""Lays out the folder of a live build: the starter, the corpus, the visible questions, and what the curveball changes."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from mockint.app.workspace import CORPUS, VISIBLE
from mockint.bank.build_files import SETTINGS_FILE
from mockint.corpus.render import render_documents, render_visible
from mockint.domain.build import Budget, BuildQuestion, BuildTask, CorpusDocument, Rendered, Stage
from mockint.domain.question import Question
from mockint.domain.vocabulary import Vocabulary
from mockint.errors import BadInputError, BankError
from mockint.rounds.live_build import build_task

DEFAULT_COMMAND: Final = ("python", "-m", "candidate")
_DEFAULTS: Final = {"command": DEFAULT_COMMAND}
_MOST_WORDS = 50


def vocabulary_of(task: BuildTask) -> Vocabulary:
    """The facts of a build, as they were when its round started.

    Raises:
        BankError: If this version of the program cannot read them.
    """
    try:
        return Vocabulary.model_validate(tomllib.loads(task.vocabulary))
    except (ValueError, ValidationError) as fault:
        raise BankError("The facts of this build cannot be read by this version of mockint.") from fault


def given_files(question: Question, seed: int) -> dict[str, str]:
    """Text by path of everything the folder begins with beside the brief; the same seed gives the same bytes."""
    task = build_task(question)
    rendered = render_visible(vocabulary_of(task), seed)
    return {**task.starter, **corpus_files(rendered.documents), **visible_file(rendered)}


def visible_file(rendered: Rendered) -> dict[str, str]:
    """Text by path of the visible questions with their answers."""
    return {VISIBLE: "".join(f"{json.dumps(_visible(one), ensure_ascii=False)}\n" for one in rendered.questions)}


def corpus_files(documents: tuple[CorpusDocument, ...], place: str = CORPUS) -> dict[str, str]:
    """Text by path of a corpus."""
    return {f"{place}/{document.id}.md": document.text for document in documents}


def apply_curveball(folder: Path, question: Question, seed: int) -> tuple[str, ...]:
    """Bring the folder's corpus to what it is after the change of plan; doing it again changes nothing.

    Returns:
        Paths of the files that are new, other or gone, sorted.

    Raises:
        BadInputError: If the folder cannot be written.
    """
    vocabulary = vocabulary_of(build_task(question))
    before = corpus_files(render_documents(vocabulary, seed, "start"))
    after = corpus_files(render_documents(vocabulary, seed, "changed"))
    changed = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
    try:
        for path in changed:
            place = folder / path
            if place.parent.is_symlink():
                raise BadInputError(f"{place.parent} is a link; the corpus was not changed.", "Put the folder back.")
            place.unlink(missing_ok=True)  # never written through: the candidate's program can put a link here
            if path in after:
                place.parent.mkdir(exist_ok=True)
                place.write_text(after[path], encoding="utf-8", newline="\n")
    except OSError as fault:
        raise BadInputError(
            f"The change of plan could not be written to {folder}: {fault.strerror}.",
            "Make the folder's corpus writable, then check again.",
        ) from fault
    return tuple(changed)


def budget_of(task: BuildTask, stage: Stage) -> Budget:
    """What a question may spend."""
    return (task.changed_budget or task.budget) if stage == "changed" else task.budget


def command_of(settings: str, name: str = "command") -> tuple[str, ...]:
    """A command from the text of ``mockint.toml``: the one that starts the program by default.

    Raises:
        BadInputError: If it cannot be read, or a command that has no default is not there.
    """
    default = _DEFAULTS.get(name)
    try:
        command = tomllib.loads(settings).get(name, None if default is None else list(default))
    except (ValueError, RecursionError) as fault:
        raise BadInputError(
            f"{SETTINGS_FILE} is not TOML.", 'Write: command = ["python", "-m", "candidate"].'
        ) from fault
    if command is None:
        raise BadInputError(f"{SETTINGS_FILE} has no '{name}'.", f'Write: {name} = ["python", "..."].')
    is_words = isinstance(command, list) and all(
        isinstance(word, str) and word and "\0" not in word for word in command
    )
    if not is_words or not 0 < len(command) <= _MOST_WORDS:
        raise BadInputError(
            f"{name} in {SETTINGS_FILE} is not a list of words.", f'Write: {name} = ["python", "-m", "candidate"].'
        )
    return tuple(command)


def _visible(question: BuildQuestion) -> dict[str, Any]:
    user = {} if question.user is None else {"user": question.user}
    gold = question.gold.model_dump(mode="json")
    return {"id": question.id, "question": question.text, **user, "gold": gold, "support": list(question.support)}
