"""Remembers which questions a bank check found clean, by the hash of everything that it depends on."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import mockint
from mockint.paths import bank_root

_FILE: Final = "bank_check.json"
_log = logging.getLogger(__name__)


class CheckCache:
    """The clean results of earlier checks, one a folder; a result with problems is never kept.

    A file that is missing, damaged or cannot be written costs time and nothing else.

    Args:
        folder: Where the file lies; None to remember nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._path = None if folder is None else folder / _FILE
        self._kept: dict[str, Any] = {} if self._path is None else _read(self._path)
        self._program = ""

    def key(self, folder: Path, *also: object) -> str:
        """The hash of a question's files, of the program that checks them, of the shared rules and of `also`."""
        if not self._program:
            self._program = _program_hash()
        digest = hashlib.sha256(f"{self._program}{also}".encode())
        for path in _files(folder):
            digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode("utf-8", "surrogateescape"))
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def get(self, folder: Path, key: str) -> Mapping[str, Any] | None:
        """What was kept of this folder, if nothing has changed since."""
        found = self._kept.get(str(folder.absolute()))
        return found["result"] if isinstance(found, dict) and found.get("key") == key else None

    def put(self, folder: Path, key: str, result: Mapping[str, Any]) -> None:
        """Keep a clean result, of plain data, in place of an earlier one."""
        self._kept[str(folder.absolute())] = {"key": key, "result": dict(result)}

    def save(self) -> None:
        """Write the file."""
        if self._path is None:
            return
        partial = self._path.with_suffix(f".{os.getpid()}.tmp")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_text(json.dumps(self._kept), encoding="utf-8")
            partial.replace(self._path)
        except OSError as fault:
            _log.warning("the results of the bank check were not kept: %s", fault)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _program_hash() -> str:
    """A hash of the code that checks, and of the skills and rubrics it checks against."""
    digest = hashlib.sha256(f"{sys.version}{sys.platform}".encode())
    bank, package = bank_root(), Path(mockint.__file__).parent
    paths = [bank / "skills.toml", bank / "patterns.toml", *(bank / "rubrics").glob("*.toml"), *package.rglob("*.py")]
    for path in sorted(path for path in paths if path.is_file()):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """Regular files below a folder, sorted; what the reader passes over is passed over here."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__" and not name.startswith("."))
        paths = (Path(root, name) for name in sorted(names) if not name.startswith("."))
        yield from (path for path in paths if path.is_file() and not path.is_symlink())
