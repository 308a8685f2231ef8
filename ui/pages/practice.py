"""Practice: the list of questions with its filters, and beside it what one question is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from mockint.domain.changes import Changes
from ui import icons, words
from ui.models import questions as model
from ui.models.questions import QuestionsFilter, QuestionsModel
from ui.pages.page import Page, Tools
from ui.pages.question_pane import QuestionPane
from ui.tokens import Space
from ui.widgets.filter_chip import FilterChip
from ui.widgets.parts import EmptyState, button
from ui.widgets.tables import DifficultyDelegate, ListTable

if TYPE_CHECKING:
    from ui.services_port import Isolation, QuestionDetail, QuestionEntry, QuestionShelf

_WIDTHS = {model.KIND: 11, model.DIFFICULTY: 9, model.TIME: 9, model.SKILLS: 22, model.SEEN: 6}
_GIVE_WAY = (model.KIND, model.SKILLS, model.SEEN, model.DIFFICULTY)
_CELL = 3
_MODE_KEY, _SPLIT_KEY, _WORDS_KEY = "practice/mode", "practice/split", "practice/words"


class PracticePage(Page):
    """Choose a question and start.

    Signals:
        listed: The list is filled and can be clicked.
        defend_wanted: The user wants to defend a repository.
    """

    listed = Signal()
    defend_wanted = Signal()

    title = "Practice"
    watches = Changes(rounds=True, bank=True)

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._asked_isolation = False
        self._wanted_ref = ""
        self.questions = QuestionsModel(self)
        self.filter = QuestionsFilter(self)
        self.filter.setSourceModel(self.questions)
        self.filter_box = QLineEdit()
        self.chips = {name: FilterChip(name.capitalize()) for name in ("kind", "pattern", "difficulty", "skill")}
        self.table = ListTable(tools.theme, "Questions")
        self.pane = QuestionPane(tools.theme)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.defend = button("Defend a repository...", tip="Its facts, then a round of questions on them")
        self.head.addWidget(self.defend)
        self._build()
        self._connect()
        self._remembered()

    def preferred_focus(self) -> QWidget:
        """The list."""
        return self.table

    def load(self) -> None:
        """Ask for the list with what was seen, and once for the isolation of this machine."""
        self.ask(lambda services: services.questions(), self.show_shelf)
        if not self._asked_isolation:
            self._asked_isolation = True
            self.ask(lambda services: services.isolation(), self._show_isolation, key="isolation")

    def show_shelf(self, shelf: QuestionShelf) -> None:
        """Fill the list; a broken pack is told and hides nothing."""
        chosen = self._chosen()
        self.questions.set_entries(shelf.entries)
        self._offer_filters(shelf)
        self._choose(chosen.ref if chosen else self._wanted_ref or self.tools.state.text("practice/question"))
        self.pane.show_entry(self._chosen())
        self._tell_problems(shelf)
        self._filtered()
        QTimer.singleShot(0, self, self.listed.emit)

    def show_question(self, ref: str) -> None:
        """Choose a question, letting go of filters that hide it."""
        self._wanted_ref = ref
        if self.filter.row_of(ref) < 0:
            self.clear_filters()
        self._choose(ref)
        self.table.setFocus()

    def clear_filters(self) -> None:
        """Show every question."""
        self.filter_box.clear()
        for name, chip in self.chips.items():
            chip.set_value("")
            self._set_filter(name, "")
        self._filtered()

    def start(self) -> None:
        """Start a round on the chosen question."""
        entry = self._chosen()
        if entry is None or not self.pane.has_screen() or not self.pane.start.isEnabled():
            return
        (ref, form), mode = self.pane.wanted(), self.pane.mode.value()
        self.pane.set_starting(starting=True)
        self.ask(
            lambda services: services.start_round(ref, mode, form),
            self._started,
            words="Starting the round",
            key="start",
            failed=lambda _: self.pane.set_starting(starting=False),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter lead from the filter box into the list."""
        if watched is self.filter_box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.table.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape and self.filter_box.text():
                self.filter_box.clear()
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self.filter_box.setPlaceholderText("Filter by title, pattern or skill")
        self.filter_box.setAccessibleName("Filter questions")
        self.filter_box.setToolTip("Filter the list (Ctrl+F)")
        self.filter_box.setClearButtonEnabled(True)
        self._search = self.filter_box.addAction(
            icons.icon("search", self.tools.theme.look.colours.muted), QLineEdit.ActionPosition.LeadingPosition
        )
        self.clear = button("Clear", "quiet", tip="Show every question")
        bar = QHBoxLayout()
        bar.setContentsMargins(Space.XL, Space.M, Space.L, Space.S)
        bar.setSpacing(Space.S)
        bar.addWidget(self.filter_box, 1)
        chips = QHBoxLayout()
        chips.setSpacing(Space.S)
        chips.setContentsMargins(0, 0, 0, 0)
        for chip in self.chips.values():
            chips.addWidget(chip)
        if not self.tools.theme.look.roomy:
            bar.addLayout(chips)
        bar.addWidget(self.clear)
        self.table.setModel(self.filter)
        self.table.setSortingEnabled(False)
        self.table.setItemDelegateForColumn(
            model.DIFFICULTY, DifficultyDelegate(self.tools.theme, model.ENTRY_ROLE, self.table)
        )
        self.table.set_widths(model.TITLE, _WIDTHS, _GIVE_WAY)
        self.nothing = EmptyState(
            self.tools.theme,
            "search",
            "No question fits",
            "Loosen the filter to see more.",
            ("Clear the filter", self.clear_filters),
            primary=False,
        )
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        if self.tools.theme.look.roomy:
            chips.setContentsMargins(Space.XL, 0, Space.L, Space.S)
            chips.addStretch(1)
            column.addLayout(chips)
        holder.setContentsMargins(Space.L - _CELL, 0, 0, 0)
        column.addWidget(holder, 1)
        self.split.addWidget(left)
        self.split.addWidget(self.pane)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.column.addWidget(self.split, 1)
        self.find_action = QAction("Filter questions", self)
        self.find_action.setShortcut(QKeySequence.StandardKey.Find)
        self.begin = QAction("Start the chosen round", self)
        self.begin.setShortcut(QKeySequence("Ctrl+Return"))
        self.show_all = QAction("Clear the filter", self)
        self.addActions([self.find_action, self.begin, self.show_all])

    def _connect(self) -> None:
        self.filter_box.textChanged.connect(self._words_changed)
        self.filter_box.installEventFilter(self)
        for name, chip in self.chips.items():
            chip.filtered.connect(lambda value, name=name: self._chip_changed(name, value))
        self.clear.clicked.connect(self.clear_filters)
        self.table.row_chosen.connect(self._row_chosen)
        self.table.row_activated.connect(lambda _row: self.start())
        self.pane.start.clicked.connect(self.start)
        self.defend.clicked.connect(self.defend_wanted)
        self.pane.mode.chosen.connect(lambda value: self.tools.state.remember(_MODE_KEY, value))
        self.split.splitterMoved.connect(lambda: self.tools.state.remember(_SPLIT_KEY, self.split.saveState()))
        self.find_action.triggered.connect(self._focus_filter)
        self.begin.triggered.connect(self.start)
        self.show_all.triggered.connect(self.clear_filters)
        self.tools.theme.changed.connect(
            lambda: self._search.setIcon(icons.icon("search", self.tools.theme.look.colours.muted))
        )

    def _remembered(self) -> None:
        state = self.tools.state
        self.filter_box.setText(state.text(_WORDS_KEY))
        self.pane.mode.set_value(state.text(_MODE_KEY))
        split = state.data(_SPLIT_KEY)
        if split.isEmpty() or not self.split.restoreState(split):
            self.split.setSizes([768, self.tools.theme.look.px(344)])

    def _offer_filters(self, shelf: QuestionShelf) -> None:
        entries = shelf.entries
        kinds = [(k, title) for k, title in words.KINDS.items() if any(e.kind == k for e in entries)]
        hard = [(str(d), title) for d, title in words.DIFFICULTIES.items() if any(e.difficulty == d for e in entries)]
        skills = [(skill, skill) for skill in sorted({skill for e in entries for skill in e.skills})]
        patterns = [(p, p[:1].upper() + p[1:]) for p in sorted({e.pattern for e in entries if e.pattern})]
        for name, choices in (("kind", kinds), ("pattern", patterns), ("difficulty", hard), ("skill", skills)):
            chip = self.chips[name]
            chip.set_choices(choices)
            chip.set_value(self.tools.state.text(f"practice/{name}"))
            self._set_filter(name, chip.value())

    def _chip_changed(self, name: str, value: str) -> None:
        self._set_filter(name, value)
        self.tools.state.remember(f"practice/{name}", value)
        self._filtered()

    def _set_filter(self, name: str, value: str) -> None:
        self.filter.set_exact(name, value)
        if not value and self.tools.state.text(f"practice/{name}"):
            self.tools.state.remember(f"practice/{name}", "")

    def _words_changed(self, text: str) -> None:
        self.filter.set_words(text)
        self.tools.state.remember(_WORDS_KEY, text)
        self._filtered()

    def _filtered(self) -> None:
        shown, total = self.filter.rowCount(), self.questions.rowCount()
        counted = words.counted(total, "question")
        self.aside.setText(counted if shown == total else f"{shown} of {counted}")
        self.clear.setEnabled(shown != total or bool(self.filter_box.text()))
        self.pane.setVisible(bool(total))
        if not total:
            self.nothing.tell(
                "No questions here", "The question bank is empty or could not be read; the messages above say why."
            )
        else:
            self.nothing.tell("No question fits", "Loosen the filter to see more.")
        if self.nothing.action is not None:
            self.nothing.action.setVisible(bool(total))
        self._stack.setCurrentIndex(0 if shown else 1)
        if shown and self.table.current_row() < 0:
            self.table.choose_row(0)
        if not shown:
            self.pane.show_entry(None)

    def _row_chosen(self, row: int) -> None:
        entry = self.filter.entry_at(row) if row >= 0 else None
        self.pane.show_entry(entry)
        if entry is None:
            return
        ref = entry.ref
        self._wanted_ref = ref
        self.tools.state.remember("practice/question", ref)
        self.ask(lambda services: services.question_detail(ref), self._show_detail, key="detail")

    def _show_detail(self, detail: QuestionDetail) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.ref == detail.ref:
            self.pane.show_detail(detail)

    def _chosen(self) -> QuestionEntry | None:
        row = self.table.current_row()
        return self.filter.entry_at(row) if row >= 0 else None

    def _choose(self, ref: str) -> None:
        self.table.choose_row(max(0, self.filter.row_of(ref)))

    def _started(self, round_id: str) -> None:
        self.pane.set_starting(starting=False)
        self.tools.hub.announce(Changes(rounds=True))
        self.round_wanted.emit(round_id)

    def _tell_problems(self, shelf: QuestionShelf) -> None:
        self.banners.clear("packs")
        if shelf.problems:
            first = shelf.problems[0]
            more = len(shelf.problems) - 1
            rest = f" ({words.counted(more, 'more problem')}: run mockint bank check)" if more else ""
            self.banners.tell("warn", f"Left out of the list: {first.file}: {first.problem}{rest}", key="packs")

    def _show_isolation(self, isolation: Isolation) -> None:
        if not isolation.strong:
            self.banners.tell("warn", isolation.sentence, key="isolation")

    def _focus_filter(self) -> None:
        self.filter_box.setFocus()
        self.filter_box.selectAll()
