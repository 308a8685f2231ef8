"""Lint marks follow the text, never an older one."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest

from mockint.measure.lint import LintError, LintMark, lint_text
from tests.gui.editor.conftest import PlainDriver
from ui.editor.lint_loop import LintLoop, to_mark


class ByHand:
    """A background that works when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []

    def __call__(self, work: Callable[[], Any], done: Callable[[Any], None], /) -> None:
        self.waiting.append((work, done))

    def finish(self) -> None:
        work, done = self.waiting.pop(0)
        done(work())


def test_marks_come_after_a_pause_in_typing(plain_driver: PlainDriver) -> None:
    background = ByHand()
    LintLoop(plain_driver.editor, lint_text, background, delay_ms=1)
    plain_driver.type("x = zz")
    assert background.waiting == []
    plain_driver.wait(lambda: bool(background.waiting))
    background.finish()
    assert [(m.line, m.column, m.end_column, m.message) for m in plain_driver.marks()] == [
        (1, 5, 7, "Undefined name `zz` (F821)")
    ]


def test_marks_of_an_older_text_are_not_shown_and_the_new_one_is_linted(plain_driver: PlainDriver) -> None:
    background = ByHand()
    loop = LintLoop(plain_driver.editor, lint_text, background, delay_ms=1)
    plain_driver.editor.set_text(" = zz\n")
    loop.check_now()
    plain_driver.type("x")
    loop.check_now()  # one at a time
    assert len(background.waiting) == 1
    background.finish()
    assert plain_driver.marks() == []
    plain_driver.wait(lambda: bool(background.waiting))
    background.finish()
    assert [mark.message for mark in plain_driver.marks()] == ["Undefined name `zz` (F821)"]


def test_a_fault_takes_the_marks_away_and_is_told_once(
    plain_driver: PlainDriver, caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest
) -> None:
    request.node.add_marker(pytest.mark.expects_log)
    answers: list[tuple[LintMark, ...] | LintError] = [
        (LintMark(1, 1, 1, 2, "error", "E999", "wrong"),),
        LintError("The linter is gone."),
        LintError("The linter is gone."),
    ]

    def lint(_text: str) -> tuple[LintMark, ...]:
        answer = answers.pop(0)
        if isinstance(answer, LintError):
            raise answer
        return answer

    background = ByHand()
    loop = LintLoop(plain_driver.editor, lint, background)
    plain_driver.editor.set_text("x")
    counts = []
    for _ in range(3):
        loop.check_now()
        background.finish()
        counts.append(len(plain_driver.marks()))
    assert counts == [1, 0, 0]
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING] == ["The linter is gone."]


def test_a_finding_over_several_lines_marks_the_rest_of_its_first() -> None:
    assert to_mark(LintMark(2, 3, 5, 1, "warning", "F401", "m")).end_column == 0
