"""The program as another program meets it: real processes, their exit codes and what they print."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

REPOSITORY = Path(__file__).parents[2]
_PATIENCE_S = 120


class Answer(NamedTuple):
    """What a command gave.

    Attributes:
        code: Its exit code.
        out: What it printed.
        err: What it said on standard error.
    """

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output."""
        assert self.code == 0, self.err
        assert not self.err, self.err
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """The one line of a refusal, without the program's name."""
        assert self.code == 2, (self.code, self.out, self.err)
        assert self.err.startswith("mockint: ")
        assert self.err.count("\n") == 1, self.err
        assert "Traceback" not in self.err
        assert self.err.rstrip().endswith((".", "!", "?")), self.err
        return self.err.removeprefix("mockint: ").strip()


class Terminal:
    """Runs ``mockint`` in one home, from one folder."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home = home
        self.folder = folder
        self.environment = {**os.environ, "MOCKINT_HOME": str(home), "PYTHONPATH": str(REPOSITORY)}

    def __call__(self, *arguments: str | Path, cwd: Path | None = None, **environment: str) -> Answer:
        done = self.popen(*arguments, cwd=cwd, **environment)
        out, err = done.communicate(timeout=_PATIENCE_S)
        return Answer(done.returncode, out, err)

    def told(self, text: str, *arguments: str | Path) -> Answer:
        """Run a command that reads this text from standard input."""
        done = subprocess.run(
            [sys.executable, "-m", "mockint", *map(str, arguments)],
            cwd=self.folder,
            env=self.environment,
            input=text,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def popen(self, *arguments: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "mockint", *map(str, arguments)],
            cwd=cwd or self.folder,
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@pytest.fixture
def mockint(own_home: Path, tmp_path: Path) -> Terminal:
    folder = tmp_path / "desk"
    folder.mkdir()
    return Terminal(own_home, folder)


def bundled(slug: str, name: str) -> Path:
    """A file of a problem that comes with mockint."""
    return REPOSITORY / "question_bank" / "coding" / slug / name
