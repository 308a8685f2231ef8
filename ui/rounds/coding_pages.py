"""The pages of a coding round's screen; all but the work page are made one by one after the round has opened."""

from __future__ import annotations

from functools import cached_property
from typing import Final, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from mockint.domain.round import Form, Mode
from mockint.rounds.coding import EXPLANATION
from ui.pages.page import Tools
from ui.rounds.code_pane import CodePane
from ui.rounds.controller import CodingController
from ui.rounds.debrief import Debrief
from ui.rounds.header import RoundHeader
from ui.rounds.interviewer_pane import InterviewerPane
from ui.rounds.leave_panel import LeavePanel
from ui.rounds.steps import ExplainStep, PredictStep
from ui.rounds.work_page import WorkPage

_Page = TypeVar("_Page", bound=QWidget)
_LATER: Final = ("interviewer", "leave", "explain", "predict", "debrief")
_PAUSE_MS: Final = 40


def make_work_page(tools: Tools, controller: CodingController, code: CodePane) -> WorkPage:
    """The page to work on; apart from the rest, since it takes a turn of the event loop of its own to make."""
    round_, question = controller.desk.round, controller.desk.question
    form = ", short form" if round_.form is Form.SHORT else ""
    header = RoundHeader(
        tools.theme,
        question.header.title,
        f"Coding · {round_.mode.value.capitalize()}{form}",
        controller.desk.session.plan,
        can_pause=round_.mode is Mode.PRACTICE,
    )
    return WorkPage(tools.theme, tools.state, header, code)


class CodingPages(QStackedWidget):
    """Work, explain, predict, reveal and leave; a page that is not there yet is made when it is first asked for."""

    def __init__(self, tools: Tools, controller: CodingController, work: WorkPage) -> None:
        super().__init__()
        self._tools = tools
        self._controller = controller
        self.work = self._added(work)

    @cached_property
    def interviewer(self) -> InterviewerPane:
        """The talk, in its place on the work page."""
        pane = InterviewerPane(self._tools.theme)
        self.work.side.add_pane(pane)
        self.connect_interviewer(pane)
        return pane

    @cached_property
    def explain(self) -> ExplainStep:
        """Where the explanation is written."""
        desk = self._controller.desk
        page = self._added(ExplainStep(self._tools.theme, desk.question.explanation_minutes))
        page.load(desk.session.document(EXPLANATION))
        self.connect_explain(page)
        return page

    @cached_property
    def predict(self) -> PredictStep:
        """Where the candidate says what they expect."""
        page = self._added(PredictStep(self._tools.theme, self._controller.desk.rubric.criteria))
        self.connect_predict(page)
        return page

    @cached_property
    def debrief(self) -> Debrief:
        """The result."""
        page = self._added(Debrief(self._tools))
        self.connect_debrief(page)
        return page

    @cached_property
    def leave(self) -> LeavePanel:
        """Asks what leaving is meant to be."""
        can_pause = self._controller.desk.round.mode is Mode.PRACTICE
        page = self._added(LeavePanel(self._tools.theme, can_pause=can_pause))
        self.connect_leave(page)
        return page

    def shows(self, name: str) -> bool:
        """Whether the page of this name is the one that is shown; asking makes none."""
        return name in self.__dict__ and self.currentWidget() is self.__dict__[name]

    def make_rest(self) -> None:
        """Make the pages that are not there yet, a turn of the event loop for each."""
        missing = [name for name in _LATER if name not in self.__dict__]
        if missing:
            getattr(self, missing[0])
            QTimer.singleShot(_PAUSE_MS, self, self.make_rest)

    def connect_interviewer(self, pane: InterviewerPane) -> None:
        """Connect the pane once it is made."""
        raise NotImplementedError

    def connect_explain(self, page: ExplainStep) -> None:
        """Connect the page once it is made."""
        raise NotImplementedError

    def connect_predict(self, page: PredictStep) -> None:
        """Connect the page once it is made."""
        raise NotImplementedError

    def connect_debrief(self, page: Debrief) -> None:
        """Connect the page once it is made."""
        raise NotImplementedError

    def connect_leave(self, page: LeavePanel) -> None:
        """Connect the page once it is made."""
        raise NotImplementedError

    def _added(self, page: _Page) -> _Page:
        self.addWidget(page)
        return page
