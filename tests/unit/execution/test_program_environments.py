"""A build's Python is the app's own unless it asks for packages, and asking is all that a requirement can do."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from mockint.errors import ExecutionError
from mockint.execution.environments import interpreter_for


def quiet(_: str) -> None:
    pass


@pytest.mark.parametrize("text", [None, "", "# nothing yet\n\n"])
def test_without_requirements_it_is_the_apps_own(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "requirements.txt").write_text(text)
    assert interpreter_for(tmp_path, quiet) == Path(sys.executable)
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize(
    "line",
    ["-e ./mine", "--pre", "./mine", "/etc", "mine/part", "mine @ file:///x", "git+ssh://x/y", "-r other.txt"],
)
def test_a_requirement_is_a_name_with_a_version(tmp_path: Path, line: str) -> None:
    (tmp_path / "requirements.txt").write_text(f"numpy>=2\n{line}\n")
    with pytest.raises(ExecutionError, match="no name of a package"):
        interpreter_for(tmp_path, quiet)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("numpy")
    (tmp_path / "requirements.txt").symlink_to(tmp_path / "secret")
    with pytest.raises(ExecutionError, match="cannot be read"):
        interpreter_for(tmp_path, quiet)


def test_an_environment_that_is_up_to_date_is_used_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("numpy >= 2  # for vectors\nidna[all]==3.0; python_version > '3'\n")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    asked = "numpy >= 2\nidna[all]==3.0; python_version > '3'"
    (tmp_path / ".venv" / "mockint-requirements").write_text(hashlib.sha256(asked.encode()).hexdigest())
    assert interpreter_for(tmp_path, quiet) == python
