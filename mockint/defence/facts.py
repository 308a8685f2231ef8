"""The facts of a repository as values: what was seen, how often and where; nothing here is a score or a level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from mockint.defence.commits import History
from mockint.defence.prose import Said, Topic

SIGNALS: Final[Mapping[str, str]] = {
    "history.merges": "Merges",
    "history.authors": "Addresses of authors",
    "history.shallow": "Older commits left out (a shallow clone)",
    "history.missing": "Commits that are missing or damaged",
    "files.count": "Files",
    "files.generated": "Generated or vendored, not read",
    "files.binary": "Binary",
    "files.large": "Too large to read",
    "files.stored_elsewhere": "Kept elsewhere (Git LFS)",
    "files.unreadable": "Missing or damaged",
    "files.other_encoding": "Not in UTF-8",
    "files.unparsed": "Python that does not parse",
    "files.links": "Symbolic links, not followed",
    "files.submodules": "Submodules, not followed",
    "tests.files": "Test files",
    "tests.functions": "Test functions",
    "tests.commands": "Ways to run them that are named",
    "evaluation.case_files": "Files of cases",
    "evaluation.metrics": "Functions named like a metric",
    "evaluation.libraries": "Libraries for evaluation",
    "evaluation.figures": "Figures in documents, with their size",
    "evaluation.figures_without_size": "Figures in documents, without a size",
    "logging.loggers": "Loggers made",
    "logging.imports": "Imports of a logging library",
    "logging.prints": "Calls of print",
    "tracing": "Imports of tracing or monitoring",
    "errors.bare": "Bare except",
    "errors.broad": "except Exception",
    "errors.swallowed": "Handlers that do nothing",
    "errors.retries": "Retries",
    "errors.timeouts": "Calls with a time-out",
    "errors.no_timeout": "HTTP calls without a time-out",
    "configuration.environment": "Reads of the environment",
    "configuration.libraries": "Imports of a configuration library",
    "configuration.example": "Example of an environment file",
    "secrets.env_files": "Environment files committed",
    "secrets.key_like": "Lines that look like a key",
    "deployment.dockerfiles": "Dockerfiles",
    "deployment.compose": "Compose files",
    "deployment.ci": "CI",
    "deployment.infrastructure": "Infrastructure",
    "deployment.packages": "Package and requirements files",
    "deployment.locks": "Lock files",
    "deployment.pins": "Requirements pinned line by line",
    "deployment.licence": "Licence",
    "limits.named": "Limits that documents name",
    "limits.open_ends": "TODO, FIXME, XXX, HACK",
}
"""Every signal with its words, in the order in which they are told."""

MOST_PLACES: Final = 20
"""How many places a signal names; how many there are in all is its value."""


class Signal(NamedTuple):
    """One fact.

    Attributes:
        name: A key of `SIGNALS`.
        value: How many there are.
        where: The first of them, ``path`` or ``path:line``, in the order of paths.
        notes: What stands there, such as a name or a quote, beside each place; empty where there is nothing to add.
    """

    name: str
    value: int
    where: tuple[str, ...]
    notes: tuple[str, ...]


class Language(NamedTuple):
    """How much there is in one language: files and lines, blank ones included."""

    name: str
    files: int
    lines: int


class Readme(NamedTuple):
    """The README of the root folder.

    Attributes:
        path: Where it is.
        words: How many words it has.
        said: Where it says what, after how many words.
    """

    path: str
    words: int
    said: Mapping[Topic, Said | None]


class CaseFile(NamedTuple):
    """A file of cases; `cases` is None where they cannot be counted."""

    path: str
    cases: int | None


class Facts(NamedTuple):
    """Everything that was seen.

    Attributes:
        branch: What is checked out; None where the head is detached, or there is no commit.
        commit: Object name of the newest commit, whose files were read; empty where files were handed in without one.
        history: What the commits show; no commits where there is no history.
        languages: Of the files that were read, the one with the most lines first.
        readme: None where there is none.
        case_files: What is evaluated on.
        signals: In the order of `SIGNALS`, those that were not seen with the value 0.
        left_out: In sentences, what the bounds of the reading have cut off; empty when all was read.
        seconds: How long the reading took.
    """

    branch: str | None
    commit: str
    history: History
    languages: tuple[Language, ...]
    readme: Readme | None
    case_files: tuple[CaseFile, ...]
    signals: tuple[Signal, ...]
    left_out: tuple[str, ...]
    seconds: float

    def count(self, name: str) -> int:
        """How often something was seen."""
        return next(signal.value for signal in self.signals if signal.name == name)


class Tally:
    """Counts what is seen, and keeps the first places of each."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = dict.fromkeys(SIGNALS, 0)
        self._places: dict[str, list[tuple[str, str]]] = {name: [] for name in SIGNALS}

    def add(self, name: str, where: str, note: str = "") -> None:
        """Something was seen in a file or at ``path:line``."""
        self._counts[name] += 1
        if len(self._places[name]) < MOST_PLACES:
            self._places[name].append((where, note))

    def add_all(self, name: str, places: Sequence[str]) -> None:
        """The same was seen in several files."""
        for where in places:
            self.add(name, where)

    def put(self, name: str, value: int) -> None:
        """A number that belongs to no place."""
        self._counts[name] = value

    def signals(self) -> tuple[Signal, ...]:
        """All of them, in their order."""
        return tuple(
            Signal(
                name,
                self._counts[name],
                tuple(where for where, _ in places),
                tuple(note for _, note in places) if any(note for _, note in places) else (),
            )
            for name, places in self._places.items()
        )
