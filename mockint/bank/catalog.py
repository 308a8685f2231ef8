"""Lists every question there is from its header alone: standard library only, so that the list is there at once."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from mockint.bank.folder import Folder
from mockint.bank.problem import Problem
from mockint.domain.ids import CompetencyId, QuestionId, QuestionRef, SkillId
from mockint.errors import BadInputError

HEADER_FILE = "question.toml"
KIND_FOLDERS = ("coding", "system_design", "live_build", "debug", "behavioral", "take_home")
"""The same kinds as `mockint.domain.rubric.ROUND_KINDS`, which cannot be imported without pydantic."""
DRILL_FOLDERS = ("concept", "ops")
"""Likewise the same as `mockint.domain.rubric.DRILL_KINDS`."""
QUESTION_FOLDERS = (*KIND_FOLDERS, *DRILL_FOLDERS)

MAX_HEADER_BYTES = 64 * 1024
_NEAR = 0.7
"""How alike a misspelt name must be to be taken for another, from 0 to 1."""
TAKEN = "is already used by"
"""How the problem of an id or a name that another question has begins."""


class Origin(NamedTuple):
    """Where a question comes from, which decides how far its code is trusted.

    Attributes:
        root: The folder of the bank or of the pack.
        bundled: True for the bank that comes with mockint. The code of any other pack runs only in the strong
            sandbox, unless the user allows that pack.
    """

    root: Path
    bundled: bool


class Entry(NamedTuple):
    """One line of the list of questions: its header, its folder and its origin."""

    id: QuestionId
    slug: str
    kind: str
    title: str
    version: int
    status: str
    difficulty: int
    minutes: int
    short_minutes: int | None
    summary: str
    pattern: str
    ai_policy: str
    skills: Mapping[SkillId, float]
    folder: Path
    origin: Origin
    competencies: tuple[CompetencyId, ...] = ()
    rubric: str = ""

    @property
    def ref(self) -> QuestionRef:
        """The name people type: kind, slash, slug."""
        return QuestionRef(f"{self.kind}/{self.slug}")


class Catalog(NamedTuple):
    """Every question that can be shown, and what is wrong with the others.

    Attributes:
        entries: The questions that rounds are held on.
        drills: The concept questions and ops drills.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    drills: tuple[Entry, ...] = ()

    def find(self, name: str) -> Entry:
        """The question of this name: its ref, its id, or its slug where only one kind has it.

        Raises:
            BadInputError: If there is no such question, or more than one.
        """
        return _find(name, self.entries, "question", "'mockint list' shows every question.")

    def find_drill(self, name: str) -> Entry:
        """The drill of this name, as `find`.

        Raises:
            BadInputError: If there is no such drill, or more than one.
        """
        return _find(name, self.drills, "drill", "'mockint drill --list' shows every drill.")


def _find(name: str, entries: Sequence[Entry], noun: str, elsewhere: str) -> Entry:
    found = [entry for entry in entries if name in (entry.ref, entry.id)]
    found = found or [entry for entry in entries if name == entry.slug]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInputError(
            f"There is more than one {noun} named '{name}'.", f"Say which: {', '.join(entry.ref for entry in found)}."
        )
    # The slugs alone: a kind that all names share would make any two of them look alike.
    slug = name.rpartition("/")[2]
    near = difflib.get_close_matches(slug, {entry.slug for entry in entries}, n=3, cutoff=_NEAR)
    meant = [entry.ref for entry in entries if entry.slug in near]
    hint = f"Did you mean {' or '.join(meant)}?" if meant else elsewhere
    raise BadInputError(f"There is no {noun} named '{name}'.", hint)


def read_catalog(bank: Path, packs: Sequence[Path] = ()) -> Catalog:
    """Read the headers of the bank and of every pack; a broken question never hides the others.

    Of two questions with one id or one name the first read is kept: the bank's own, then packs in order.
    """
    entries: list[Entry] = []
    problems: list[Problem] = []
    taken: dict[str, Entry] = {}
    for origin in (Origin(bank, bundled=True), *(Origin(pack, bundled=False) for pack in packs)):
        for folder in question_folders(origin.root, problems):
            entry = _read_entry(folder, origin, problems)
            if entry is None:
                continue
            names = {"id": str(entry.id), "slug": str(entry.ref)}
            clashes = {key: taken[name] for key, name in names.items() if name in taken}
            for key, other in clashes.items():
                problems.append(Problem.at(folder / HEADER_FILE, key, f"{TAKEN} {other.folder}"))
            if not clashes:
                taken.update((name, entry) for name in names.values())
                entries.append(entry)
    entries.sort(key=lambda entry: (QUESTION_FOLDERS.index(entry.kind), entry.difficulty, entry.title))
    return Catalog(
        tuple(entry for entry in entries if entry.kind in KIND_FOLDERS),
        tuple(problems),
        tuple(entry for entry in entries if entry.kind in DRILL_FOLDERS),
    )


