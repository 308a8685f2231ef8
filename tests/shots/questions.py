"""Scenes of a behavioral round of four questions, from the list to the debrief."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mockint.app import grading
from mockint.paths import bank_root
from mockint.rounds.behavioral import ANSWER
from ui.pages.practice import PracticePage
from ui.pages.question_pane import ROUND
from ui.rounds.behavioral_screen import BehavioralScreen
from ui.shots import Scene

if TYPE_CHECKING:
    from ui.application import WindowApp

_LEVELS = (3, 2, 4)


def question_scenes() -> tuple[Scene, ...]:
    """The scenes in order; each goes on where the one before it stopped."""
    return (
        Scene("four-offer", _offer),
        Scene("four-fresh", _start, _has_round),
        Scene("four-second", _then(_second)),
        Scene("four-paused", _then(lambda screen: screen._pause())),
        Scene("four-predict", _then(_hand_in), lambda r: _screen(r).shows("predict")),
        Scene("four-result", _then(_reveal), _has_records),
        Scene("four-judged", _then(_judge), _is_judged),
        Scene("four-question", _then(lambda screen: screen.debrief.questions.setCurrentIndex(2)), _is_laid_out),
    )


def _screen(running: WindowApp) -> BehavioralScreen:
    found = running.window.round_widget
    assert isinstance(found, BehavioralScreen)
    return found


def _then(do: Callable[[BehavioralScreen], object]) -> Callable[[WindowApp], None]:
    return lambda running: (do(_screen(running)), None)[1]


def _offer(running: WindowApp) -> None:
    running.window.close_round()
    running.window.go_to("practice")
    page = running.window.page("practice")
    assert isinstance(page, PracticePage)
    page.show_question("behavioral/failed-in-production")
    page.pane.form.segment(ROUND).click()


def _start(running: WindowApp) -> None:
    assert running.tools is not None
    running.tools.tasks.store(
        lambda services: services.start_round("behavioral", "practice", "full"), running, running.open_round
    )


def _has_round(running: WindowApp) -> bool:
    found = running.window.round_widget
    return isinstance(found, BehavioralScreen) and found._talk is not None and found._talk.is_here


def _second(screen: BehavioralScreen) -> None:
    for position in range(2):
        screen._controller.open_item(position)
        question = screen._controller.desk.question.header.ref
        sample = (bank_root() / question / "samples" / "level-3.md").read_text(encoding="utf-8")
        screen._edited(ANSWER, sample)
        screen.work.load(ANSWER, sample, 40)
    screen.work.focus_editor()


def _hand_in(screen: BehavioralScreen) -> None:
    screen._pause()
    screen.hand_in()


def _reveal(screen: BehavioralScreen) -> None:
    for _ in range(4):
        next(iter(screen.predict.levels.values())).set_value("3")
        screen.predict.reveal.click()


def _has_records(running: WindowApp) -> bool:
    """Whether the estimates are there: they are made after a moment, one after another."""
    records = _screen(running).debrief._records
    return bool(records) and all(record.grades[-1].grader for record in records)


def _judge(screen: BehavioralScreen) -> None:
    """Give three of the four questions levels of one's own, as a user would at the debrief."""
    services = screen._controller.services
    for record, level in zip(screen.debrief._records, _LEVELS, strict=False):
        levels = {criterion.id: level for criterion in record.rubric.criteria}
        own = grading.make_grader(services, "self", levels=levels)  # type: ignore[arg-type]
        grading.grade_round(services, record.round.id, own, position=record.item.position)
    screen._controller.refresh_records(screen.debrief.show_records)


def _is_judged(running: WindowApp) -> bool:
    records = _screen(running).debrief._records
    return bool(records) and records[0].grades[-1].grader == "self"


def _is_laid_out(running: WindowApp) -> bool:
    return _screen(running).debrief._place is None
