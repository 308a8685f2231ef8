"""The files of a workspace: listing, reading, writing, and what changed on disk since the last look.

The candidate's program can write the folder, so nothing here follows a link: a path that leads out, or over a link, is
refused, and what is no regular file of a sane size is not opened.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from mockint.errors import BadInputError, ExecutionError

CORPUS: Final = "corpus"
VISIBLE: Final = "visible.jsonl"
BRIEF: Final = "BRIEF.md"
MARKER: Final = ".mockint-round.json"
LEFT_OUT: Final = frozenset({"__pycache__", "node_modules", "venv"})
"""Folders that hold nobody's work, beside hidden ones."""
GIVEN: Final = frozenset({CORPUS, VISIBLE, BRIEF})
"""What mockint put there and reads from nobody: never journaled, never handed in."""
MOST_FILES: Final = 5_000
MOST_TEXT_BYTES: Final = 200_000
_LOOK_BYTES = 8_192


class WorkspaceFile(NamedTuple):
    """A file of the folder.

    Attributes:
        path: Relative, with forward slashes.
        size: In bytes.
        is_text: Whether it looks like text of a size that an editor takes.
        changed_ns: Time of the last change, in nanoseconds, as the file system tells it.
    """

    path: str
    size: int
    is_text: bool
    changed_ns: int


class Files(NamedTuple):
    """The files of a folder, sorted by path.

    Attributes:
        is_cut: Whether there are more than could be listed.
    """

    files: tuple[WorkspaceFile, ...]
    is_cut: bool


class Changed(NamedTuple):
    """A text file that is not as it was.

    Attributes:
        text: Its text now; None where it was deleted.
    """

    path: str
    text: str | None


def list_files(folder: Path) -> Files:
    """The folder's files; hidden ones, environments and caches are left out, links are not followed."""
    found: list[WorkspaceFile] = []
    for path, status in _walk(folder):
        if len(found) == MOST_FILES:
            return Files(tuple(sorted(found)), is_cut=True)
        is_text = status.st_size <= MOST_TEXT_BYTES and PurePosixPath(path).suffix not in _BINARY
        found.append(WorkspaceFile(path, status.st_size, is_text, status.st_mtime_ns))
    return Files(tuple(sorted(found)), is_cut=False)


def lay_out(folder: Path, files: Mapping[str, str]) -> None:
    """Write files into a folder that is new, or ours alone; the folder is made.

    Raises:
        OSError: If the disk refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")


@contextlib.contextmanager
def scratch(name: str) -> Iterator[Path]:
    """A new folder that is gone afterwards, for a program to be tried in; `name` says in its own what for.

    Raises:
        ExecutionError: If it cannot be made.
    """
    try:
        made = tempfile.TemporaryDirectory(prefix=f"mockint-{name}-", ignore_cleanup_errors=True)
    except OSError as fault:
        raise ExecutionError(
            f"No scratch folder could be made: {fault.strerror}.", "Free some space and measure again."
        ) from fault
    with made as place:
        yield Path(place).resolve()


def read_file(folder: Path, path: str) -> str:
    """The text of a file.

    Raises:
        BadInputError: If it is gone, no regular file, too large, no UTF-8 text, or outside the folder.
    """
    place = _place(folder, path)
    try:
        descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as fault:
        raise BadInputError(f"{path} cannot be opened: {fault.strerror}.") from fault
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise BadInputError(f"{path} is not a regular file.")
        if status.st_size > MOST_TEXT_BYTES:
            raise BadInputError(
                f"{path} has {status.st_size:,} bytes; a text may have {MOST_TEXT_BYTES:,}.",
                "Open it in an editor of your own.",
            )
        data = file.read(MOST_TEXT_BYTES)
    try:
        if b"\0" in data[:_LOOK_BYTES]:
            raise BadInputError(f"{path} is not a text file.")
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise BadInputError(f"{path} is not UTF-8 text.") from None


def write_file(folder: Path, path: str, text: str) -> None:
    """Write a text file as a whole: whoever reads it meanwhile sees the old text or the new one.

    Raises:
        BadInputError: If the place is not the candidate's to write, or the disk refuses.
    """
    if path.split("/", maxsplit=1)[0] in GIVEN or path == MARKER:
        raise BadInputError(f"{path} belongs to the round and stays as it is.")
    place = _place(folder, path)
    new = place.with_name(f".{place.name}.new")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        new.replace(place)
    except OSError as fault:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
        raise BadInputError(
            f"{path} cannot be written: {fault.strerror}.", "What you typed is kept in the round."
        ) from fault


def documents(folder: Path) -> dict[str, str]:
    """The texts of the candidate's own files by path, as they are handed in; what is no readable text is left out."""
    texts = {}
    for file in list_files(folder).files:
        if file.is_text and _is_own(file.path):
            with contextlib.suppress(BadInputError):
                texts[file.path] = read_file(folder, file.path)
    return texts


class Watch:
    """Tells which of the candidate's text files changed on disk, whoever changed them.

    Args:
        folder: The round's folder. Its state now counts as seen.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen = self._stamps()

    def look(self) -> tuple[Changed, ...]:
        """What changed since the last look, or since it was told by `saw`."""
        now = self._stamps()
        changed = []
        for path in sorted({*now, *self._seen}):
            if now.get(path) == self._seen.get(path):
                continue
            if path not in now:
                changed.append(Changed(path, None))
                continue
            with contextlib.suppress(BadInputError):
                changed.append(Changed(path, read_file(self._folder, path)))
        self._seen = now
        return tuple(changed)

    def saw(self, path: str) -> None:
        """Count a file as seen as it is now: the window has just written it itself."""
        with contextlib.suppress(OSError):
            status = (self._folder / path).lstat()
            self._seen[path] = (status.st_mtime_ns, status.st_size)

    def _stamps(self) -> dict[str, tuple[int, int]]:
        files = list_files(self._folder).files
        return {file.path: (file.changed_ns, file.size) for file in files if file.is_text and _is_own(file.path)}


_BINARY = frozenset(
    {".pyc", ".so", ".png", ".jpg", ".zip", ".gz", ".db", ".sqlite", ".sqlite3", ".npy", ".bin", ".pkl"}
)


def _is_own(path: str) -> bool:
    return path.split("/", maxsplit=1)[0] not in GIVEN


def _walk(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            entries = sorted(os.scandir(folder / prefix), key=lambda entry: entry.name)
        except OSError:
            continue  # gone, or closed to us, since it was listed
        for entry in entries:
            if entry.name.startswith(".") or entry.name in LEFT_OUT:
                continue
            with contextlib.suppress(OSError, UnicodeEncodeError):
                entry.name.encode()  # a name that is no text cannot be shown or journaled
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{prefix}{entry.name}/")
                elif entry.is_file(follow_symlinks=False):
                    yield prefix + entry.name, entry.stat(follow_symlinks=False)


def _place(folder: Path, path: str) -> Path:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or any(part in {"..", "."} or "\0" in part for part in parts):
        raise BadInputError(f"{path!r} is not a path in this folder.")
    place = folder
    for part in parts[:-1]:
        place = place / part
        if place.is_symlink():
            raise BadInputError(f"{path} leads over a link, which is not followed.")
    return place / parts[-1]
