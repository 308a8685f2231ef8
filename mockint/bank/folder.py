"""Reads the files of one question's folder carefully: each fault becomes a problem, each unread file an unknown one."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path
from typing import Any

from mockint.bank.problem import Problem

MAX_FILE_BYTES = 4 * 1024 * 1024
_MAX_ENTRIES = 500
_IGNORED = {"__pycache__"}


class Folder:
    """One folder of text files that may come from a stranger.

    Only regular files of a sane size are opened: a link could lead to the user's own files, a pipe would never end.

    Args:
        root: The folder of the question.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self._known: set[str] = set()
        self._left: tuple[str, ...] = ()

    def report(self, name: str, key: str, problem: str) -> None:
        """Add a problem of the file with this name (relative to the folder; empty for the folder itself)."""
        self.problems.append(Problem.at(self.root / name, key, problem))

    def has(self, name: str) -> bool:
        """Whether something of this name is there, whatever it is."""
        return os.path.lexists(self.root / name)

    def text(
        self, name: str, *, required: bool = True, most_bytes: int = MAX_FILE_BYTES, may_be_empty: bool = False
    ) -> str | None:
        """The text of a file, or None (and a problem, if it is required or cannot be read)."""
        self._known.add(name)
        try:
            text = _read_regular(self.root, name, most_bytes)
        except FileNotFoundError:
            if required:
                self.report(name, "", "is missing")
            return None
        except (OSError, ValueError) as error:
            self.report(name, "", str(error) if isinstance(error, ValueError) else f"cannot be read: {error.strerror}")
            return None
        if required and not may_be_empty and not text.strip():
            self.report(name, "", "is empty")
            return None
        return text

    def texts(self, place: str, *, required: bool = True) -> dict[str, str]:
        """The texts of all files of a folder in it, by their path there; a file that cannot be read is a problem."""
        if not self.has(place):
            if required:
                self.report(place, "", "is missing")
            return {}
        names = sorted(self._walk(self.root / place, f"{place}/"))
        if len(names) > _MAX_ENTRIES:
            self.report(place, "", f"holds more than {_MAX_ENTRIES} files")
        found = ((name, self.text(name, may_be_empty=True)) for name in names[:_MAX_ENTRIES])
        return {name.removeprefix(f"{place}/"): text for name, text in found if text is not None}

    def folders(self, place: str) -> tuple[str, ...]:
        """Names of the folders in a folder in it, sorted."""
        names = self._walk(self.root / place, "") if self.has(place) else []
        return tuple(sorted({name.partition("/")[0] for name in names if "/" in name}))

    def toml(self, name: str, *, required: bool = True, most_bytes: int = MAX_FILE_BYTES) -> dict[str, Any] | None:
        """The tables of a TOML file, or None (and a problem, if it is required or cannot be read)."""
        text = self.text(name, required=required, most_bytes=most_bytes)
        if text is None:
            return None
        try:
            return tomllib.loads(text)
        except ValueError as error:  # also of int(), for a number of thousands of digits
            self.report(name, "", f"is not TOML: {error}")
        except RecursionError:
            self.report(name, "", "is nested too deeply")
        return None

    def leave(self, *places: str) -> None:
        """Count the files at these places as known, where the list that names them could not be read."""
        self._left += places

    def report_unknown(self) -> None:
        """Add a problem for every file that nobody asked for."""
        found = sorted(self._walk(self.root, ""))
        for name in found[:_MAX_ENTRIES]:
            if name not in self._known and not name.startswith(self._left):
                self.report(name, "", "is not a file of the format")
        if len(found) > _MAX_ENTRIES:
            self.report("", "", f"holds more than {_MAX_ENTRIES} files")

    def _walk(self, folder: Path, prefix: str) -> list[str]:
        names: list[str] = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name in _IGNORED or entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        names.extend(self._walk(Path(entry.path), f"{prefix}{entry.name}/"))
                    else:
                        names.append(prefix + entry.name)
        except OSError as error:
            self.report(prefix.rstrip("/"), "", f"cannot be read: {error.strerror}")
        return names


def _read_regular(root: Path, name: str, most_bytes: int) -> str:
    """The text of a regular file of a sane size; a ValueError says what else it is."""
    path = root / name
    for folder in list(Path(name).parents)[:-1]:
        if (root / folder).is_symlink():
            raise ValueError(f"lies behind the link {folder}; links are not read")
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise ValueError("is not a regular file; links and special files are not read")
    if status.st_size > most_bytes:
        raise ValueError(f"is larger than {most_bytes // 1024} KiB")
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8 text") from None
