"""The settings on disk: read with patience, changed one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from mockint.errors import BadInputError
from mockint.settings.file import Scalar, change_file, read_file
from mockint.settings.model import Settings


class Loaded(NamedTuple):
    """The settings in use, and what in the file could not be used.

    Attributes:
        problems: A sentence each.
    """

    settings: Settings
    problems: tuple[str, ...] = ()


class SettingsStore:
    """The settings file of one home."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Loaded:
        """The settings; a missing file gives the defaults, a bad value its default and a sentence."""
        found = read_file(self._path)
        good: dict[str, Any] = {}
        problems = [found.problem] if found.problem else []
        for name, value in found.values.items():
            if name not in Settings.model_fields:
                continue  # of a newer program, or a typing mistake; it stays in the file
            fault = _fault(name, value)
            if fault:
                problems.append(f"{self._path}: {name} {fault}; its default is in use.")
            else:
                good[name] = value
        return Loaded(Settings.model_validate(good), tuple(problems))

    def change(self, name: str, value: object) -> Settings:
        """Set one setting and write it.

        Args:
            name: A field of `Settings`.
            value: The new value, or the text of one; None takes an optional setting back to empty.

        Returns:
            All settings as they are now, with what another process changed meanwhile.

        Raises:
            BadInputError: If there is no such setting or the value does not fit; nothing was written.
            SettingsError: If the file cannot be written.
        """
        if name not in Settings.model_fields:
            raise BadInputError(f"There is no setting {name!r}.", f"There are: {', '.join(Settings.model_fields)}.")
        fault = _fault(name, value)
        if fault:
            raise BadInputError(f"The setting {name} {fault}; it is as it was.")
        change_file(self._path, name, _scalar(getattr(Settings.model_validate({name: value}), name)))
        return self.load().settings


def _fault(name: str, value: object) -> str:
    """What is wrong with a value, in words that go on from the setting's name; empty if it is good."""
    try:
        Settings.model_validate({name: value})
    except ValidationError as fault:
        return f"cannot be {value!r}: {fault.errors(include_url=False)[0]['msg'].lower()}"
    return ""


def _scalar(value: Any) -> Scalar | None:
    if isinstance(value, StrEnum):
        return value.value
    scalar: Scalar | None = value
    return scalar


def values_of(settings: Settings) -> Mapping[str, Scalar | None]:
    """Every setting as plain data, for JSON output and tests."""
    return {name: _scalar(getattr(settings, name)) for name in Settings.model_fields}
