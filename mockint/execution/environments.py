"""The Python of a build: the app's own, or an environment in its folder where it lists requirements."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from mockint.errors import ExecutionError

REQUIREMENTS: Final = "requirements.txt"
ENVIRONMENT: Final = ".venv"
_STAMP = "mockint-requirements"
_LIMIT_S = 600.0
_MOST_LINES = 3
_NAME_AND_VERSION = re.compile(r"[A-Za-z0-9][\w.-]*\s*(\[[\w.,\s-]*\])?\s*([<>=!~][^/@]*)?(;[^/@]*)?")
_MOST_BYTES = 100_000


def interpreter_for(folder: Path, progress: Callable[[str], None]) -> Path:
    """The interpreter that stands for ``python`` in a build's command.

    Without ``requirements.txt`` it is the app's own. With one it is that of an environment in the folder, which is
    made anew when the file has changed; packages come from where the user's pip or uv gets them.
    The file may have been written by the candidate's program, and installing is not confined: only wheels are taken,
    which run nothing, and only names with versions, no options, paths or addresses.

    Args:
        folder: The round's folder.
        progress: Told in words what takes time.

    Raises:
        ExecutionError: The environment cannot be made, or a package cannot be installed.
    """
    wanted = _requirements(folder)
    if wanted is None:
        return Path(sys.executable)
    environment = folder.resolve() / ENVIRONMENT
    if environment.is_symlink():
        raise ExecutionError(f"{ENVIRONMENT} is a link to another place.", "Remove it and start again.")
    python, stamp = environment / "bin" / "python", environment / _STAMP
    fingerprint = hashlib.sha256("\n".join(wanted).encode()).hexdigest()
    if python.exists() and _text(stamp) == fingerprint:
        return python
    # Always made anew: what stands there may have been changed by the candidate's program, and it is run below.
    shutil.rmtree(environment, ignore_errors=True)
    uv = shutil.which("uv")
    progress("Making an environment")
    _run([uv, "venv", "--quiet", "--python", sys.executable, str(environment)] if uv else _venv(environment))
    progress("Installing the requirements")
    with_pip = [str(python), "-I", "-m", "pip", "install", "--only-binary", ":all:"]
    _run([*([uv, "pip", "install", "--no-build", "--quiet", "--python", str(python)] if uv else with_pip), *wanted])
    stamp.write_text(fingerprint, encoding="ascii")
    return python


def own_environment(folder: Path, progress: Callable[[str], None]) -> Path | None:
    """The environment of the folder's own, made where it has to be; None where the app's own Python is used.

    Raises:
        ExecutionError: See `interpreter_for`.
    """
    python = interpreter_for(folder, progress)
    return None if python == Path(sys.executable) else python.parents[1]


def _requirements(folder: Path) -> list[str] | None:
    """What the file asks for; None where there is no file or it asks for nothing."""
    try:
        descriptor = os.open(folder / REQUIREMENTS, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise ExecutionError(
            f"{REQUIREMENTS} cannot be read: {fault.strerror}.", "Make it a plain text file, or remove it."
        ) from fault
    with os.fdopen(descriptor, "rb") as file:
        text = file.read(_MOST_BYTES)
    lines = [line.split("#", 1)[0].strip() for line in text.decode("utf-8", "replace").splitlines()]
    asked = [line for line in lines if line]
    for line in asked:
        if _NAME_AND_VERSION.fullmatch(line) is None:
            raise ExecutionError(
                f"{REQUIREMENTS} holds {line[:80]!r}, which is no name of a package with a version.",
                "Leave out options, paths and addresses.",
            )
    return asked or None


def _venv(environment: Path) -> list[str]:
    return [sys.executable, "-m", "venv", str(environment)]


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(
            command,
            cwd="/",  # the folder may hold settings, or modules, that are not ours
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_LIMIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ExecutionError(
            f"The environment was not ready after {_LIMIT_S:.0f} s.", f"Shorten {REQUIREMENTS} and start again."
        ) from None
    except OSError as fault:
        raise ExecutionError(f"The environment cannot be made: {fault.strerror}.", "Start again.") from fault
    if done.returncode != 0:
        lines = [line.strip() for line in done.stdout.decode("utf-8", "replace").splitlines() if line.strip()]
        said = " ".join(lines[-_MOST_LINES:])[:500]
        raise ExecutionError(
            f"The environment cannot be made: {said}", f"Correct {REQUIREMENTS}, or remove it, and start again."
        )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""
