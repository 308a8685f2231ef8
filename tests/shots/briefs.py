"""Scenes of a take-home: the points before the start, its work page with checks, the measured result."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.helpers.briefs import FORGETFUL, SLUG, WHOLE, write_brief
from ui.pages.practice import PracticePage
from ui.pages.question_pane import QuestionPane
from ui.rounds.brief_screen import BriefScreen
from ui.shots import Scene

if TYPE_CHECKING:
    from ui.application import WindowApp

QUESTION = f"take_home/{SLUG}"


def prepare(root: Path) -> None:
    """Put the brief of the tests into a pack of the home."""
    os.environ["MOCKINT_PACKS"] = str(write_brief(root / "pack"))


def brief_scenes() -> tuple[Scene, ...]:
    """The scenes, in the order in which a candidate comes by them."""
    return (
        Scene("brief-points", _look_for, lambda r: _pane(r)._weights.count() > 0),
        Scene("brief-fresh", _start, _has_round),
        Scene("brief-check", _then(lambda s: s._check()), _is_checked),
        Scene("brief-check-failed", _then(_forget), _is_checked),
        Scene("brief-predict", _then(lambda s: s._submit()), lambda r: _screen(r).shows("predict")),
        Scene("brief-result", _then(lambda s: s._reveal()), lambda r: _is_measured(r, at=0)),
        Scene("brief-parts", _then(lambda _: None), lambda r: _is_measured(r, at=1)),
    )


def _screen(running: WindowApp) -> BriefScreen:
    found = running.window.round_widget
    assert isinstance(found, BriefScreen)
    return found


def _pane(running: WindowApp) -> QuestionPane:
    page = running.window.page("practice")
    assert isinstance(page, PracticePage)
    return page.pane


def _then(do: Callable[[BriefScreen], object]) -> Callable[[WindowApp], None]:
    return lambda running: (do(_screen(running)), None)[1]


def _look_for(running: WindowApp) -> None:
    running.window.close_round()
    running.window.go_to("practice")
    page = running.window.page("practice")
    assert isinstance(page, PracticePage)
    page.filter_box.setText("keeper of notes")


def _start(running: WindowApp) -> None:
    assert running.tools is not None
    running.tools.tasks.store(
        lambda services: services.start_round(QUESTION, "practice", "full"), running, running.open_round
    )


def _has_round(running: WindowApp) -> bool:
    found = running.window.round_widget
    is_there = isinstance(found, BriefScreen) and found._talk is not None and found._talk.is_here
    return is_there and found.work.tree.files.rowCount() > 0


def _forget(screen: BriefScreen) -> None:
    for path, text in {**WHOLE, "candidate/keeper.py": FORGETFUL}.items():
        screen._edited(path, text)
        screen.work.editors.replace_text(path, text)
    screen.work.console.model.show(())
    screen._check()


def _is_checked(running: WindowApp) -> bool:
    screen = _screen(running)
    return not screen._controller.is_busy and screen.work.console.model.rowCount() > 0


def _is_measured(running: WindowApp, at: int) -> bool:
    screen = _screen(running)
    shown = screen.debrief._shown
    if shown is None or not shown.grader or screen.debrief._place is not None or not screen.debrief._build.count():
        return False
    bar = screen.debrief._scroll.verticalScrollBar()
    bar.setValue(screen.debrief._build.geometry().top() if at else 0)
    return True
