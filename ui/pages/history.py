"""History: every round that was taken, to look at again, to go on with, or to remove."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from mockint.domain.changes import Changes
from mockint.domain.wanted import EVERYTHING, Wanted
from ui import words
from ui.models import rounds as model
from ui.models.rounds import RoundsModel, comparable, tells
from ui.pages.compare_view import CompareView
from ui.pages.history_files import ReportFiles
from ui.pages.history_filters import FilterBar
from ui.pages.page import Page, Tools
from ui.pages.past_view import PastView
from ui.pages.patterns_view import PatternsView
from ui.services_port import PAGE
from ui.tokens import Space
from ui.widgets.parts import ElidedLabel, EmptyState, button, label
from ui.widgets.tables import ListTable

if TYPE_CHECKING:
    from mockint.domain.wanted import Place
    from mockint.errors import KnownError
    from ui.services_port import QuestionShelf, RoundsPage, RoundSummary, Services

_WIDTHS = {model.KIND: 20, model.WHEN: 21, model.STATE: 13, model.OUTCOME: 33, model.SOURCE: 12}
_GIVE_WAY = (model.SOURCE, model.KIND, model.STATE)
_CELL = 3
_WORDS_KEY = "history/words"
_TABLE, _EMPTY, _NOTHING = range(3)
_ACTIONS, _QUESTION, _OTHER = range(3)
_T = TypeVar("_T")


class _Found(NamedTuple):
    """A first page, what was asked for, and how many rounds there are in all."""

    wanted: Wanted
    page: RoundsPage
    whole: int


class HistoryPage(Page):
    """The rounds, newest first; what can be done with the chosen one stands below.

    Signals:
        replay_wanted: The user wants to see this round as it went.
    """

    replay_wanted = Signal(str)

    title = "History"
    watches = Changes(rounds=True, grades=True)

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.rounds = RoundsModel(self)
        self._wanted = Wanted()
        self.filters = FilterBar(tools.theme)
        self.search = self.filters.search
        self.table = ListTable(tools.theme, "Rounds")
        self.resume = button("Resume", "primary", tip="Go on with this round (Enter)")
        self.look = button("Open", "primary", tip="See this round again (Enter)")
        self.replay = button("Replay", tip="See again how the round went")
        self.report = button("Report", tip="Show the report in the browser")
        self.export = button("Export...", tip="Save the report as a file")
        self.delete = button("Delete...", "danger", tip="Remove this round for good (Del)")
        self.confirm_words = label("", wrap=True)
        self.confirm = button("Delete for good", "danger")
        self.keep = button("Keep it")
        self.compare = button("Compare...", tip="Set this round beside another one of its kind")
        self.other_words = ElidedLabel("")
        self.go_compare = button("Compare", "primary", tip="Show both side by side (Enter)")
        self.no_compare = button("Cancel", tip="Compare nothing (Esc)")
        self.comparison = CompareView(tools.theme)
        self.common = button(
            "Patterns", tip="What the last rounds have in common: trends, forecasts, time, what comes back"
        )
        self.patterns = PatternsView(tools.theme)
        self.files = ReportFiles(self)
        self._left: RoundSummary | None = None
        self._build()
        self._connect()
        self.search.setText(tools.state.text(_WORDS_KEY))
        self.filters.later.stop()

    def preferred_focus(self) -> QWidget:
        """The list, the way to a first round, or the way back from what is shown in the list's place."""
        view = self._views.currentWidget()
        if isinstance(view, PastView):
            return view.back
        empty = self.empty.action
        return self.table if self._stack.currentIndex() == _TABLE or empty is None else empty

    def load(self) -> None:
        """Ask for the rounds, and for the questions that can be filtered by."""
        self._find()
        self.ask(lambda services: services.questions(), self._offer_questions, key="questions")

    def _find(self) -> None:
        """Ask for the rounds that the filters let through, down to the chosen one."""
        filters = self.filters.filters()
        limit = max(PAGE, self.table.current_row() + PAGE // 2)

        def find(services: Services) -> _Found:
            wanted = filters.wanted(services.today())
            page = services.history(wanted, limit)
            whole = services.history(EVERYTHING, 1).total if filters.is_on else page.total
            return _Found(wanted, page, whole)

        self.ask(find, self._show, failed=self._not_read)

    def _offer_questions(self, shelf: QuestionShelf) -> None:
        """The questions that were answered; of the others there is no round."""
        self.filters.set_questions([(one.ref, one.title) for one in shelf.entries if one.seen])

    def _load_more(self, behind: Place) -> None:
        wanted = self._wanted
        self.ask(
            lambda services: services.history(wanted, PAGE, behind),
            lambda page: self.rounds.add_page(behind, page),
            failed=lambda _: self.rounds.give_up(behind),
        )

    def _show(self, found: _Found) -> None:
        self._wanted, page = found.wanted, found.page
        chosen = self._chosen()
        row = self.table.current_row()
        rounds = page.rounds
        self.rounds.set_page(page)
        whole = words.counted(found.whole, "round")
        self.aside.setText(f"{page.total:,} of {whole}" if self.filters.filters().is_on else whole)
        self.filters.setEnabled(bool(found.whole))
        self._stack.setCurrentIndex(_TABLE if rounds else _NOTHING if found.whole else _EMPTY)
        if not rounds and found.whole:
            hidden = "The only round is" if found.whole == 1 else f"All {found.whole:,} rounds are"
            self.nothing.tell("No round fits", f"{hidden} hidden by: {self.filters.in_words()}.")
        if rounds:
            at = self.rounds.row_of(chosen.id) if chosen else 0
            self.table.choose_row(at if at >= 0 else min(max(row, 0), len(rounds) - 1))
        self._row_chosen()

    def _not_read(self, _: KnownError) -> None:
        """Claim nothing about a history that could not be read; what was read before stays."""
        if self._stack.currentIndex() != _TABLE:
            self._stack.setCurrentIndex(0)
            self.aside.clear()

    def _build(self) -> None:
        rooms = QWidget()
        self._views = QStackedLayout(rooms)
        listing = QWidget()
        column = QVBoxLayout(listing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        self.table.setModel(self.rounds)
        self.table.set_widths(model.TITLE, _WIDTHS, _GIVE_WAY)
        self.empty = EmptyState(
            self.tools.theme,
            "history",
            "No rounds yet",
            "Every round you take stays here with its code, its results and its report.",
            ("Choose a first round", lambda: self.place_wanted.emit("practice")),
        )
        self.nothing = EmptyState(
            self.tools.theme, "search", "No round fits", "", ("Clear filters", self.filters.clear), primary=False
        )
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        for widget in (self.table, self.empty, self.nothing):
            self._stack.addWidget(widget)
        holder.setContentsMargins(Space.L - _CELL, 0, Space.L, 0)
        self._stack.setCurrentIndex(0)
        column.addWidget(holder, 1)
        column.addWidget(self._build_footer())
        self._views.addWidget(listing)
        self._views.addWidget(self.comparison)
        self._views.addWidget(self.patterns)
        self.column.addWidget(rooms, 1)
        self.head.addWidget(self.common)
        self.head.addWidget(self.files.stop)
        self.head.addWidget(self.files.all)
        self.find_action = QAction("Search the history", self)
        self.find_action.setShortcut(QKeySequence.StandardKey.Find)
        self.remove = QAction("Delete the chosen round", self)
        self.remove.setShortcut(QKeySequence.StandardKey.Delete)
        self.leave_compare = QAction("Compare nothing", self.table)
        self.leave_compare.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        self.leave_compare.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.leave_compare.setEnabled(False)
        self.table.addAction(self.leave_compare)
        self.addActions([self.find_action, self.remove])

    def _build_footer(self) -> QWidget:
        self.footer = QWidget()
        self.footer.setObjectName("footer")
        self.footer.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._footer_stack = QStackedLayout(self.footer)
        actions, question = QWidget(), QWidget()
        row = QHBoxLayout(actions)
        row.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
        row.setSpacing(Space.S)
        self._name = ElidedLabel("", "muted")
        row.addWidget(self._name, 1)
        for one in (self.delete, self.compare, self.export, self.report, self.replay, self.look, self.resume):
            row.addWidget(one)
        ask = QHBoxLayout(question)
        ask.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
        ask.setSpacing(Space.S)
        ask.addWidget(self.confirm_words, 1)
        ask.addWidget(self.confirm)
        ask.addWidget(self.keep)
        other = QWidget()
        pick = QHBoxLayout(other)
        pick.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
        pick.setSpacing(Space.S)
        pick.addWidget(self.other_words, 1)
        pick.addWidget(self.no_compare)
        pick.addWidget(self.go_compare)
        for widget in (actions, question, other):
            self._footer_stack.addWidget(widget)
        self.footer.hide()
        return self.footer

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda text: self.tools.state.remember(_WORDS_KEY, text))
        self.filters.changed.connect(self._filtered)
        self.rounds.more_wanted.connect(self._load_more)
        self.table.row_chosen.connect(lambda _row: self._row_chosen())
        self.table.row_activated.connect(lambda _row: self._open())
        self.resume.clicked.connect(self._open)
        self.look.clicked.connect(self._open)
        self.replay.clicked.connect(self._replay)
        self.report.clicked.connect(lambda: self._with_chosen(self.files.show))
        self.export.clicked.connect(lambda: self._with_chosen(self.files.save))
        self.compare.clicked.connect(self._ask_other)
        self.go_compare.clicked.connect(self._compare)
        self.no_compare.clicked.connect(self._no_other)
        for view in (self.comparison, self.patterns):
            view.closed.connect(lambda: self._show_view(None))
            view.round_wanted.connect(self.round_wanted)
        self.common.clicked.connect(self._ask_patterns)
        self.leave_compare.triggered.connect(self._no_other)
        self.delete.clicked.connect(self._ask_delete)
        self.confirm.clicked.connect(self._delete)
        self.keep.clicked.connect(self._row_chosen)
        self.find_action.triggered.connect(self._search)
        self.remove.triggered.connect(self._ask_delete)

    def _search(self) -> None:
        self._show_view(None)
        self.search.setFocus()

    def _filtered(self) -> None:
        self.tools.state.remember(_WORDS_KEY, self.search.text())
        self._find()

    def _chosen(self) -> RoundSummary | None:
        index = self.table.currentIndex()
        found: RoundSummary | None = index.siblingAtColumn(0).data(model.ROUND_ROLE) if index.isValid() else None
        return found

    def _row_chosen(self) -> None:
        one = self._chosen()
        asking = self._footer_stack.currentIndex() == _QUESTION and self.footer.isAncestorOf(
            self.window().focusWidget() or self
        )
        self.footer.setVisible(one is not None and self._stack.currentIndex() == _TABLE)
        self.leave_compare.setEnabled(self._left is not None)
        if self._left is not None:
            self.go_compare.setEnabled(one is not None and comparable(self._left, one))
            return
        self._footer_stack.setCurrentIndex(_ACTIONS)
        if asking:
            self.table.setFocus()
        if one is None:
            return
        self._name.set_whole(one.title)
        self.resume.setVisible(one.is_open)
        self.look.setVisible(not one.is_open)
        self.replay.setVisible(not one.is_open)
        for widget in (self.report, self.export, self.compare):  # what they hold, a loop tells at its end
            widget.setVisible(tells(one))

    def _open(self) -> None:
        one = self._chosen()
        if self._left is not None:
            self._compare()
        elif one is not None:
            self.round_wanted.emit(one.id)

    def _replay(self) -> None:
        one = self._chosen()
        if one is not None:
            self.replay_wanted.emit(one.id)

    def _with_chosen(self, work: Callable[[RoundSummary], None]) -> None:
        one = self._chosen()
        if one is not None:
            work(one)

    def _ask_other(self) -> None:
        """Let the user choose the round to compare the chosen one with; the next older of its question is offered."""
        one = self._chosen()
        if one is None or self.compare.isHidden():
            return
        self._left = one
        self.other_words.set_whole(f"Compare {one.title} of {words.moment(one.started)} with: choose another round")
        self._footer_stack.setCurrentIndex(_OTHER)
        row = self.rounds.like(one)
        if row >= 0:
            self.table.choose_row(row)
        self._row_chosen()
        self.table.setFocus()

    def _no_other(self) -> None:
        self._left = None
        self._footer_stack.setCurrentIndex(_ACTIONS)
        self._row_chosen()
        self.table.setFocus()

    def _compare(self) -> None:
        left, right = self._left, self._chosen()
        if left is None or right is None or not comparable(left, right):
            return
        first, second = sorted((left, right), key=lambda one: "" if one.started is None else one.started.isoformat())
        self.ask(
            lambda services: services.past(),
            lambda desk: self._from_desk(lambda: desk.compare(first.id, second.id), self._show_comparison),
            key="past",
        )

    def _ask_patterns(self) -> None:
        """Read what the rounds that the filters let through have in common: the newest of them alone."""
        filters, told = self.filters.filters(), self.filters.in_words()

        def show(found: Mapping[str, Any]) -> None:
            self.patterns.show_document(found, told)
            self._show_view(self.patterns)

        self.ask(
            lambda services: (services.past(), filters.wanted(services.today())),
            lambda asked: self._from_desk(lambda: asked[0].patterns(asked[1]), show),
            key="past",
        )

    def _from_desk(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        """Have something read beside the window's own work; it may read many rounds."""
        self.tools.tasks.remote(
            work,
            self,
            done,
            self._desk_failed,
            lambda slow: self._slow("Reading the rounds", slow=slow),
        )

    def _desk_failed(self, fault: KnownError) -> None:
        self.banners.tell_error(fault, key="past")

    def _show_comparison(self, found: Mapping[str, Any]) -> None:
        self._no_other()
        self.comparison.show_document(found)
        self._show_view(self.comparison)

    def _show_view(self, view: PastView | None) -> None:
        """Show a view in the list's place; None for the list."""
        self._views.setCurrentIndex(0 if view is None else self._views.indexOf(view))
        (self.table if view is None else view.back).setFocus()

    def _ask_delete(self) -> None:
        one = self._chosen()
        if one is None or self._left is not None or self._views.currentIndex():
            return
        self.confirm_words.setText(
            f"Delete {one.title} of {words.moment(one.started)} with its code and results? This cannot be undone."
        )
        self._footer_stack.setCurrentIndex(_QUESTION)
        self.keep.setFocus()

    def _delete(self) -> None:
        one = self._chosen()
        if one is None:
            return
        round_id = one.id
        self._footer_stack.setCurrentIndex(_ACTIONS)
        self.table.setFocus()
        self.ask(
            lambda services: services.delete_round(round_id),
            lambda _: self.tools.hub.announce(Changes(rounds=True, grades=True)),
            words="Deleting the round",
            key="delete",
        )
