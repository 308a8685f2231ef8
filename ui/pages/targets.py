"""Targets: the jobs one prepares for, what their postings ask for, the way to the date, and the interviews that were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mockint.domain.changes import Changes
from mockint.errors import KnownError
from ui import words
from ui.pages.interview_log import InterviewLog
from ui.pages.page import Page, Tools
from ui.pages.target_form import TargetForm
from ui.pages.target_plan import TargetPlan
from ui.tokens import Space
from ui.widgets.parts import EmptyState, Segments, button, line

if TYPE_CHECKING:
    from mockint.app.target_page import TargetDesk, TargetOverview
    from mockint.app.targets import Draft, TargetLine
    from mockint.domain.target import Interview, PostingReading, Target
    from ui.services_port import Services

_ID_ROLE: Final = Qt.ItemDataRole.UserRole
_TARGET, _PLAN, _INTERVIEWS = "target", "plan", "interviews"
_VIEWS: Final = ((_TARGET, "Target"), (_PLAN, "Forecast and plan"), (_INTERVIEWS, "Interviews"))
_WIDEST: Final = 900
_BLANK, _EMPTY, _FILLED = range(3)
_NEW: Final = "new"


class TargetsPage(Page):
    """The list of targets, and of the one that is chosen its form, the way to the date, and the interviews."""

    title = "Targets"
    watches = Changes(rounds=True, grades=True, settings=True)

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._shown: TargetOverview | None = None
        self._desk: TargetDesk | None = None
        self._is_new = False
        self._unsaved: dict[str, Draft] = {}
        self._form_of = ""
        self._as_kept: Draft | None = None
        self.add = button("New target", tip="Write down another job that you prepare for")
        self.view = Segments("View", _VIEWS)
        self.list = QListWidget()
        self.list.setAccessibleName("Your targets")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.form = TargetForm(tools.theme)
        self.plan = TargetPlan()
        self.log = InterviewLog(tools.theme)
        self.empty = EmptyState(
            tools.theme,
            "today",
            "No targets yet",
            "A target is a job that you prepare for: its level sets the bar, its rounds make the loop, its posting weighs the "
            "skills, and its date makes a plan by week.",
            ("Add a first target", self._begin),
        )
        self._parts = QStackedWidget()
        self._stack = QStackedWidget()
        self._put_together()
        self._connect()

    def preferred_focus(self) -> QWidget | None:
        """The list, or the one button of an empty page."""
        if self._stack.currentIndex() == _BLANK:
            return self.view.segment(self.view.value())
        return self.empty.action if self._stack.currentIndex() == _EMPTY else self.list

    def load(self) -> None:
        """Ask for everything at once."""
        self.ask(_look, self._show)

    def hideEvent(self, event: QHideEvent) -> None:
        """A page that is not seen asks for nothing."""
        self.form.stop()
        self.plan.stop()
        super().hideEvent(event)

    def current(self) -> TargetLine | None:
        """The target that is chosen; None for a new one."""
        item = self.list.currentItem()
        name = "" if item is None else item.data(_ID_ROLE)
        lines = () if self._shown is None else self._shown.lines
        return next((one for one in lines if one.target.id == name), None)

    def _show(self, looked: tuple[TargetDesk, TargetOverview]) -> None:
        self._desk, shown = looked
        before = None if self._is_new else self.current()
        is_first = self._shown is None
        if not is_first:
            self._set_aside()
        self._shown = shown
        is_empty = not shown.lines and not shown.interviews and not self._is_new
        chosen = _NEW if self._is_new else "" if before is None else before.target.id
        self._list_again(chosen)
        if is_first or before is None or before != self.current():
            self._fill_form()
        self.plan.show_overview(shown)
        self.log.show_overview(shown)
        count = sum(not one.target.closed for one in shown.lines)
        self.aside.setText(f"{words.counted(count, 'open target')}" if shown.lines else "")
        if is_first:
            self._stack.setCurrentIndex(_EMPTY if is_empty else _FILLED)
            focus = self.preferred_focus()
            if focus is not None and self.isAncestorOf(self.window().focusWidget() or self):
                focus.setFocus()

    def _list_again(self, chosen: str) -> None:
        assert self._shown is not None
        self.list.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self.list.clear()
        for one in self._shown.lines:
            state = "not saved yet" if one.target.id in self._unsaved else state_words(one)
            item = QListWidgetItem(f"{one.target.company}\n{state}")
            item.setData(_ID_ROLE, one.target.id)
            item.setToolTip(one.target.company)
            self.list.addItem(item)
        if self._is_new or not self._shown.lines:
            item = QListWidgetItem("New target\nnot saved yet")
            item.setData(_ID_ROLE, _NEW)
            self.list.addItem(item)
            self._is_new = True
            chosen = _NEW
        names = [self.list.item(at).data(_ID_ROLE) for at in range(self.list.count())]
        self.list.setCurrentRow(names.index(chosen) if chosen in names else 0)
        self.list.blockSignals(False)  # noqa: FBT003 - Qt's signature

    def _fill_form(self) -> None:
        if self._shown is None:
            return
        found = self.current()
        self.form.show_line(found, self._shown.level, has_model=self._shown.has_model)
        self.form.show_reading(None if found is None else found.reading, self._shown.skills)
        self._form_of = _NEW if found is None else found.target.id
        self._as_kept = self.form.draft()
        if self._form_of in self._unsaved:
            self.form.show_draft(self._unsaved[self._form_of])
            self._read_posting(self.form.posting.text())

    def _set_aside(self) -> None:
        """Keep what is not saved yet while another target is shown."""
        draft = self.form.draft()
        if self._as_kept is None or draft == self._as_kept:
            self._unsaved.pop(self._form_of, None)
            return
        self._unsaved[self._form_of] = draft
        for at in range(self.list.count()):
            item = self.list.item(at)
            if item.data(_ID_ROLE) == self._form_of:
                item.setText(f"{item.text().splitlines()[0]}\nnot saved yet")

    def _chosen(self) -> None:
        self._set_aside()
        if self._is_new and self.current() is not None:
            self._is_new = False
            self._list_again(str(self.list.currentItem().data(_ID_ROLE)))
        self._fill_form()

    def _begin(self) -> None:
        self._set_aside()
        self._is_new = True
        self.view.set_value(_TARGET)
        self._view_chosen()
        self._stack.setCurrentIndex(_FILLED)
        if self._shown is not None:
            self._list_again(_NEW)
            self._fill_form()
        self.form.company.setFocus()

    def _save(self) -> None:
        draft, found = self.form.draft(), self.current()

        def keep(services: Services) -> Target:
            desk = services.targets()
            if found is None:
                return desk.add(draft, ask_model=False)
            return desk.change(found.target.id, draft, ask_model=False)

        self._ask_to_keep(keep, lambda made: self._kept(made.id, f"{made.company} is kept."))

    def _kept(self, name: str, told: str) -> None:
        self._is_new = False
        self._unsaved.pop(self._form_of, None)
        self._as_kept = None
        self.banners.tell("good", told, key="kept")
        item = self.list.currentItem()
        if item is not None:
            item.setData(_ID_ROLE, name)
        self.tools.hub.announce(Changes(settings=True))

    def _close(self) -> None:
        found = self.current()
        if found is None:
            return
        closed = not found.target.closed
        told = "closed; it stays in the list." if closed else "open again."
        self._ask_to_keep(
            lambda services: services.targets().close(found.target.id, closed=closed),
            lambda made: self._kept(made.id, f"{made.company} is {told}"),
        )

    def _delete(self) -> None:
        found = self.current()
        if found is None:
            return

        def gone(_: object) -> None:
            self._unsaved.pop(found.target.id, None)
            self._form_of, self._as_kept = "", None
            self.banners.tell("good", f"{found.target.company} is deleted.", key="kept")
            self.tools.hub.announce(Changes(settings=True))

        self._ask_to_keep(lambda services: services.targets().delete(found.target.id), gone)

    def _delete_interview(self, interview_id: str) -> None:
        def gone(_: object) -> None:
            self.banners.tell("good", "The interview is deleted.", key="kept")
            self.tools.hub.announce(Changes(settings=True))

        self._ask_to_keep(lambda services: services.targets().delete_interview(interview_id), gone)

    def _ask_model(self) -> None:
        desk, found = self._desk, self.current()
        if desk is None or found is None:
            return
        self.form.model.setEnabled(False)

        def done(made: Target) -> None:
            self.form.model.setEnabled(True)
            self._kept(made.id, "The model has read the posting.")

        def failed(fault: KnownError) -> None:
            self.form.model.setEnabled(True)
            self.banners.tell_error(fault, key="kept")

        self.tools.tasks.remote(lambda: desk.read_again(found.target.id), self, done, failed)

    def _read_posting(self, text: str) -> None:
        if not text.strip():
            self.form.show_reading(None, {})
            return

        def show(reading: PostingReading) -> None:
            self.banners.clear("kept")
            if self._shown is not None:
                self.form.show_reading(reading, self._shown.skills)

        self.tools.tasks.store(lambda services: services.targets().read_terms(text), self, show, self._refused)

    def _log_interview(self) -> None:
        entry = self.log.entry()

        def logged(made: Interview) -> None:
            self.log.clear()
            self.banners.tell("good", f"The interview at {made.company} is logged.", key="kept")
            self.tools.hub.announce(Changes(settings=True))

        self._ask_to_keep(lambda services: services.targets().log(entry), logged)

    def _keep_minutes(self, minutes: int) -> None:
        self._ask_to_keep(
            lambda services: services.targets().keep_minutes(minutes),
            lambda _: self.tools.hub.announce(Changes(settings=True)),
        )

    def _ask_to_keep(self, work: object, done: object) -> None:
        self.tools.tasks.store(work, self, done, self._refused)  # type: ignore[arg-type]

    def _refused(self, fault: KnownError) -> None:
        self.banners.tell_error(fault, key="kept")

    def _view_chosen(self) -> None:
        if self._stack.currentIndex() == _EMPTY and self.view.value() != _TARGET:
            self._stack.setCurrentIndex(_FILLED)
        self._parts.setCurrentIndex([name for name, _ in _VIEWS].index(self.view.value()))

    def _put_together(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(Space.XL, Space.S, Space.XL, Space.S)
        bar.setSpacing(Space.S)
        bar.addWidget(self.add)
        bar.addWidget(self.view, 1)
        self.column.addLayout(bar)
        self.column.addWidget(line())
        for part, footer in self._places():
            part.setObjectName("scrolled")
            part.setMaximumWidth(self.tools.theme.look.px(_WIDEST))
            scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setFrameShape(QFrame.Shape.NoFrame)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scroll.setWidget(part)
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(scroll, 1)
            if footer is not None:
                column.addWidget(line())
                column.addLayout(footer)
            self._parts.addWidget(holder)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self._parts)
        split.setStretchFactor(1, 1)
        split.setSizes([240, 860])
        for place in (QWidget(), self.empty, split):
            self._stack.addWidget(place)
        self.column.addWidget(self._stack, 1)

    def _places(self) -> tuple[tuple[QWidget, QHBoxLayout | None], ...]:
        return ((self.form, self.form.footer), (self.plan, None), (self.log, self.log.footer))

    def _connect(self) -> None:
        self.add.clicked.connect(self._begin)
        self.view.chosen.connect(lambda _: self._view_chosen())
        self.list.currentItemChanged.connect(lambda *_: self._chosen())
        self.form.save_wanted.connect(self._save)
        self.form.close_wanted.connect(self._close)
        self.form.delete_wanted.connect(self._delete)
        self.form.model_wanted.connect(self._ask_model)
        self.form.posting_changed.connect(self._read_posting)
        self.form.refused.connect(lambda why: self.banners.tell("warn", why, key="refused"))
        self.plan.minutes_wanted.connect(self._keep_minutes)
        self.plan.practice_wanted.connect(lambda: self.place_wanted.emit("practice"))
        self.log.log_wanted.connect(self._log_interview)
        self.log.delete_wanted.connect(self._delete_interview)
        self.log.refused.connect(lambda why: self.banners.tell("warn", why, key="refused"))


def state_words(one: TargetLine) -> str:
    """A target's state in a few words."""
    if one.target.closed:
        return "closed"
    when = "no date" if not one.target.dates else "date is past"
    if one.days_left is not None:
        when = "interview today" if one.days_left == 0 else f"interview in {words.counted(one.days_left, 'day')}"
    return f"{when}, in force" if one.in_force else when


def _look(services: Services) -> tuple[TargetDesk, TargetOverview]:
    desk = services.targets()
    return desk, desk.overview()
