"""Says what this machine can do for mockint: tried, not guessed, and each problem with what to do about it."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from typing import Any, NamedTuple

from mockint.app.grader_state import grader_state
from mockint.app.history import check
from mockint.app.services import Services
from mockint.domain.judging import JudgeSpec, TestCase, TestVerdict
from mockint.errors import KnownError
from mockint.execution.judge import Judge
from mockint.settings.secrets import looks_secret

_TRIAL = JudgeSpec(entry_point="double", tests=(TestCase(args=(21,), expected=42),))
_PROBE_TIMEOUT_S = 60.0
_ANY_DISPLAY = ("DISPLAY", "WAYLAND_DISPLAY")
_DISPLAYLESS_PLATFORMS = ("offscreen", "minimal", "vnc")
HOW_TO_SEE_THE_WINDOW = (
    "Start it from a desktop session, through 'ssh -X', or under 'xvfb-run'; every round also runs from the command "
    "line ('mockint list', then 'mockint start QUESTION')."
)


class Trouble(NamedTuple):
    """Something that is not as it could be, and what to do about it."""

    what: str
    how: str


class Diagnosis(NamedTuple):
    """What was found.

    Attributes:
        document: The answer of ``mockint doctor --json``.
        troubles: The problems again, for the window.
    """

    document: dict[str, Any]
    troubles: tuple[Trouble, ...]


def diagnose(services: Services, *, try_grader: bool = False) -> Diagnosis:
    """Try everything that a round needs: Python, Qt, display, editor, sandbox, history.

    ``ok`` says that rounds can run; a missing display or key is a problem that is listed, but not in the way.

    Args:
        services: What is to be looked at.
        try_grader: Ask the grader's server as well; else nothing leaves the machine.
    """
    troubles: list[Trouble] = []
    blocking: list[Trouble] = []
    qt = _probe("import PySide6, PySide6.QtWidgets; print(PySide6.__version__)")
    if qt.failed:
        troubles.append(
            Trouble(f"Qt cannot be loaded: {qt.told}.", "'python3 dev.py run' names the missing libraries.")
        )
    editor = _editor(troubles)
    display = display_name()
    if display is None:
        troubles.append(Trouble("There is no display for the window.", HOW_TO_SEE_THE_WINDOW))
    isolation = _isolation(services, blocking, troubles)
    database = _database(services, blocking)
    grader = grader_state(services, try_it=try_grader)
    if grader.problem:
        troubles.append(Trouble(grader.problem, grader.advice))
    found = (*blocking, *troubles)
    document = {
        "ok": not blocking,
        "python": platform.python_version(),
        "qt": None if qt.failed else qt.told,
        "display": display,
        "editor": editor,
        "isolation": isolation,
        "database": database,
        "grader": grader.document(),
        "home": str(services.home.root),
        "problems": [trouble._asdict() for trouble in found],
    }
    return Diagnosis(document, found)


def display_name() -> str | None:
    """The display a window would open on; None where there is none (Linux without X or Wayland)."""
    forced = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if forced in _DISPLAYLESS_PLATFORMS:
        return forced
    if sys.platform in ("darwin", "win32"):
        return sys.platform
    return next((os.environ[name] for name in _ANY_DISPLAY if os.environ.get(name)), None)


class _Probe(NamedTuple):
    failed: bool
    told: str


def _probe(source: str) -> _Probe:
    """Run a line of Python in a process of its own: a library that cannot be loaded may take a process with it."""
    try:
        ended = subprocess.run(
            [sys.executable, "-c", source],
            check=False,
            capture_output=True,
            text=True,
            timeout=_PROBE_TIMEOUT_S,
            env={
                **{name: value for name, value in os.environ.items() if not looks_secret(name)},
                "QT_LOGGING_RULES": "*=false",
            },
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        return _Probe(failed=True, told=str(fault))
    if ended.returncode == 0:
        return _Probe(failed=False, told=ended.stdout.strip())
    lines = ended.stderr.strip().splitlines()
    return _Probe(failed=True, told=lines[-1] if lines else f"it ended with code {ended.returncode}")


def _editor(troubles: list[Trouble]) -> str:
    """Which editor a round would get, by the window's own test; by name, since the core knows nothing of the window."""
    tried = _probe(
        "from ui.editor.loading import import_monaco, load_monaco; print(load_monaco() or import_monaco() or '')"
    )
    if not tried.failed and not tried.told:
        return "monaco"
    reason = tried.told if not tried.failed else f"Monaco cannot be loaded: {tried.told}."
    troubles.append(Trouble(reason, "Rounds use the plain editor until then."))
    return "plain"


def _isolation(services: Services, blocking: list[Trouble], troubles: list[Trouble]) -> dict[str, Any]:
    try:
        level, layers, statement = services.pool.isolation()
        report = Judge(services.pool).judge(_TRIAL, "def double(n):\n    return 2 * n\n")
    except KnownError as fault:
        blocking.append(Trouble(fault.what, fault.how))
        return {"level": None, "layers": []}
    if report.verdict is not TestVerdict.ACCEPTED:
        blocking.append(Trouble(f"Code cannot be judged on this machine: {report.message}", "The log tells more."))
    if statement:
        troubles.append(Trouble(statement, "Packs from elsewhere stay shut."))
    return {"level": level.value, "layers": list(layers)}


def _database(services: Services, blocking: list[Trouble]) -> dict[str, Any]:
    try:
        told = check(services)
    except KnownError as fault:
        blocking.append(Trouble(fault.what, fault.how))
        return {"path": str(services.home.database), "revision": None, "integrity": None}
    blocking += [
        Trouble(f"The history is damaged: {problem}.", "Put a copy back with 'mockint db restore'.")
        for problem in told["problems"]
    ]
    return told
