"""Lines of a repository as they can be shown: with their numbers, short, escaped, and never a key among them."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Final, NamedTuple

from mockint.defence import kinds
from mockint.defence.commits import walk
from mockint.defence.contents import Contents, HandedFiles
from mockint.defence.files import Listed, clean, decode, is_pointer, listing, rows
from mockint.defence.limits import Limits
from mockint.defence.marks import key_like
from mockint.defence.objects import BLOB, Objects, UnreadableError
from mockint.defence.place import find, read_shallow

BEFORE, AFTER = 2, 5
"""So many lines around the one that is meant."""
LINE_CHARS: Final = 120
HOT_LINES: Final = 14
HOT_FILES: Final = 600
"""So many Python files, the first by path, are searched for the function with the most branches."""
_LEAST_BRANCHES: Final = 4
_PLACE: Final = re.compile(r"(.+?):(\d{1,9})", re.DOTALL)
_LEFT_OUT: Final = "(left out: this line looks like a key)"
_BRANCHES: Final = (
    ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.IfExp, ast.BoolOp, ast.comprehension, ast.match_case,
)  # fmt: skip


class Quote(NamedTuple):
    """Some lines of a file.

    Attributes:
        path: Where they stand, as it can be shown.
        line: The line that is meant, counted from 1.
        first: Number of the first line that is shown.
        lines: The lines, each escaped and cut to `LINE_CHARS`.
    """

    path: str
    line: int
    first: int
    lines: tuple[str, ...]

    @property
    def where(self) -> str:
        """``path:line``."""
        return f"{self.path}:{self.line}"


class Hot(NamedTuple):
    """The function with the most branches that was found.

    Attributes:
        name: Its name.
        branches: Places at which it can go one way or another.
        length: Lines that it takes.
    """

    name: str
    branches: int
    length: int
    quote: Quote


class Reader:
    """Reads lines of files; nothing of them is run, and what cannot be read is simply not quoted.

    Args:
        files: What there is to read.
        opened: Opens where their bytes are.
        limits: The bounds of the whole reading.
        elapsed: Seconds since it began.
    """

    def __init__(
        self,
        files: Sequence[Listed],
        opened: Callable[[], AbstractContextManager[Contents]],
        limits: Limits,
        elapsed: Callable[[], float],
    ) -> None:
        self._files = files
        self._opened = opened
        self._limits = limits
        self._elapsed = elapsed

    def quote(self, where: str) -> Quote | None:
        """The lines around ``path:line``; None where they cannot be read, or a path stands alone."""
        found = _PLACE.fullmatch(where)
        if found is None:
            return None
        file = next((each for each in self._files if each.path == found[1]), None)
        with self._opened() as contents:
            text = None if file is None else self._text(contents, file)
        return None if text is None else quoted(found[1], text, int(found[2]))

    def hot(self) -> Hot | None:
        """The function outside the tests that branches most; None where no Python function branches often."""
        best: tuple[int, int, str, str, int] | None = None
        searched = 0
        with self._opened() as contents:
            for file in self._files:
                if searched >= HOT_FILES or self._elapsed() > self._limits.seconds:
                    break
                if not file.path.endswith(".py") or kinds.is_test(file.path) or kinds.is_foreign(file.path):
                    continue
                searched += 1
                text = self._text(contents, file)
                for branches, length, name, line in _functions(text or "", self._limits.parsed_chars):
                    if best is None or (branches, length) > best[:2]:
                        best = (branches, length, name, file.path, line)
            if best is None or best[0] < _LEAST_BRANCHES:
                return None
            branches, length, name, path, line = best
            text = self._text(contents, next(each for each in self._files if each.path == path))
        quote = quoted(path, text or "", line, before=0, after=HOT_LINES - 1)
        return None if quote is None else Hot(clean(name), branches, length, quote)

    def _text(self, contents: Contents, file: Listed) -> str | None:
        try:
            data = contents.read(file.sha, BLOB, self._limits.file_bytes)
        except UnreadableError:
            return None
        found = None if is_pointer(data) else decode(data)
        return None if found is None else found.text


def of_commit(path: Path, commit: str, limits: Limits, elapsed: Callable[[], float]) -> Reader:
    """Reads lines of the files of a commit.

    Raises:
        mockint.errors.BadInputError: There is no repository, or the commit is damaged.
    """
    place = find(path)
    folder = place.common / "objects"
    with Objects(folder) as objects:
        history = walk(objects, commit, read_shallow(place), limits._replace(commits=1), elapsed)
        files = listing(objects, history.tree, limits, elapsed).files
    return Reader(files, lambda: Objects(folder), limits, elapsed)


def of_files(files: Mapping[str, str], limits: Limits, elapsed: Callable[[], float]) -> Reader:
    """Reads lines of files that were handed in, text by path."""
    handed = HandedFiles(files)
    return Reader(handed.listing(limits).files, lambda: nullcontext(handed), limits, elapsed)


def quoted(path: str, text: str, line: int, *, before: int = BEFORE, after: int = AFTER) -> Quote | None:
    """The lines of a text around one of them; None where it has no such line."""
    every = rows(text)
    if not 1 <= line <= len(every):
        return None
    first = max(1, line - before)
    return Quote(path, line, first, tuple(_shown(each) for each in every[first - 1 : line + after]))


def numbered(quote: Quote) -> str:
    """A quote as text, each line with its number."""
    width = len(str(quote.first + len(quote.lines) - 1))
    return "\n".join(
        f"{number:>{width}}  {line}".rstrip() for number, line in enumerate(quote.lines, start=quote.first)
    )


def fenced(text: str) -> str:
    """A text as a block of code in Markdown that nothing within it can end."""
    runs: Sequence[str] = re.findall(r"`{3,}", text)
    fence = "`" * (max(map(len, runs), default=2) + 1)
    return f"{fence}text\n{text}\n{fence}"


def _shown(line: str) -> str:
    if key_like(line) is not None:
        return _LEFT_OUT
    cut = line[: LINE_CHARS - 3] + "..." if len(line) > LINE_CHARS else line
    return clean(cut.replace("\t", "    "))


def _functions(text: str, most_chars: int) -> Iterator[tuple[int, int, str, int]]:
    """Branches, length, name and line of each function of a source; nothing where it cannot be parsed."""
    if not text or len(text) > most_chars:
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                branches = sum(isinstance(inner, _BRANCHES) for inner in ast.walk(node))
                yield branches, (node.end_lineno or node.lineno) - node.lineno + 1, node.name, node.lineno
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
