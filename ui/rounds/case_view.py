"""Every hidden question of a build that was measured: found by cause and category, then looked at one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from mockint.app.build_words import CATEGORIES, CAUSES, GRADES, VERDICTS, named
from ui import words
from ui.rounds.trace_view import TraceView
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.output_view import OutputView, bounded
from ui.widgets.parts import label
from ui.widgets.tables import ListTable

Case = Mapping[str, Any]
_Index = QModelIndex | QPersistentModelIndex
_ALL: Final = "all"
_TITLES = ("Question", "Verdict", "Cause", "Category")
_HEIGHT = 460
_NO_USE = "of no use"


class CasesModel(QAbstractTableModel):
    """The cases that the filters let through."""

    def __init__(self, theme: Theme, cases: Sequence[Case], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._all = tuple(cases)
        self.shown = self._all

    def filter(self, cause: str, category: str) -> None:
        """Show the cases of a cause and a category; ``all`` lets all through."""
        self.beginResetModel()
        self.shown = tuple(
            case for case in self._all if cause in (_ALL, case["cause"]) and category in (_ALL, case["category"])
        )
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Number of cases."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Four."""
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The titles."""
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _TITLES[section] if is_title else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is shown of one case."""
        case = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            cause = named(CAUSES, case["cause"]) if case["cause"] else ""
            return (case["question"], named(VERDICTS, case["verdict"]), cause, named(CATEGORIES, case["category"]))[
                index.column()
            ]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1:
            colours = self._theme.look.colours
            tones = {"right": colours.good, "partly": colours.warn, "abstained": colours.muted}
            return QColor(tones.get(case["verdict"], colours.bad))
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return case["question"]
        return None


class CaseView(QWidget):
    """Filters above, the table on the left, and the chosen case on the right with its model calls.

    Args:
        theme: The window's look.
        cases: As the measurement has them.
        trace: Model calls by the question's id.
    """

    def __init__(self, theme: Theme, cases: Sequence[Case], trace: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        super().__init__()
        self._theme = theme
        self._calls = trace
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.model = CasesModel(theme, cases, self)
        self.cause = _choice("Filter by cause", CAUSES, (case["cause"] for case in cases), "All causes")
        self.category = _choice("Filter by category", CATEGORIES, (c["category"] for c in cases), "All categories")
        self.count = label("", "muted")
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        for widget in (self.cause, self.category):
            top.addWidget(widget)
            widget.currentIndexChanged.connect(self._filter)
        top.addWidget(self.count)
        top.addStretch(1)
        column.addLayout(top)
        self.table = ListTable(theme, "Hidden questions")
        self.table.setModel(self.model)
        self.table.set_widths(0, {1: 12, 2: 22, 3: 18}, give_way=(3,), least=20)
        self.table.row_chosen.connect(self._show)
        self.detail = OutputView(theme)
        self.detail.setAccessibleName("The chosen question")
        self.trace = TraceView(theme)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("The chosen question and its model calls")
        self.tabs.addTab(self.detail, "Case")
        self.tabs.addTab(self.trace, "Model calls")
        across = QSplitter()
        across.addWidget(self.table)
        across.addWidget(self.tabs)
        across.setChildrenCollapsible(False)
        across.setHandleWidth(Space.M)
        across.setSizes([540, 420])
        across.setFixedHeight(theme.look.px(_HEIGHT))
        column.addWidget(across)
        self._filter()

    def _filter(self) -> None:
        self.model.filter(self.cause.currentData(), self.category.currentData())
        self.count.setText(words.counted(len(self.model.shown), "question"))
        if self.model.shown:
            self.table.choose_row(0)
        else:
            self._show(-1)

    def _show(self, row: int) -> None:
        self.detail.clear()
        if not 0 <= row < len(self.model.shown):
            self.detail.setPlainText("No question of this cause and category.")
            self.trace.show_calls(())
            self.tabs.setTabText(1, "Model calls")
            return
        case = self.model.shown[row]
        calls = self._calls.get(str(case["id"]), ())
        self.trace.show_calls(calls)
        self.tabs.setTabText(1, f"Model calls ({len(calls)})")
        self._write(case)

    def _write(self, case: Case) -> None:
        colours = self._theme.look.colours
        plain, faint = QTextCharFormat(), QTextCharFormat()
        faint.setForeground(QColor(colours.muted))
        tones = {2: colours.good, 1: colours.text, 0: colours.bad}
        cursor = QTextCursor(self.detail.document())

        def row(name: str, text: str, colour: str = "") -> None:
            shown = QTextCharFormat(plain)
            if colour:
                shown.setForeground(QColor(colour))
            cursor.insertText(f"{name:<10}", faint)
            cursor.insertText(f"{bounded(text)}\n", shown)

        cursor.insertText(f"{bounded(case['question'])}\n\n", plain)
        if case["user"]:
            row("asked by", case["user"])
        row("right", case["gold"])
        is_right = case["verdict"] == "right"
        row("yours", case["answer"] or case["message"] or "null", "" if is_right else colours.bad)
        row("verdict", named(VERDICTS, case["verdict"]))
        if case["cause"]:
            row("cause", named(CAUSES, case["cause"]))
        row("cited", ", ".join(case["cited"]) or "nothing")
        row("support", ", ".join(case["support"]) or "nothing to cite")
        row("spent", f"{words.counted(case['calls'], 'call')}, {case['tokens']:,} tokens, {case['wall_s']:.2f} s")
        cursor.insertText("\nretrieved, best first\n" if case["retrieved"] else "\nnothing retrieved\n", faint)
        for place, (document, grade) in enumerate(case["retrieved"], start=1):
            row(f"{place:>4}", f"{document}  {GRADES.get(grade, _NO_USE)}", tones.get(grade, colours.muted))
        self.detail.moveCursor(QTextCursor.MoveOperation.Start)


def _choice(name: str, titles: dict[str, str], there: Iterable[str], every: str) -> QComboBox:
    """A filter of what there is, each with how often."""
    counts: dict[str, int] = {}
    for one in there:
        counts[one] = counts.get(one, 0) + 1
    made = QComboBox()
    made.setAccessibleName(name)
    made.addItem(every, _ALL)
    for value in (*(one for one in titles if one in counts), *(one for one in counts if one not in titles)):
        made.addItem(f"{named(titles, value)} ({counts[value]})", value)
    return made
