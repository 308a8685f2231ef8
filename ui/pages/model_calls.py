"""Every call of a model that mockint made: what for, how much, how long, what it cost and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ui.messages import Action, BannerArea
from ui.models import calls as model
from ui.models.calls import CallsModel
from ui.tokens import Space
from ui.widgets.parts import ElidedLabel, EmptyState, button, label
from ui.widgets.tables import ListTable

if TYPE_CHECKING:
    from mockint.app.model_setup import CallsPage, ModelSetup
    from mockint.app.spending import Month
    from mockint.errors import KnownError
    from ui.pages.page import Tools

PAGE_SIZE: Final = 200
_WIDTHS: Final = {
    model.WHEN: 18, model.PURPOSE: 14, model.READ: 9, model.CACHED: 10, model.WRITTEN: 7, model.SECONDS: 7,
    model.PRICE: 13, model.OUTCOME: 13,
}  # fmt: skip
_GIVE_WAY: Final = (model.CACHED, model.SECONDS, model.WRITTEN)
_CELL: Final = 3
_LEAST_NAME: Final = 18


def month_words(month: Month) -> str:
    """What this month has cost, against the cap."""
    cap = f" of at most {month.cap_usd:.2f} USD" if month.cap_usd else ", without a cap"
    unknown = ""
    if month.unknown:
        calls = "1 call has" if month.unknown == 1 else f"{month.unknown:,} calls have"
        unknown = f" {calls} no known price and {'is' if month.unknown == 1 else 'are'} not in it."
    return f"This month (UTC): {month.usd:.2f} USD{cap}.{unknown}"


class ModelCallsView(QWidget):
    """The list, newest first, read a page at a time; the chosen call's fault stands below.

    Signals:
        closed: Back to the settings.
    """

    closed = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._setup: ModelSetup | None = None
        self.banners = BannerArea(tools.theme)
        self.calls = CallsModel(self)
        self.table = ListTable(tools.theme, "Calls of models")
        self.table.setModel(self.calls)
        self.table.set_widths(model.MODEL, _WIDTHS, _GIVE_WAY, least=_LEAST_NAME)
        self.month = label("", "muted", wrap=True)
        self.message = ElidedLabel("", "muted")
        self.back = button("Back to the settings", tip="Back (Escape)")
        self.back.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.setContentsMargins(Space.XL, Space.M, Space.XL, Space.S)
        top.addWidget(label("Model calls", "lead"))
        top.addSpacing(Space.M)
        top.addWidget(self.month, 1)
        top.addWidget(self.back)
        self.empty = EmptyState(
            tools.theme,
            "history",
            "No model was asked yet",
            "Every call of a model stands here with its tokens, its time and its price. Nothing is sent unless you "
            "choose a model as grader or interviewer, or test the connection.",
        )
        holder = QWidget()
        holder.setContentsMargins(Space.L - _CELL, 0, Space.L, 0)
        self._stack = QStackedLayout(holder)
        for widget in (self.table, self.empty):
            self._stack.addWidget(widget)
        foot = QWidget()
        foot.setObjectName("footer")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(Space.XL, Space.S, Space.XL, Space.S)
        row.addWidget(self.message)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.banners)
        column.addWidget(holder, 1)
        column.addWidget(foot)
        self.table.row_chosen.connect(self._show_message)
        self.calls.more_wanted.connect(self._ask_more)
        leave = QAction("Back to the settings", self)
        leave.setShortcut(QKeySequence("Escape"))
        leave.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.triggered.connect(self.closed)
        self.addAction(leave)

    def open(self, setup: ModelSetup) -> None:
        """Read the newest calls and the month."""
        self._setup = setup
        tasks = self._tools.tasks
        tasks.remote(lambda: setup.calls(PAGE_SIZE), self, self._show, self._failed)
        tasks.remote(setup.month, self, lambda month: self.month.setText(month_words(month)), self._failed)

    def _show(self, page: CallsPage) -> None:
        self.banners.clear("calls")
        self.calls.set_calls(page.calls, more=page.more)
        self._stack.setCurrentWidget(self.table if page.calls else self.empty)
        (self.table if page.calls else self.back).setFocus()
        if page.calls:
            self.table.choose_row(0)

    def _ask_more(self) -> None:
        setup, last = self._setup, self.calls.last
        if setup is not None:
            self._tools.tasks.remote(
                lambda: setup.calls(PAGE_SIZE, last),
                self,
                lambda page: self.calls.add_calls(page.calls, more=page.more),
                self._failed,
            )

    def _show_message(self, row: int) -> None:
        self.message.set_whole(self.calls.index(row, model.OUTCOME).data(model.MESSAGE_ROLE) or "" if row >= 0 else "")

    def _failed(self, fault: KnownError) -> None:
        setup = self._setup
        again = None if setup is None else Action("Try again", lambda: self.open(setup))
        self.banners.tell_error(fault, again, key="calls")
