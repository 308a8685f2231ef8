"""Turns a TOML file into a value, or into a problem for each thing in it that is wrong."""

from __future__ import annotations

from typing import TypeVar

from pydantic import ValidationError

from mockint.bank.folder import Folder
from mockint.domain.base import Value

_FileValue = TypeVar("_FileValue", bound=Value)


def parse(files: Folder, name: str, model: type[_FileValue], *, required: bool = True) -> _FileValue | None:
    """The value in a file, or None (and problems) if the file is missing or not in the format."""
    data = files.toml(name, required=required)
    if data is None:
        return None
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for key, sentence in validation_problems(error):
            files.report(name, key, sentence)
    except RecursionError:
        files.report(name, "", "is nested too deeply")
    return None


def validation_problems(error: ValidationError) -> list[tuple[str, str]]:
    """Key and sentence for every fault that Pydantic found."""
    return [(_key(fault["loc"]), _sentence(fault["type"], fault["msg"])) for fault in error.errors()]


def _key(location: tuple[int | str, ...]) -> str:
    key = ""
    for part in location:
        if part == "[key]":  # the key itself is what is wrong
            continue
        key += f"[{part}]" if isinstance(part, int) else f".{part}" if key else part
    return key


def _sentence(kind: str, message: str) -> str:
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return "is not a key of the format"
    return message.removeprefix("Value error, ").removeprefix("Input ")
