"""Reads a repository from its newest commit and gathers its facts, within bounds of size and time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from mockint.defence import kinds, marks, prose
from mockint.defence.cases import count_cases, is_case_file
from mockint.defence.commits import History, walk
from mockint.defence.contents import NO_HISTORY, Contents, HandedFiles
from mockint.defence.facts import CaseFile, Facts, Language, Readme, Tally
from mockint.defence.files import Listed, Listing, Text, decode, is_pointer, listing, rows
from mockint.defence.limits import Limits
from mockint.defence.objects import BLOB, Objects, UnreadableError
from mockint.defence.place import find, read_head, read_shallow
from mockint.defence.python_code import read_python

_README: Final = re.compile(r"^readme(\.(md|markdown|rst|txt))?$", re.IGNORECASE)
_DOCUMENT: Final = re.compile(
    r"^([^/]+|docs?/.+|(eval|evals|evaluation|reports?|results?)/.+)\.(md|markdown|rst)$|^readme$", re.IGNORECASE
)
_HISTORY_OF_CHANGES: Final = re.compile(r"(^|/)(change_?log|changes|history|news|release_?notes)[^/]*$", re.IGNORECASE)
_SAYS_HOW_TO_TEST: Final = re.compile(
    r"^(readme[^/]*|contributing[^/]*|docs?/[^/]+\.(md|rst)|makefile|justfile|tox\.ini|noxfile\.py|package\.json)$",
    re.IGNORECASE,
)
_COLLECTED: Final = re.compile(r"(^|/)(test_[^/]*|[^/]*_test)\.py$")
_REQUIREMENTS: Final = re.compile(r"(^|/)requirements[^/]*(\.txt|/[^/]+\.txt)$")
_PIN: Final = re.compile(r"^[A-Za-z0-9][\w.\-\[\],]*\s*(==|@)\s*\S")
_KUBERNETES: Final = re.compile(r"^apiVersion:\s*\S+", re.MULTILINE)


def read(path: Path, limits: Limits, elapsed: Callable[[], float]) -> Facts:
    """Read the commit that is checked out; nothing is run, nothing is written, no setting of the repository counts.

    Args:
        path: The repository's folder, or a bare repository.
        limits: When to stop.
        elapsed: Seconds since the reading began.

    Raises:
        mockint.errors.BadInputError: There is no repository, no commit, or the newest commit is damaged.
    """
    place = find(path)
    head = read_head(place)
    with Objects(place.common / "objects") as objects:
        history = walk(objects, head.commit, read_shallow(place), limits, elapsed)
        reader = _Reader(objects, limits, elapsed)
        reader.read(listing(objects, history.tree, limits, elapsed))
    return _facts(reader, history, head.branch, head.commit, elapsed)


def read_files(
    files: Mapping[str, str], limits: Limits | None = None, elapsed: Callable[[], float] = lambda: 0.0
) -> Facts:
    """Read files that were handed in, text by path: the same facts, without a commit and without a history.

    Args:
        files: What there is.
        limits: When to stop; the usual bounds by default.
        elapsed: Seconds since the reading began.
    """
    bounds = limits or Limits()
    handed = HandedFiles(files)
    reader = _Reader(handed, bounds, elapsed)
    reader.read(handed.listing(bounds))
    return _facts(reader, NO_HISTORY, None, "", elapsed)


def _facts(reader: _Reader, history: History, branch: str | None, commit: str, elapsed: Callable[[], float]) -> Facts:
    tally = reader.tally
    tally.put("history.merges", history.merges)
    tally.put("history.authors", history.authors)
    tally.put("history.shallow", int(history.shallow))
    tally.put("history.missing", history.missing)
    left_out = list(reader.left_out)
    if history.cut:
        left_out.insert(0, f"The commits before the newest {history.commits:,}: there are too many to walk.")
    return Facts(
        branch=branch,
        commit=commit,
        history=history,
        languages=reader.languages(),
        readme=reader.readme,
        case_files=tuple(reader.case_files),
        signals=tally.signals(),
        left_out=tuple(left_out),
        seconds=elapsed(),
    )


class _Reader:
    """Goes through the files one by one; none of them is kept."""

    def __init__(self, contents: Contents, limits: Limits, elapsed: Callable[[], float]) -> None:
        self._contents = contents
        self._limits = limits
        self._elapsed = elapsed
        self._files: Counter[str] = Counter()
        self._lines: Counter[str] = Counter()
        self._room = limits.total_bytes
        self._readmes: dict[str, Readme] = {}
        self.tally = Tally()
        self.case_files: list[CaseFile] = []
        self.left_out: list[str] = []

    @property
    def readme(self) -> Readme | None:
        """The one that a visitor is shown: Markdown before others."""
        return min(
            self._readmes.values(), key=lambda one: (not one.path.lower().endswith("md"), one.path), default=None
        )

    def languages(self) -> tuple[Language, ...]:
        """Those that were read, by lines."""
        names = sorted(self._files, key=lambda name: (-self._lines[name], name))
        return tuple(Language(name, self._files[name], self._lines[name]) for name in names)

    def read(self, found: Listing) -> None:
        """Every file of a listing, until a bound is met."""
        self.tally.put("files.count", len(found.files))
        self.tally.add_all("files.links", found.links)
        self.tally.add_all("files.submodules", found.submodules)
        self.tally.add_all("files.unreadable", found.unreadable)
        if found.cut:
            self.left_out.append(
                f"What lies beyond the first {self._limits.entries:,} files and folders, {self._limits.depth} folders deep, is "
                "neither counted nor read."
            )
        for number, file in enumerate(found.files):
            if self._elapsed() > self._limits.seconds or self._room <= 0:
                reason = "time" if self._room > 0 else "the room for text"
                self.left_out.append(
                    f"{len(found.files) - number:,} files were not read, because {reason} was used up."
                )
                return
            self._file(file)

    def _file(self, file: Listed) -> None:
        for name in kinds.deployment(file.path):
            self.tally.add(name, file.path)
        if kinds.is_foreign(file.path):
            self.tally.add("files.generated", file.path)
            return
        try:
            data = self._contents.read(file.sha, BLOB, self._limits.file_bytes)
        except UnreadableError as error:
            self.tally.add("files.large" if error.reason == "large" else "files.unreadable", file.path)
            return
        self._room -= len(data)
        if is_pointer(data):
            self.tally.add("files.stored_elsewhere", file.path)
            return
        text = decode(data)
        if text is None:
            self.tally.add("files.binary", file.path)
        elif kinds.says_generated(text.text, kinds.language(file.path)):
            self.tally.add("files.generated", file.path)
        else:
            self._text(file.path, text)

    def _text(self, path: str, text: Text) -> None:
        if not text.is_utf8:
            self.tally.add("files.other_encoding", path)
        language, in_tests = kinds.language(path), kinds.is_test(path)
        if language is not None:
            self._files[language] += 1
            self._lines[language] += len(rows(text.text))
        if in_tests and kinds.is_program(language):
            self.tally.add("tests.files", path)
        for mark in marks.read_lines(text.text, language, in_tests=in_tests):
            self.tally.add(mark.signal, f"{path}:{mark.line}", mark.note)
        if language == "Python":
            self._python(path, text.text, in_tests=in_tests)
        if is_case_file(path):
            cases = count_cases(path, text.text)
            self.case_files.append(CaseFile(path, cases))
            self.tally.add("evaluation.case_files", path, "" if cases is None else f"{cases} cases")
        self._document(path, text.text)
        self._deployment(path, text.text)

    def _python(self, path: str, text: str, *, in_tests: bool) -> None:
        found = None
        if len(text) <= self._limits.parsed_chars:
            found = read_python(text, in_tests=in_tests, collected=bool(_COLLECTED.search(path)))
        if found is None:
            self.tally.add("files.unparsed", path)
            return
        for mark in sorted(found, key=lambda one: one.line):
            self.tally.add(mark.signal, f"{path}:{mark.line}", mark.note)

    def _document(self, path: str, text: str) -> None:
        if _README.match(path):
            self._readmes[path] = Readme(path, prose.words(text), prose.readme(text))
        if _SAYS_HOW_TO_TEST.match(path) or "deployment.ci" in kinds.deployment(path):
            for said in prose.test_commands(text, is_document=kinds.language(path) in {"Markdown", "reStructuredText"}):
                self.tally.add("tests.commands", f"{path}:{said.line}", said.quote)
        if not _DOCUMENT.match(path) or _HISTORY_OF_CHANGES.search(path):
            return
        for said in prose.limits(text):
            self.tally.add("limits.named", f"{path}:{said.line}", said.quote)
        for figure in prose.figures(text):
            name = "evaluation.figures" if figure.has_size else "evaluation.figures_without_size"
            self.tally.add(name, f"{path}:{figure.line}", figure.quote)

    def _deployment(self, path: str, text: str) -> None:
        if _REQUIREMENTS.search(path):
            pins = sum(1 for line in rows(text) if _PIN.match(line))
            if pins:
                self.tally.add("deployment.pins", path, f"{pins} pins")
        if PurePosixPath(path).suffix in {".yaml", ".yml"} and _KUBERNETES.search(text):
            self.tally.add("deployment.infrastructure", path, "Kubernetes")
