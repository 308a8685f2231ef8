from __future__ import annotations

import os
from pathlib import Path

import pytest

from mockint.paths import Home, bank_root, find_home, pack_roots


def test_everything_of_a_user_lies_in_the_home(tmp_path: Path) -> None:
    home = Home(tmp_path)
    places = [getattr(home, name) for name, each in vars(Home).items() if isinstance(each, property)]
    assert len(places) == 7
    assert len(set(places)) == 7
    assert all(place.parent == tmp_path for place in places)


def test_the_override_wins_then_the_variable_then_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCKINT_HOME", str(tmp_path / "variable"))
    assert find_home(tmp_path / "override").root == tmp_path / "override"
    assert find_home().root == tmp_path / "variable"
    monkeypatch.delenv("MOCKINT_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert find_home().root.name == "mockint"
    assert find_home().root.is_absolute()


def test_a_home_is_absolute_whatever_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    assert find_home("here").root == tmp_path / "here"
    assert find_home("~/there").root == tmp_path / "me" / "there"


def test_looking_for_the_home_makes_nothing(tmp_path: Path) -> None:
    find_home(tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_packs_are_a_list_of_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert pack_roots() == ()
    monkeypatch.setenv("MOCKINT_PACKS", os.pathsep.join([str(tmp_path / "a"), "", str(tmp_path / "b")]))
    assert pack_roots() == (tmp_path / "a", tmp_path / "b")


def test_the_bank_lies_beside_the_program() -> None:
    assert bank_root().name == "question_bank"
    assert bank_root().is_dir()
