"""The settings file as text: reading and changing single lines of TOML, with the standard library alone.

A change touches the line of its key and nothing else, so that comments, unknown keys and tables of a newer program stay.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from mockint.errors import SettingsError

Scalar = str | bool | int | float | date
"""What a setting can be."""

_HEAD = "# mockint's settings. What is missing here is at its default; unknown lines are kept.\n"
_TABLE = re.compile(r"^\s*\[", re.MULTILINE)


class Read(NamedTuple):
    """What stands in a settings file.

    Attributes:
        values: All keys, those of tables nested; empty for a file that is missing or broken.
        problem: Why nothing could be read, as a sentence; empty if all is well.
    """

    values: Mapping[str, object]
    problem: str = ""


def read_file(path: Path) -> Read:
    """Read a settings file; a broken one is told, never raised: the program starts with the defaults."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Read({})
    except (OSError, UnicodeDecodeError) as fault:
        return Read({}, f"The settings {path} cannot be read ({fault}); the defaults are in use.")
    try:
        return Read(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        return Read({}, f"The settings {path} are broken ({fault}); the defaults are in use.")


def change_file(path: Path, name: str, value: Scalar | None) -> None:
    """Write one setting; the file is replaced as a whole or not at all.

    A broken file is kept beside the new one, with ``.broken`` at its end.

    Args:
        path: The settings file; it and its folder are made if they are missing.
        name: The key.
        value: None removes the line.

    Raises:
        SettingsError: If the file cannot be written; then it is as it was.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _replace(path, changed_text(_sound_text(path), name, value))
    except OSError as fault:
        raise SettingsError(
            f"The settings {path} cannot be written: {fault.strerror}; they are as they were.",
            "Make the file and its folder writable, or free some space.",
        ) from fault


def changed_text(text: str, name: str, value: Scalar | None) -> str:
    """A sound TOML text with one key of its top level set or removed.

    Args:
        text: Sound TOML.
        name: A bare key.
        value: None removes the key.
    """
    wanted = dict(tomllib.loads(text))
    wanted.pop(name, None)
    if value is not None:
        wanted[name] = value
    line = "" if value is None else f"{name} = {format_scalar(value)}\n"
    key = re.compile(rf"^[ \t]*(?:{name}|\"{name}\"|'{name}')[ \t]*=.*(?:\n|\Z)", re.MULTILINE)
    for found in key.finditer(text):
        candidate = text[: found.start()] + line + text[found.end() :]
        if _says(candidate, wanted):
            return candidate
    for place in _places_for_a_line(text):
        candidate = text[:place] + line + text[place:]
        if _says(candidate, wanted):
            return candidate
    # The key stands there in a way that no single line can change (over several lines): what is simple is kept.
    return _HEAD + "".join(
        f"{json.dumps(key)} = {format_scalar(each)}\n"
        for key, each in wanted.items()
        if isinstance(each, str | bool | int | float | date)
    )


def format_scalar(value: Scalar) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        # JSON's escapes are TOML's, but for DEL, which TOML wants escaped, and for pairs of surrogates.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)


def _places_for_a_line(text: str) -> list[int]:
    """Where a new line may go: before a table, else at the end; the first that parses as wanted is right."""
    return [*(found.start() for found in _TABLE.finditer(text)), len(text)]


def _says(text: str, wanted: Mapping[str, object]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _sound_text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return _HEAD
    try:
        text = raw.decode("utf-8").replace("\r\n", "\n")
        tomllib.loads(text)
    except ValueError:
        path.replace(path.with_name(f"{path.name}.broken"))
        return _HEAD
    return text if not text or text.endswith("\n") else text + "\n"


def _replace(path: Path, text: str) -> None:
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
