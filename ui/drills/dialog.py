"""Drills, one after another: put, answered, marked at once, and due again on a day that is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from mockint.errors import KnownError
from ui.drills.draft import Draft, forget_draft, read_draft, write_draft
from ui.tasks import TaskRunner
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.markdown_view import MarkdownView
from ui.widgets.parts import button, label

if TYPE_CHECKING:
    from mockint.app.drilling import Posed
    from mockint.app.services import Services
    from ui.drills.answer_form import AnswerForm

_T = TypeVar("_T")
_SIZE: Final = (860, 680)
_WIDE: Final = (1160, 720)
_TEXT_SHARE, _CODE_SHARE = 2, 3
_KEEP_MS: Final = 500


class _Put(NamedTuple):
    """A drill as it comes to the window: where it stands in the row of today, and what was written to it before."""

    posed: Posed
    left: tuple[str, ...]
    number: int
    of: int
    draft: Draft | None


class DrillDialog(QDialog):
    """Puts the drills that are due and fit, else the next one; a drill that was begun comes first.

    Args:
        theme: The window's look.
        tasks: Runs what takes long.
        services: The core's services.
        draft: Where the drill that is being answered is kept.
        parent: The window.
    """

    def __init__(self, theme: Theme, tasks: TaskRunner, services: Services, draft: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._tasks, self._services, self._draft_file = theme, tasks, services, draft
        self._put: _Put | None = None
        self.form: AnswerForm | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Drills")
        self.heading = label("", "section", wrap=True)
        self.about = label("", "muted", wrap=True)
        self.text = MarkdownView(theme)
        self.text.setAccessibleName("The drill")
        self._place = QVBoxLayout()
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._body.setSpacing(Space.L)
        self._body.addWidget(self.text, _TEXT_SHARE)
        self._body.addLayout(self._place)
        self.end_button = button("End", "quiet", tip="Close; what was answered is kept (Escape)")
        self.end_button.clicked.connect(self.reject)
        self.go_on = button("Check", "primary", tip="Mark the answer (Ctrl+Enter)")
        self.go_on.clicked.connect(self._go_on)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.go_on.click)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addStretch(1)
        row.addWidget(self.end_button)
        row.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self.heading)
        column.addWidget(self.about)
        column.addLayout(self._body, 1)
        column.addLayout(row)
        self._keeps = QTimer(self)
        self._keeps.setSingleShot(True)
        self._keeps.setInterval(_KEEP_MS)
        self._keeps.timeout.connect(self._keep)
        self.resize(*_SIZE)

    def begin(self) -> None:
        """Look what is due and put the first."""
        services, draft_file = self._services, self._draft_file

        def first() -> _Put:
            from mockint.app import drilling
            from mockint.app.spacing import CAP_MINUTES

            draft = read_draft(draft_file)
            if draft is not None:
                try:
                    return _Put(drilling.pose(services, draft.drill, draft.seed), (), 1, 1, draft)
                except KnownError:
                    forget_draft(draft_file)  # its drill is gone
            refs = tuple(str(one.ref) for one in drilling.due_drills(services, None, None, CAP_MINUTES).fitting)
            name, *left = refs or (str(drilling.next_drill(services).ref),)
            return _Put(drilling.pose(services, name), tuple(left), 1, len(left) + 1, None)

        self._wait("Looking what is due ...")
        self._run(first, self._show)

    def done(self, result: int) -> None:
        """Keep what is being written, however the dialog is closed."""
        if self._keeps.isActive():
            self._keeps.stop()
            self._keep()
        super().done(result)

    def _show(self, put: _Put) -> None:
        from mockint.app.drill_text import marked_by_words
        from ui.drills.answer_form import AnswerForm

        self._put = put
        entry, posed = put.posed.entry, put.posed
        self.heading.setText(entry.title)
        place = f"{put.number} of {put.of}" if put.of > 1 else "One drill"
        self.about.setText(f"{place}  ·  about {entry.minutes} minutes  ·  {marked_by_words(posed)}")
        self.text.set_text(posed.prompt)
        self._clear_form()
        self.form = AnswerForm(posed, self._theme.look)
        if put.draft is not None:
            self.form.load(put.draft.answers)
        self.form.changed.connect(self._written)
        self.form.ended.connect(self.reject)
        self._place.addWidget(self.form)
        self._lay_out(beside=posed.is_code)
        self.go_on.setText("Check")
        self.go_on.setEnabled(True)
        self.form.take_focus()

    def _go_on(self) -> None:
        if self._put is None:
            self.begin()
        elif self.form is not None:
            self._check(self.form)
        else:
            self._next(self._put)

    def _check(self, form: AnswerForm) -> None:
        put, answers, services, draft_file = self._put, form.answers(), self._services, self._draft_file
        assert put is not None
        if not any(text.strip() for text in answers.values()):
            self.about.setText("Nothing is answered yet. Write something, or end.")
            form.take_focus()
            return
        self._keeps.stop()

        def mark() -> tuple[str, str]:
            from mockint.app import drilling
            from mockint.app.drill_text import due_again_words, result_markdown

            attempt = drilling.answer(services, put.posed, answers)
            forget_draft(draft_file)
            due = drilling.due_after(services, put.posed)
            return result_markdown(put.posed, attempt), due_again_words(due, services.clock.now().wall)

        self.go_on.setEnabled(False)
        form.setEnabled(False)
        self._run(mark, lambda told: self._show_mark(*told))

    def _show_mark(self, text: str, when: str) -> None:
        self._clear_form()
        self._lay_out(beside=False)
        self.text.set_text(text)
        self.about.setText(when)
        self.go_on.setText("Next" if self._put is not None and self._put.left else "Another one")
        self.go_on.setEnabled(True)
        self.go_on.setFocus()

    def _next(self, put: _Put) -> None:
        services = self._services

        def pose() -> _Put:
            from mockint.app import drilling

            if put.left:
                return _Put(drilling.pose(services, put.left[0]), put.left[1:], put.number + 1, put.of, None)
            return _Put(drilling.pose(services, str(drilling.next_drill(services).ref)), (), 1, 1, None)

        self._wait("Drawing the next one ...")
        self._run(pose, self._show)

    def _written(self) -> None:
        if not self._keeps.isActive():  # one that is started anew by each key would wait for the writer's pause
            self._keeps.start()

    def _keep(self) -> None:
        if self._put is None or self.form is None:
            return
        draft = Draft(str(self._put.posed.entry.ref), self._put.posed.seed, self.form.answers())
        try:
            write_draft(self._draft_file, draft)
        except OSError as fault:
            self.about.setText(f"What you write cannot be kept on disk: {fault.strerror}. Answer before you close.")

    def _lay_out(self, *, beside: bool) -> None:
        """Put the answer under the drill, or beside it where it is long; the window grows for that and stays so."""
        directions = QBoxLayout.Direction
        self._body.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._body.setStretchFactor(self._place, _CODE_SHARE if beside else 0)
        if beside:
            self.resize(self.size().expandedTo(QSize(*_WIDE)))

    def _clear_form(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def _wait(self, words: str) -> None:
        self.about.setText(words)
        self.go_on.setEnabled(False)

    def _run(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        self._tasks.remote(work, self, done, self._refused)

    def _refused(self, fault: KnownError) -> None:
        self.about.setText(str(fault))
        if self.form is not None:
            self.form.setEnabled(True)
        self.go_on.setEnabled(True)
