"""What the candidate reads and notes: the brief with its levels, the hints, notes of their own, and the rubric."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.markdown_view import MarkdownView
from ui.widgets.parts import button, label

BRIEF_TAB, HINTS_TAB, NOTES_TAB, RUBRIC_TAB = range(4)


class BriefPane(QTabWidget):
    """Tabs Brief, Hints and Notes, and in practice the Rubric.

    Signals:
        hint_wanted: The candidate asks for a hint.
        notes_changed: The text of the notes.
    """

    hint_wanted = Signal()
    notes_changed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rubric = ""
        self.setDocumentMode(True)
        self.setAccessibleName("Brief, hints and notes")
        self.brief = MarkdownView(theme)
        self.brief.setAccessibleName("Brief")
        self.curveball = label("", wrap=True)
        self.curveball.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._card = QWidget()
        self._card.setObjectName("card")
        self._card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        card = QVBoxLayout(self._card)
        card.setContentsMargins(Space.M, Space.S, Space.M, Space.M)
        card.setSpacing(Space.XS)
        card.addWidget(label("A change of plan", "section"))
        card.addWidget(self.curveball)
        self._card.hide()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.L, Space.M, Space.S, 0)
        column.setSpacing(Space.M)
        column.addWidget(self._card)
        column.addWidget(self.brief, 1)
        self.addTab(page, "Brief")
        self.addTab(self._hints_page(theme), "Hints")
        self.notes = QPlainTextEdit()
        self.notes.setAccessibleName("Notes")
        self.notes.setPlaceholderText(
            "Notes of your own: limits you asked about, cases to test. They are kept with the round."
        )
        self.notes.setTabChangesFocus(True)
        self.notes.textChanged.connect(lambda: self.notes_changed.emit(self.notes.toPlainText()))
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(Space.L, Space.M, Space.S, Space.M)
        inner.addWidget(self.notes)
        self.addTab(holder, "Notes")

    def show_brief(self, markdown: str) -> None:
        """Show the brief; a longer one keeps the place."""
        bar = self.brief.verticalScrollBar().value()
        self.brief.set_text(markdown)
        self.brief.verticalScrollBar().setValue(bar)

    def show_curveball(self, text: str) -> None:
        """Put the change of plan above the brief."""
        self.curveball.setText(text)
        self._card.show()
        self.setCurrentIndex(0)

    @cached_property
    def rubric(self) -> MarkdownView:
        """The rubric's text, made when it is first looked at: opening a round should not wait for it."""
        view = MarkdownView(self._theme)
        view.setAccessibleName("Rubric")
        view.set_text(self._rubric)
        layout = self._rubric_page.layout()
        assert layout is not None
        layout.addWidget(view)
        view.show()  # now, not with the next turn of the event loop: it is about to get the keyboard
        return view

    def offer_rubric(self, markdown: str) -> None:
        """Add the tab that shows what the round is judged by."""
        self._rubric = markdown
        self._rubric_page = QWidget()
        column = QVBoxLayout(self._rubric_page)
        column.setContentsMargins(Space.L, Space.M, Space.S, 0)
        self.addTab(self._rubric_page, "Rubric")
        self.currentChanged.connect(lambda: self.rubric if self.currentWidget() is self._rubric_page else None)

    def show_rubric(self, markdown: str) -> None:
        """Show another rubric in its tab, where there is one."""
        self._rubric = markdown
        if "rubric" in self.__dict__:
            self.rubric.set_text(markdown)

    def focus_tab(self, tab: int) -> None:
        """Show a tab and give the keyboard to what it holds; a tab that this round has not changes nothing."""
        if tab < self.count():
            self.setCurrentIndex(tab)
            (self.brief, self.ask, self.notes)[tab].setFocus() if tab < RUBRIC_TAB else self.rubric.setFocus()

    def set_notes(self, text: str) -> None:
        """Load the notes without telling anyone."""
        with QSignalBlocker(self.notes):
            self.notes.setPlainText(text)

    def show_hints(self, given: list[str], total: int, *, practice: bool) -> None:
        """Show the hints that were given and what can still be asked."""
        self.hints.set_text("\n\n".join(f"**{number}.** {text}" for number, text in enumerate(given, start=1)))
        if practice:
            left = total - len(given)
            self.ask.setEnabled(left > 0)
            self.ask.setText(f"Ask for a hint ({left} left)" if left else "No hints left")
            self.about.setText("Each hint is stronger than the one before. The report says how many you took.")
        else:
            self.about.setText("In a simulation there is one nudge, after ten minutes without progress.")

    def show_answer(self, text: str) -> None:
        """Show what the interviewer says to a request that was not granted."""
        self.answer.setText(text)
        self.answer.setVisible(bool(text))

    def freeze(self) -> None:
        """Nothing can be asked or noted any more."""
        self.ask.setEnabled(False)
        self.notes.setReadOnly(True)

    def _hints_page(self, theme: Theme) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.L, Space.M, Space.S, Space.M)
        column.setSpacing(Space.M)
        self.about = label("", "muted", wrap=True)
        column.addWidget(self.about)
        self.hints = MarkdownView(theme)
        self.hints.setAccessibleName("Hints so far")
        column.addWidget(self.hints, 1)
        self.answer = label("", wrap=True)
        self.answer.hide()
        column.addWidget(self.answer)
        row = QHBoxLayout()
        self.ask = button("Ask for a hint", tip="Ask the interviewer for a hint (Ctrl+H)")
        self.ask.clicked.connect(self.hint_wanted)
        row.addWidget(self.ask)
        row.addStretch(1)
        column.addLayout(row)
        return page
