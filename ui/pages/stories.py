"""Stories: the user's own, written and kept as one types, and how they cover what behavioral rounds ask for."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as TookTooLong
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QSplitter, QStackedWidget, QWidget

from mockint.domain.changes import Changes
from mockint.domain.user_story import StoryId
from mockint.errors import KnownError
from ui import words
from ui.messages import Action
from ui.pages.page import Page, Tools
from ui.pages.story_editor import Draft, StoryEditor
from ui.pages.story_grid import StoryGrid
from ui.tokens import Space
from ui.widgets.parts import EmptyState, Segments, button, line

if TYPE_CHECKING:
    from mockint.app.stories import Overview, TakenIn
    from mockint.domain.user_story import UserStory
    from ui.services_port import Services

_SAVE_MS: Final = 250
_CLOSE_S: Final = 2.0
"""How long a closing window waits for the last words to be on disk."""
_ID_ROLE: Final = Qt.ItemDataRole.UserRole
_FILTER: Final = "Markdown (*.md);;All files (*)"
_STORY, _COVERAGE = "story", "coverage"
_BLANK, _EMPTY, _WRITING, _GRID = range(4)


class StoriesPage(Page):
    """The list, the story that is being written, and the grid."""

    title = "Stories"
    watches = Changes(rounds=True)

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._drafts: dict[StoryId, Draft] = {}
        self._unsaved: set[StoryId] = set()
        self._keeping: Counter[StoryId] = Counter()
        self._under_way: Future[Any] | None = None
        self.add = button("New story", "primary")
        self.view = Segments("View", ((_STORY, "Stories"), (_COVERAGE, "Coverage")))
        self.take_in = button("Import...", tip="Add stories from a Markdown file")
        self.write_out = button("Export...", tip="Write all stories to a Markdown file")
        self.list = QListWidget()
        self.list.setAccessibleName("Your stories")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.editor = StoryEditor(tools.theme)
        self.grid = StoryGrid()
        self.empty = EmptyState(
            tools.theme,
            "stories",
            "No stories yet",
            "Behavioral rounds draw on stories of your own. Write five or more: what was going on, what you did, how you "
            "measured it, what you think of it now. Every word is kept as you type.",
            ("Write a first story", self._begin),
        )
        self._stack = QStackedWidget()
        self._put_together()
        self.add.hide()
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_SAVE_MS)
        self._due.timeout.connect(self._save)
        self._connect()

    def preferred_focus(self) -> QWidget | None:
        """The list, or the one button of an empty bank; before either is there, what is always there."""
        if self._stack.currentIndex() == _BLANK:
            return self.view.segment(self.view.value())
        return self.empty.action if self._stack.currentIndex() == _EMPTY else self.list

    def load(self) -> None:
        """Ask for everything; what is not kept yet stays as it is."""
        self._save()
        self.ask(lambda services: services.stories().overview(), self._show)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep the last words at once; a window that is closing waits for them."""
        self._save()
        super().hideEvent(event)
        if self._under_way is not None and self.window().isHidden():
            try:
                self._under_way.result(_CLOSE_S)
            except (KnownError, CancelledError, TookTooLong):
                return  # nobody is left to be told; what was kept before is kept

    def _show(self, overview: Overview) -> None:
        kept = {story.id: Draft.of(story) for story in overview.stories}
        # What was asked for may be older than what is being kept just now.
        newer = self._unsaved | {name for name, count in self._keeping.items() if count}
        mine = {name: draft for name, draft in self._drafts.items() if name in newer or draft.is_empty}
        shown = self.current()
        is_first = self._stack.currentIndex() == _BLANK
        had_focus = self.isAncestorOf(self.window().focusWidget() or self)
        self._drafts = kept | mine
        self.editor.set_competencies(overview.competencies)
        self.grid.show_overview(overview)
        self._list_again(shown)
        self._tell_counts(overview)
        focus = self.preferred_focus()
        if is_first and had_focus and focus is not None:
            focus.setFocus()

    def current(self) -> StoryId | None:
        """The story that is shown."""
        item = self.list.currentItem()
        return None if item is None else StoryId(item.data(_ID_ROLE))

    def _list_again(self, chosen: StoryId | None) -> None:
        """Fill the list, and show a story that was not shown before."""
        before = self.current()
        self.list.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self.list.clear()
        for draft in self._drafts.values():
            item = QListWidgetItem(draft.name)
            item.setData(_ID_ROLE, draft.id)
            self.list.addItem(item)
        names = list(self._drafts)
        if names:
            self.list.setCurrentRow(names.index(chosen) if chosen in self._drafts else 0)
        self.list.blockSignals(False)  # noqa: FBT003 - Qt's signature
        if self.current() != before or self.editor.draft().id != self.current():
            self._chosen()
        self._show_place()

    def _chosen(self) -> None:
        name = self.current()
        if name is not None and name in self._drafts:
            self._save()
            self.editor.show_draft(self._drafts[name])
            self.editor.saved.setText("")

    def _begin(self) -> None:
        self.view.set_value(_STORY)
        self.ask(lambda services: services.stories().new_id(), self._begun)

    def _begun(self, name: StoryId) -> None:
        self._save()
        self._drafts = {key: draft for key, draft in self._drafts.items() if not draft.is_empty}
        self._drafts[name] = Draft(name)
        self._list_again(name)
        self.editor.title.setFocus()

    def _edited(self) -> None:
        draft = self.editor.draft()
        self._drafts[draft.id] = draft
        self._unsaved.add(draft.id)
        self.editor.saved.setText("")
        item = self.list.currentItem()
        if item is not None and item.text() != draft.name:
            item.setText(draft.name)
        if not self._due.isActive():  # not put off by further keys: no word is older than this when it is kept
            self._due.start()

    def _save(self) -> None:
        """Keep every story that was changed since it was last kept."""
        self._due.stop()
        for name in tuple(self._unsaved):
            self._unsaved.discard(name)
            draft = self._drafts.get(name)
            if draft is not None:
                self._keep(draft)

    def _keep(self, draft: Draft) -> None:
        def work(services: Services) -> UserStory:
            return services.stories().keep(draft.id, draft.name, dict(draft.parts), draft.competencies)

        def kept(_: UserStory) -> None:
            self._keeping[draft.id] -= 1
            self.banners.clear("save")
            if draft.id not in self._unsaved and self.editor.draft().id == draft.id:
                self.editor.saved.setText("Kept")

        def failed(fault: KnownError) -> None:
            self._keeping[draft.id] -= 1
            self._unsaved.add(draft.id)
            self.editor.saved.setText("Not kept")
            self.banners.tell_error(fault, Action("Try again", self._save), "save")

        self._keeping[draft.id] += 1
        self._under_way = self.tools.tasks.store(work, self, kept, failed).future

    def _delete(self) -> None:
        name = self.current()
        if name is None:
            return
        self._due.stop()
        self._unsaved.discard(name)
        draft = self._drafts[name]
        if draft.is_empty:
            self._gone(name)
            return
        self.ask(lambda services: services.stories().delete(name), lambda _: self._gone(name), key="delete")

    def _gone(self, name: StoryId) -> None:
        self._drafts.pop(name, None)
        self._list_again(None)
        self.reload()

    def _show_place(self) -> None:
        is_coverage = self.view.value() == _COVERAGE
        self._stack.setCurrentIndex(_GRID if is_coverage else _WRITING if self._drafts else _EMPTY)
        self.add.setVisible(self._stack.currentIndex() != _EMPTY)
        self.write_out.setEnabled(bool(self._drafts))

    def _view_chosen(self) -> None:
        self._show_place()
        self.reload()

    def _tell_counts(self, overview: Overview) -> None:
        count, gaps = len(overview.stories), len(overview.gaps)
        told = [words.counted(count, "story", "stories"), words.counted(gaps, "gap") if gaps else "no gap"]
        self.aside.setText(" \N{MIDDLE DOT} ".join(told) if count else "")

    def _choose_import(self) -> None:
        dialog = QFileDialog(self, "Import stories", "", _FILTER)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.import_file(Path(path)))
        dialog.open()

    def import_file(self, path: Path) -> None:
        """Take a file in, and say what came of it."""
        self._save()
        self.ask(
            lambda services: services.stories().take_in(path), self._taken, words="Reading the stories", key="file"
        )

    def _taken(self, done: TakenIn) -> None:
        told = [f"{words.counted(len(done.added), 'story', 'stories')} added."]
        if done.skipped:
            told.append(f"{words.counted(len(done.skipped), 'was', 'were')} here already, word for word.")
        self.banners.tell("warn" if done.notes else "good", " ".join((*told, *done.notes)), key="file")
        self.reload()

    def _choose_export(self) -> None:
        dialog = QFileDialog(self, "Export stories", "", _FILTER)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("md")
        dialog.selectFile("stories.md")
        dialog.fileSelected.connect(lambda path: self.export_file(Path(path)))
        dialog.open()

    def export_file(self, path: Path) -> None:
        """Write all stories to a file."""
        self._save()

        def write(services: Services) -> None:
            bank = services.stories()
            bank.write_out(path, bank.stories())

        def written(_: None) -> None:
            self.banners.tell("good", f"Your stories are at {path}", key="file")

        self.ask(write, written, key="file")

    def _put_together(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(Space.XL, Space.S, Space.XL, Space.S)
        bar.setSpacing(Space.S)
        for widget in (self.add, self.view, self.take_in, self.write_out):
            bar.addWidget(widget, 1 if widget is self.view else 0)
        self.column.addLayout(bar)
        self.column.addWidget(line())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.editor)
        split.setStretchFactor(1, 1)
        split.setSizes([280, 820])
        for part in (QWidget(), self.empty, split, self.grid):
            self._stack.addWidget(part)
        self.column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.add.clicked.connect(self._begin)
        self.view.chosen.connect(lambda _: self._view_chosen())
        self.take_in.clicked.connect(self._choose_import)
        self.write_out.clicked.connect(self._choose_export)
        self.list.currentItemChanged.connect(lambda *_: self._chosen())
        self.editor.edited.connect(self._edited)
        self.editor.delete_wanted.connect(self._delete)
        self.editor.refused.connect(lambda why: self.banners.tell("warn", why, key="refused"))
