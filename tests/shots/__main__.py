"""Pictures every screen in every state, each state in a process and a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

STATES = (
    "empty",
    "welcome",
    "demo",
    "rounds",
    "builds",
    "briefs",
    "prose",
    "questions",
    "replays",
    "stories",
    "targets",
    "loops",
    "grading",
    "models",
    "damaged",
)


def main(arguments: list[str]) -> int:
    """Write the pictures of all states into a folder; 1 where a state failed."""
    folder = Path(arguments[0]).absolute()
    failed = []
    for state in STATES:
        with tempfile.TemporaryDirectory(prefix="mockint-shots-") as home:
            environment = {**os.environ, "MOCKINT_HOME": home}
            command = [sys.executable, "-m", "tests.shots.state", state, str(folder), home]
            if subprocess.run(command, env=environment, stderr=subprocess.DEVNULL, check=False).returncode != 0:
                failed.append(state)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