def question_folders(root: Path, problems: list[Problem]) -> list[Path]:
    """The folders of all questions below a bank or pack, sorted; what cannot be read is added to `problems`."""
    if not root.is_dir():
        problems.append(Problem.at(root, "", "is not a folder"))
        return []
    kinds = subfolders(root, problems)
    folders: list[Path] = []
    for kind in (kind for kind in kinds if kind.name in QUESTION_FOLDERS):
        folders += subfolders(kind, problems)
    # A README or a folder of notes is nobody's business, but a misspelt kind would hide its questions.
    strays = (kind for kind in kinds if kind.name not in QUESTION_FOLDERS and any(kind.glob(f"*/{HEADER_FILE}")))
    known = ", ".join(QUESTION_FOLDERS)
    problems += [Problem.at(kind, "", f"holds questions but is none of {known}") for kind in strays]
    if not folders:
        problems.append(Problem.at(root, "", f"holds no question; they lie in <kind>/<slug>/{HEADER_FILE}"))
    return folders


def subfolders(folder: Path, problems: list[Problem]) -> list[Path]:
    """The folders in a folder, sorted, without hidden ones; links and what cannot be read are added to `problems`."""
    folders: list[Path] = []
    try:
        with os.scandir(folder) as found:
            for entry in sorted(found, key=lambda entry: entry.name):
                if entry.is_symlink():
                    problems.append(Problem.at(entry.path, "", "is a link; links are not read"))
                elif entry.is_dir() and entry.name[0] not in "._":
                    folders.append(Path(entry.path))
    except OSError as error:
        problems.append(Problem.at(folder, "", f"cannot be read: {error.strerror}"))
    return folders


def _read_entry(folder: Path, origin: Origin, problems: list[Problem]) -> Entry | None:
    files = Folder(folder)
    data = files.toml(HEADER_FILE, most_bytes=MAX_HEADER_BYTES)
    if data is not None:
        for key, problem in _faults(data, folder):
            files.report(HEADER_FILE, key, problem)
    problems.extend(files.problems)
    return None if data is None or files.problems else _entry(data, folder, origin)


_REQUIRED: dict[str, type] = {
    "id": str,
    "slug": str,
    "title": str,
    "kind": str,
    "version": int,
    "difficulty": int,
    "minutes": int,
    "summary": str,
    "skills": dict,
}
_OPTIONAL: dict[str, type] = {
    "status": str,
    "short_minutes": int,
    "pattern": str,
    "rubric": str,
    "competencies": list,
    "ai_policy": str,
}
_TYPE_WORDS = {str: "text", int: "a whole number", dict: "a table", list: "a list"}


def _faults(data: dict[str, Any], folder: Path) -> list[tuple[str, str]]:
    """What keeps a header from being listed; the loader says the rest."""
    faults: list[tuple[str, str]] = []
    for key, kind in (_REQUIRED | _OPTIONAL).items():
        if key not in data:
            if key in _REQUIRED:
                faults.append((key, "is missing"))
        elif not isinstance(data[key], kind) or isinstance(data[key], bool):
            faults.append((key, f"must be {_TYPE_WORDS[kind]}"))
    if not faults:
        if data["slug"] != folder.name:
            faults.append(("slug", f"is '{data['slug']}' but the folder is named '{folder.name}'"))
        if data["kind"] != folder.parent.name:
            faults.append(("kind", f"is '{data['kind']}' but the folder lies in '{folder.parent.name}'"))
        if not (data["title"].isprintable() and data["summary"].isprintable()):
            faults.append(("title", "or summary holds a control character"))
        if not all(isinstance(weight, int | float) for weight in data["skills"].values()):
            faults.append(("skills", "must give each skill a weight"))
        if not all(isinstance(name, str) for name in data.get("competencies", ())):
            faults.append(("competencies", "must be a list of texts"))
    return faults


def _entry(data: dict[str, Any], folder: Path, origin: Origin) -> Entry:
    return Entry(
        id=QuestionId(data["id"]),
        slug=data["slug"],
        kind=data["kind"],
        title=data["title"],
        version=data["version"],
        status=data.get("status", "ready"),
        difficulty=data["difficulty"],
        minutes=data["minutes"],
        short_minutes=data.get("short_minutes"),
        summary=data["summary"],
        pattern=data.get("pattern", ""),
        ai_policy=data.get("ai_policy", "none"),
        skills={SkillId(skill): float(weight) for skill, weight in data["skills"].items()},
        folder=folder,
        origin=origin,
        competencies=tuple(CompetencyId(name) for name in data.get("competencies", ())),
        rubric=data.get("rubric", ""),
    )
