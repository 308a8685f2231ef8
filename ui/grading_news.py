"""Tells that a round was graded while its user is elsewhere in the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.grading_desk import GradingDesk, round_of
from ui.messages import Action

if TYPE_CHECKING:
    from mockint.app.grading import Graded
    from mockint.errors import KnownError
    from ui.main_window import MainWindow

_KEY = "graded"


class GradingNews(QObject):
    """One banner for what was graded last; while a round has the window, it waits under it.

    Args:
        open_round: Opens a round.
        shown: The id of the round that has the window; empty for none.
        held_back: Whether a round's result waits until its loop is over.
    """

    def __init__(
        self,
        desk: GradingDesk,
        window: MainWindow,
        open_round: Callable[[str], None],
        shown: Callable[[], str],
        held_back: Callable[[str], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = window
        self._open_round = open_round
        self._shown = shown
        self._held_back = held_back
        desk.ended.connect(self._ended)
        desk.failed.connect(self._failed)

    def _ended(self, name: str, title: str, graded: Graded) -> None:
        if self._shown() == round_of(name):
            return
        show = Action("Show", partial(self._show, round_of(name)))
        reason = failure_of(graded)
        if reason:
            self._window.banners.tell("warn", f"Not graded: {title} - {reason}", show, key=_KEY)
            return
        if self._held_back(round_of(name)):
            self._window.banners.tell("good", f"Graded: {title}. It waits until the loop is over.", key=_KEY)
            return
        left = f" {self._desk.in_line} more to go." if self._desk.in_line else ""
        self._window.banners.tell("good", f"Graded: {title} - {outcome_of(graded)}.{left}", show, key=_KEY)

    def _failed(self, name: str, title: str, fault: KnownError) -> None:
        if self._shown() != round_of(name):
            text = f"Not graded: {title} - {fault}"
            self._window.banners.tell("error", text, Action("Show", partial(self._show, round_of(name))), key=_KEY)

    def _show(self, round_id: str) -> None:
        self._window.banners.clear(_KEY)
        self._open_round(round_id)


def failure_of(graded: Graded) -> str:
    """Why a grader that was asked judged nothing; empty where it judged something, or left the level to the user."""
    from mockint.domain.judgement import Judged, Ungraded

    grade = graded.grade
    open_ = [each for each in grade.judgements if isinstance(each, Ungraded)]
    is_read = any(isinstance(each, Judged) and each.source != "measured" for each in grade.judgements)
    return "" if is_read or not open_ or grade.grader == "offline" else open_[0].reason


def outcome_of(graded: Graded) -> str:
    """A verdict where there is one, else who has read it."""
    from mockint.domain.verdict import VerdictWord

    verdict = graded.grade.verdict
    return graded.grade.source if verdict.word is VerdictWord.NOT_JUDGED else verdict.words
