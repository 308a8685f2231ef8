"""What came of running: the tests with expected and actual, the console, and a call with input of one's own."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase, QFontMetrics, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QListView, QPlainTextEdit, QSplitter, QTabWidget, QVBoxLayout, QWidget

from mockint.domain.judging import JudgeReport, OwnTestsReport, TestReport, TestVerdict
from mockint.execution.judge import Called
from mockint.rounds.coding import SOLUTION, TESTS
from ui.rounds.results_model import VERDICT_WORDS, ResultsModel, Shown, summary
from ui.theme import Theme
from ui.tokens import Space, Type
from ui.widgets.output_view import OutputView, bounded
from ui.widgets.parts import Busy, button, clear_layout, label, restyle

TESTS_TAB, CONSOLE_TAB, CUSTOM_TAB = range(3)
_MOST_LINES = 6


class ResultsPane(QTabWidget):
    """Tabs Tests, Console and Custom input.

    Signals:
        line_wanted: A document's name and a line in it.
        custom_wanted: Arguments to call the solution with.
        stop_wanted: End the run that is under way.
    """

    line_wanted = Signal(str, int)
    custom_wanted = Signal(str)
    stop_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._document = SOLUTION
        self.setDocumentMode(True)
        self.setAccessibleName("Results")
        self.model = ResultsModel(theme)
        self.addTab(self._tests_tab(), "Tests")
        self.console = OutputView(theme)
        self.console.setAccessibleName("Console")
        self.addTab(_padded(self.console), "Console")
        self.addTab(self._custom_tab(), "Custom input")
        theme.changed.connect(self._draw_again)

    # What the screen tells it

    def show_running(self, what: str) -> None:
        """Say that a run is under way."""
        words = {
            "examples": "Running the examples",
            "own_tests": "Running your tests",
            "custom_input": "Running your input",
        }
        self.busy.show_work(words[what])
        if what == "custom_input":
            self.setCurrentIndex(CUSTOM_TAB)

    def show_examples(self, report: JudgeReport, levels: Sequence[int]) -> None:
        """Show the outcome of the examples; `levels` has the level of each test."""
        self._document = SOLUTION
        tests = [Shown(test, level) for test, level in zip(report.tests, levels, strict=True)]
        self._show_tests(tests, report.wall_s, report.verdict, report.message)

    def show_own_tests(self, report: OwnTestsReport) -> None:
        """Show the outcome of the candidate's own tests."""
        self._document = TESTS
        self._show_tests([Shown(test) for test in report.tests], report.wall_s, report.verdict, report.message)

    def show_custom(self, called: Called) -> None:
        """Show what a call with own input gave."""
        self.busy.done()
        report = called.report
        words = "ran" if called.verdict is TestVerdict.ACCEPTED else VERDICT_WORDS[called.verdict]
        parts = [f"{words}, {report.wall_s * 1000:.1f} ms"]
        if report.actual is not None:
            parts.append(f"returned  {report.actual}")
        if report.message:
            parts.append(report.message)
        if report.output:
            parts.append(f"printed\n{report.output}")
        self.custom_result.set_output("\n".join(parts))
        self.setCurrentIndex(CUSTOM_TAB)

    def show_failure(self, text: str) -> None:
        """Say why a run gave nothing."""
        self.busy.done()
        self._tell(text, "bad")

    # Building

    def _tests_tab(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.S)
        top = QHBoxLayout()
        self.summary = label("Run the examples with Ctrl+Enter.", "muted")
        self.busy = Busy()
        self.busy.cancelled.connect(self.stop_wanted)
        top.addWidget(self.summary, 1)
        top.addWidget(self.busy)
        column.addLayout(top)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setAccessibleName("Tests of the last run")
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.selectionModel().currentChanged.connect(lambda current, _: self._show_row(current))
        self.detail = OutputView(self._theme)
        self.detail.setAccessibleName("Details of the test")
        self._lines = QHBoxLayout()
        right = QWidget()
        inner = QVBoxLayout(right)
        inner.setContentsMargins(Space.S, 0, 0, 0)
        inner.setSpacing(Space.XS)
        inner.addLayout(self._lines)
        inner.addWidget(self.detail, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(right)
        split.setSizes([288, 480])
        column.addWidget(split, 1)
        return page

    def _custom_tab(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.S)
        self.custom = QPlainTextEdit()
        self.custom.setAccessibleName("Arguments")
        self.custom.setPlaceholderText("The arguments as Python values, separated by commas")
        self.custom.setTabChangesFocus(True)
        self._size_custom()
        self._theme.changed.connect(self._size_custom)
        row = QHBoxLayout()
        row.addWidget(self.custom, 1)
        self.run_custom = button("Run input", tip="Call your solution with these arguments (Ctrl+Enter here)")
        self.run_custom.clicked.connect(lambda: self.custom_wanted.emit(self.custom.toPlainText()))
        row.addWidget(self.run_custom, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self.custom_result = OutputView(self._theme)
        self.custom_result.setAccessibleName("Result of your input")
        column.addWidget(self.custom_result, 1)
        return page

    def _size_custom(self) -> None:
        """Room for three lines, in the type of code."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(self._theme.look.px(Type.BODY))
        self.custom.setFont(font)
        lines = 3 * QFontMetrics(font).lineSpacing()
        self.custom.setFixedHeight(lines + 2 * round(self.custom.document().documentMargin()) + Space.M)

    # Showing

    def _show_tests(self, tests: Sequence[Shown], wall_s: float, verdict: TestVerdict, message: str) -> None:
        self.busy.done()
        self.model.show(tests)
        tone = "good" if verdict is TestVerdict.ACCEPTED and tests else "bad"
        self._tell(summary(tests, wall_s) if tests else message, tone)
        self.console.set_output("\n".join(f"{t.report.name}:\n{t.report.output}" for t in tests if t.report.output))
        self.setTabText(CONSOLE_TAB, "Console" if not self.console.toPlainText() else "Console \N{BULLET}")
        if tests:
            self.list.setCurrentIndex(self.model.index(self.model.first_failed()))
        else:
            self._show_row(QModelIndex())
        self.setCurrentIndex(TESTS_TAB)

    def _tell(self, text: str, tone: str) -> None:
        self.summary.setText(text)
        self.summary.setProperty("tone", tone)
        restyle(self.summary)

    def _draw_again(self) -> None:
        self._show_row(self.list.currentIndex())

    def _show_row(self, index: QModelIndex) -> None:
        clear_layout(self._lines)
        self.detail.clear()
        if not index.isValid() or index.row() >= len(self.model.shown):
            return
        report = self.model.shown[index.row()].report
        for line in report.traceback[-_MOST_LINES:]:
            jump = button(f"Line {line.line}", "quiet", tip=f"Go to line {line.line}, in {line.function}")
            jump.clicked.connect(lambda _checked=False, at=line.line: self.line_wanted.emit(self._document, at))
            self._lines.addWidget(jump)
        if report.traceback:
            self._lines.addStretch(1)
        self._write_detail(report)

    def _write_detail(self, report: TestReport) -> None:
        look = self._theme.look
        plain, faint = QTextCharFormat(), QTextCharFormat()
        faint.setForeground(QColor(look.colours.muted))
        wrong, right = QTextCharFormat(), QTextCharFormat()
        wrong.setBackground(QColor(look.colours.bad_soft))
        right.setBackground(QColor(look.colours.good_soft))
        cursor = QTextCursor(self.detail.document())
        cursor.insertText(f"{VERDICT_WORDS[report.verdict]}, {report.wall_s * 1000:.1f} ms\n", faint)
        if report.message:
            cursor.insertText(f"{bounded(report.message)}\n", plain)
        if report.expected is not None and report.actual is not None and report.verdict is TestVerdict.WRONG_ANSWER:
            for name, text, other, tone in (
                ("expected  ", report.expected, report.actual, right),
                ("actual    ", report.actual, report.expected, wrong),
            ):
                cursor.insertText(name, faint)
                for part, differs in differing(text, other):
                    cursor.insertText(bounded(part), tone if differs else plain)
                cursor.insertText("\n", plain)
        elif report.actual is not None:
            cursor.insertText("returned  ", faint)
            cursor.insertText(f"{bounded(report.actual)}\n", plain)
        if report.output:
            cursor.insertText("printed\n", faint)
            cursor.insertText(bounded(report.output), plain)
        self.detail.moveCursor(QTextCursor.MoveOperation.Start)


def differing(text: str, other: str) -> list[tuple[str, bool]]:
    """The text in parts, each with whether it differs from the other text."""
    matcher = difflib.SequenceMatcher(None, text, other, autojunk=False)
    return [
        (text[start:end], operation != "equal") for operation, start, end, _, _ in matcher.get_opcodes() if end > start
    ]


def _padded(widget: QWidget) -> QWidget:
    holder = QWidget()
    inner = QVBoxLayout(holder)
    inner.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
    inner.addWidget(widget)
    return holder
