"""What a program may read: never the app, wherever it is installed, and nothing by a link of the candidate's."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mockint.execution import places
from mockint.execution.places import places_of


def is_open(found: list[tuple[str, places.Kind]], place: Path, kinds: str) -> bool:
    return any(kind in kinds and place.is_relative_to(root) for root, kind in found)


def test_an_app_among_other_packages_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = tmp_path / "env" / "lib" / "python3.11" / "site-packages"
    for name in ("mockint", "ui", "question_bank", "numpy"):
        (packages / name).mkdir(parents=True)
    (tmp_path / "env" / "bin").mkdir()
    python = tmp_path / "env" / "bin" / "python"
    python.symlink_to(sys.executable)
    monkeypatch.setattr(places, "HIDDEN", frozenset(packages / name for name in ("mockint", "ui", "question_bank")))
    found = places_of(tmp_path / "round", python, (), is_found=False)
    assert is_open(found, packages / "numpy", "r")
    assert is_open(found, packages, "l")
    for name in ("mockint", "ui", "question_bank"):
        assert not is_open(found, packages / name, "rw")


def test_the_app_that_runs_now_is_left_out(tmp_path: Path) -> None:
    found = places_of(tmp_path, Path(sys.executable), (), is_found=False)
    assert not any(is_open(found, hidden, "rw") for hidden in places.HIDDEN)
    assert is_open(found, Path(sys.prefix) / "lib", "r")
    assert is_open(found, Path(sys.base_prefix) / "lib", "r")
    assert not is_open(found, Path.home() / ".ssh", "rwl")


def test_links_of_the_candidate_open_nothing(tmp_path: Path) -> None:
    folder, secret = tmp_path / "round", tmp_path / "secret"
    (secret / "bin").mkdir(parents=True)
    (secret / "bin" / "python").touch()
    folder.mkdir()
    (folder / ".venv").symlink_to(secret)
    found = places_of(folder, folder / ".venv" / "bin" / "python", (folder / ".venv",), is_found=False)
    assert not is_open(found, secret / "bin", "rw")
    (folder / ".venv").unlink()
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "lib").symlink_to(secret)
    (folder / ".venv" / "bin" / "python").symlink_to(secret / "bin" / "python")
    found = places_of(folder, folder / ".venv" / "bin" / "python", (folder / ".venv",), is_found=False)
    assert not is_open(found, secret, "rw")
