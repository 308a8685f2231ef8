"""Starts what is measured in a process of its own: the window with a pack of trivial questions, or one widget."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from mockint.paths import Home
from mockint.settings.store import SettingsStore
from tests.helpers.packs import write_trivial

_PATIENCE_S = 300.0


def drive(what: str, editor: str = "monaco", **more: str) -> dict[str, Any]:
    """What `tests.bench.window_driver` measured.

    Args:
        what: Which of its measurements.
        editor: The user's setting.
        more: Variables of the environment.

    Raises:
        RuntimeError: If it ended without an answer.
    """
    with tempfile.TemporaryDirectory() as scratch:
        pack = Path(scratch) / "pack"
        for count in (3, 50):
            write_trivial(pack, f"double-{count}", count)
        home = Path(scratch) / "home"
        SettingsStore(Home(home).settings).change("editor", editor)
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "MOCKINT_PACKS": str(pack), **more}
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            environment["QTWEBENGINE_CHROMIUM_FLAGS"] = "--no-sandbox"
        ended = subprocess.run(
            [sys.executable, "-m", "tests.bench.window_driver", what, str(home)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
            check=False,
        )
    lines = [line for line in ended.stdout.splitlines() if line.startswith("{")]
    if ended.returncode != 0 or not lines:
        raise RuntimeError(f"the window driver ended with {ended.returncode}: {ended.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(lines[-1])
    return found


def apart(module: str) -> dict[str, list[float]]:
    """What a bench measured when it ran as a program, in a process of its own and without a screen."""
    told = subprocess.run(
        [sys.executable, "-m", module],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=_PATIENCE_S,
        check=True,
    ).stdout
    found: dict[str, list[float]] = json.loads(told.splitlines()[-1])
    return found
