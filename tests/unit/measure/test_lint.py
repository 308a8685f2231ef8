"""Lint marks come from the real ruff, say where and how grave, and never write or hang."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mockint.measure import lint
from mockint.measure.lint import LintError, LintMark, lint_text


def test_sound_code_has_no_marks() -> None:
    assert lint_text("def double(n: int) -> int:\n    return n * 2\n") == ()


def test_empty_text_has_no_marks() -> None:
    assert lint_text("") == ()


def test_an_unused_import_is_a_warning_with_its_place() -> None:
    assert lint_text("import os\n") == (LintMark(1, 8, 1, 10, "warning", "F401", "`os` imported but unused"),)


def test_an_unknown_name_is_an_error_counted_in_code_points() -> None:
    (mark,) = lint_text('x = "😀😀"; y = zz\n')
    assert (mark.column, mark.end_column, mark.severity, mark.code) == (15, 17, "error", "F821")


def test_broken_syntax_is_an_error() -> None:
    marks = lint_text("def f(:\n")
    assert marks
    assert {mark.severity for mark in marks} == {"error"}
    assert marks[0].line == 1


def test_marks_come_from_top_to_bottom_and_are_capped() -> None:
    marks = lint_text("\n".join(f"unknown_{number}" for number in range(lint.MOST_MARKS + 50)))
    assert [mark.line for mark in marks] == list(range(1, lint.MOST_MARKS + 1))


def test_lone_surrogates_and_null_characters_do_no_harm() -> None:
    assert isinstance(lint_text("x = '\ud800'\n"), tuple)
    assert isinstance(lint_text("x = '\0'\n"), tuple)


def test_the_project_around_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ruff.toml").write_text("[lint]\nselect = ['ALL']\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert lint_text("x = 1\n") == ()
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["ruff.toml"]


def _child(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(lint, "_ruff", lambda: sys.executable)
    monkeypatch.setattr(lint, "_COMMAND", ("-I", "-S", "-c", program))


def test_a_linter_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    _child(monkeypatch, "import signal; signal.pause()")
    with pytest.raises(LintError, match=r"longer than 0\.2 s"):
        lint_text("x = 1\n", timeout_s=0.2)


@pytest.mark.parametrize(
    ("program", "says"),
    [
        ("import sys; sys.exit(101)", "ended with code 101"),
        ("print('{')", "another format"),
        ("print('[{}]')", "another format"),
        ("print('[3]')", "another format"),
    ],
)
def test_a_linter_that_breaks_is_told(monkeypatch: pytest.MonkeyPatch, program: str, says: str) -> None:
    _child(monkeypatch, program)
    with pytest.raises(LintError, match=says):
        lint_text("x = 1\n")


def test_a_missing_linter_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(lint, "_ruff", lambda: str(tmp_path / "ruff"))
    with pytest.raises(LintError, match="could not be started"):
        lint_text("x = 1\n")


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise FileNotFoundError("ruff")

    monkeypatch.setattr("ruff.find_ruff_bin", missing)
    with pytest.raises(LintError, match="ruff is missing"):
        lint_text("x = 1\n")
