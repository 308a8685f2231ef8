"""Lints a text of Python with ruff, in a child process that writes nothing: syntax errors, unknown names, unused things."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
from typing import Any, Final, Literal, NamedTuple

from mockint.errors import KnownError

TIMEOUT_S: Final = 5.0
MOST_MARKS: Final = 100
_COMMAND: Final = (
    "check",
    "-",
    "--output-format",
    "json",
    "--isolated",
    "--no-cache",
    "--select",
    "E9,F",
    "--target-version",
    "py311",
)
#: Findings that make the code fail when the line is reached; all others only look wrong.
_ERRORS: Final = ("E9", "F82", "F7", "F5")


class LintError(KnownError):
    """The linter is missing, crashed, or took too long on this text."""


class LintMark(NamedTuple):
    """One finding.

    Attributes:
        line: Line, from 1.
        column: First column, from 1, in code points.
        end_line: Line of the end, from 1.
        end_column: The column after the last one, from 1, in code points.
        severity: An ``error`` fails when it is reached; a ``warning`` looks wrong.
        code: Ruff's rule, such as ``F401``; ``invalid-syntax`` for text that is no Python.
        message: What is wrong, in ruff's words.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    severity: Literal["error", "warning"]
    code: str
    message: str


def lint_text(text: str, timeout_s: float = TIMEOUT_S) -> tuple[LintMark, ...]:
    """Lint a text.

    Args:
        text: A Python module's source.
        timeout_s: Seconds after which the linter is ended.

    Returns:
        The findings from top to bottom, at most `MOST_MARKS`.

    Raises:
        LintError: If ruff is missing, crashed, took too long or answered something else than its format.
    """
    try:
        done = subprocess.run(
            [_ruff(), *_COMMAND],
            input=text.encode("utf-8", "replace"),
            capture_output=True,
            timeout=timeout_s,
            env={name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise LintError(f"The linter took longer than {timeout_s:g} s, so this text has no lint marks.") from fault
    except OSError as fault:
        raise LintError("The linter could not be started, so there are no lint marks.", "Reinstall mockint.") from fault
    if done.returncode not in {0, 1}:
        raise LintError(f"The linter ended with code {done.returncode}, so this text has no lint marks.")
    return _marks(done.stdout)


def _ruff() -> str:
    try:
        return str(importlib.import_module("ruff").find_ruff_bin())
    except FileNotFoundError as fault:
        raise LintError("The linter ruff is missing, so there are no lint marks.", "Reinstall mockint.") from fault


def _marks(output: bytes) -> tuple[LintMark, ...]:
    try:
        marks = [_mark(found) for found in json.loads(output)]
    except (ValueError, LookupError, TypeError) as fault:
        raise LintError("The linter answered in another format than expected, so there are no lint marks.") from fault
    return tuple(sorted(marks)[:MOST_MARKS])


def _mark(found: dict[str, Any]) -> LintMark:
    code = found["code"] or "invalid-syntax"
    start, end = found["location"], found["end_location"]
    is_error = code == "invalid-syntax" or code.startswith(_ERRORS)
    return LintMark(
        line=int(start["row"]),
        column=int(start["column"]),
        end_line=int(end["row"]),
        end_column=int(end["column"]),
        severity="error" if is_error else "warning",
        code=str(code),
        message=str(found["message"]),
    )
