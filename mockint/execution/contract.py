"""Reads what a build says: replies and their faults, and the reason why a program ended, each in a sentence."""

from __future__ import annotations

import json
import re
import signal
from pathlib import Path
from typing import Any

from mockint.domain.build import BuildReply

_MOST_IDS = 200
_MOST_ID_CHARACTERS = 200
_MOST_SENTENCE = 300
_FRAME = re.compile(r'^ *File "(?P<file>[^"]+)", line (?P<line>\d+)', re.MULTILINE)
_ERROR = re.compile(r"^(?P<error>[A-Za-z_][\w.]*(?:: .*)?)$")


def parse_line(line: bytes) -> dict[str, Any] | None:
    """A printed line as a JSON object; None for any other print."""
    if not line.lstrip().startswith(b"{"):
        return None
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def index_reply(message: dict[str, Any], wall_s: float) -> BuildReply:
    """The reply to ``index``."""
    if message.get("ok") is True:
        return BuildReply(wall_s=wall_s)
    given = _shown(message["ok"]) if "ok" in message else "missing"
    return BuildReply(
        fault="wrong_shape", wall_s=wall_s, message=f'"ok" must be true once the corpus is read; it is {given}.'
    )


def answer_reply(message: dict[str, Any], wall_s: float) -> BuildReply:
    """The reply to ``answer``; what has the right shape is kept beside a fault."""
    faults: list[str] = []
    answer = message.get("answer")
    if "answer" not in message:
        faults.append('"answer" is missing; expected a text, or null to abstain.')
    elif answer is not None and not isinstance(answer, str):
        faults.append(f'"answer" must be a text or null; it is {_shown(answer)}.')
        answer = None
    ids = {name: _ids(message, name, faults) for name in ("citations", "retrieved")}
    return BuildReply(
        answer=answer,
        citations=ids["citations"],
        retrieved=ids["retrieved"],
        fault="wrong_shape" if faults else "",
        wall_s=wall_s,
        message=" ".join(faults),
    )


def _ids(message: dict[str, Any], name: str, faults: list[str]) -> tuple[str, ...]:
    given = message.get(name)
    if name not in message:
        faults.append(f'"{name}" is missing; expected a list of document ids.')
        return ()
    if not isinstance(given, list):
        faults.append(f'"{name}" must be a list of document ids; it is {_shown(given)}.')
        return ()
    kept = tuple(one for one in given if isinstance(one, str) and len(one) <= _MOST_ID_CHARACTERS)
    if len(kept) < len(given):
        wrong = next(one for one in given if not isinstance(one, str) or len(one) > _MOST_ID_CHARACTERS)
        faults.append(f'"{name}" must hold document ids as texts; one of them is {_shown(wrong)}.')
    if len(kept) > _MOST_IDS:
        faults.append(f'"{name}" holds {len(kept)} ids; the first {_MOST_IDS} are kept.')
    return kept[:_MOST_IDS]


def _shown(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def why_ended(exit_code: int | None, errors: str, folder: Path) -> str:
    """Why a program ended: its last error with the candidate's own line, else its exit code.

    Args:
        exit_code: Negative for a signal; None where it is not known.
        errors: The end of what it printed on stderr.
        folder: Its folder; lines of other files are not the candidate's.
    """
    start = errors.rfind("Traceback (most recent call last)")
    told = errors[max(start, 0) :]
    # A syntax error on start has a frame and an error but no heading.
    frames = [(Path(found["file"]), found["line"]) for found in _FRAME.finditer(told)]
    error = next((found["error"] for line in reversed(told.splitlines()) if (found := _ERROR.match(line))), "")
    if frames and error:
        own = [(file, line) for file, line in frames if file.is_relative_to(folder)]
        where = f" ({own[-1][0].relative_to(folder).as_posix()}, line {own[-1][1]})" if own else ""
        return f"The program ended: {error[:_MOST_SENTENCE]}{where}."
    last = next((line.strip() for line in reversed(errors.splitlines()) if line.strip()), "")
    return f"The program ended {_exit_words(exit_code)}{f': {last[:_MOST_SENTENCE]}' if last else ''}."


def why_not_started(command: tuple[str, ...], reason: str) -> str:
    """Why there is no program at all."""
    return f"The command {' '.join(command)!r} cannot be started: {reason}."


def _exit_words(exit_code: int | None) -> str:
    if exit_code is None or exit_code >= 0:
        return f"with exit code {exit_code or 0}"
    try:
        return f"by signal {signal.Signals(-exit_code).name}"
    except ValueError:
        return f"by signal {-exit_code}"
