"""Where one story is written: its title, a text for each part, and what it can show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from mockint.domain.skill import Competency
from mockint.domain.user_story import STORY_PARTS, UNTITLED, StoryId, UserStory
from mockint.measure.text import WORDS_A_MINUTE, count_words
from ui.rounds.header import clock_text
from ui.rounds.prose_area import ProseArea
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.parts import button, clear_layout, label

_LINES: Final = range(3, 15)
_COLUMNS: Final = 3
_WIDEST: Final = 860
"""Pixels at 100 %: wider, the lines would stand far from what they answer."""
_LONG_WORDS: Final = 600
"""From which on a story is longer than anybody listens to."""


class Draft(NamedTuple):
    """A story as it stands in the window."""

    id: StoryId
    title: str = ""
    parts: Mapping[str, str] = {}
    competencies: tuple[str, ...] = ()

    @classmethod
    def of(cls, story: UserStory) -> Draft:
        """The draft of a story that is kept."""
        return cls(story.id, "" if story.title == UNTITLED else story.title, story.parts, story.competencies)

    @property
    def name(self) -> str:
        """What the list shows."""
        return self.title.strip() or UNTITLED

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written yet."""
        return not (self.title.strip() or self.competencies or any(text.strip() for text in self.parts.values()))


class StoryEditor(QWidget):
    """The fields of one story.

    Signals:
        edited: Something was changed by the user.
        delete_wanted: The story is to go, and the question was answered.
        refused: Why something was not taken, in a sentence.
    """

    edited = Signal()
    delete_wanted = Signal()
    refused = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._id = StoryId("")
        self._is_loading = False
        self.title = QLineEdit()
        self.title.setAccessibleName("Title of the story")
        self.title.setPlaceholderText("What you call it")
        self.title.setMaxLength(200)
        self.title.textEdited.connect(self._changed)
        self.areas: dict[str, ProseArea] = {}
        self.boxes: dict[str, QCheckBox] = {}
        self._content = QWidget()
        self._content.setObjectName("scrolled")
        self._content.setMaximumWidth(theme.look.px(_WIDEST))
        theme.changed.connect(lambda: self._content.setMaximumWidth(theme.look.px(_WIDEST)))
        column = QVBoxLayout(self._content)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.S)
        column.addWidget(self.title)
        for part in STORY_PARTS:
            column.addSpacing(Space.S)
            column.addWidget(label(part.title, "section"))
            column.addWidget(label(part.asks, "muted", wrap=True))
            column.addWidget(_framed(self._area(theme, part.name, part.title)))
        column.addSpacing(Space.S)
        column.addWidget(label("What it can show", "section"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.L)
        column.addLayout(self._grid)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addLayout(self._footer())
        self._ask(wanted=False)  # once they have a parent: shown before, a button is a window of its own

    def set_competencies(self, competencies: Iterable[Competency]) -> None:
        """Offer what a story can show; the choice is kept."""
        wanted = list(competencies)
        if [one.id for one in wanted] == list(self.boxes):
            return
        clear_layout(self._grid)
        self.boxes = {}
        for at, one in enumerate(wanted):
            box = QCheckBox(one.title)
            box.setToolTip(one.about)
            box.toggled.connect(self._changed)
            self._grid.addWidget(box, at // _COLUMNS, at % _COLUMNS)
            self.boxes[one.id] = box

    def draft(self) -> Draft:
        """The story as it stands."""
        return Draft(
            self._id,
            self.title.text(),
            {name: area.text() for name, area in self.areas.items()},
            tuple(name for name, box in self.boxes.items() if box.isChecked()),
        )

    def show_draft(self, draft: Draft) -> None:
        """Show another story without telling anyone."""
        self._is_loading = True
        self._id = draft.id
        self.title.setText(draft.title)
        for name, area in self.areas.items():
            area.load(draft.parts.get(name, ""))
            self._fit(area)
        for name, box in self.boxes.items():
            box.setChecked(name in draft.competencies)
        self._is_loading = False
        self._ask(wanted=False)
        self._count()

    def _area(self, theme: Theme, name: str, title: str) -> ProseArea:
        area = ProseArea(theme, title)
        area.edited.connect(lambda _: self._changed())
        area.textChanged.connect(lambda: self._fit(area))
        area.refused.connect(self.refused)
        self.areas[name] = area
        self._fit(area)
        return area

    def _fit(self, area: ProseArea) -> None:
        """As high as its text, within reason."""
        lines = min(max(area.document().size().height() + 1, _LINES.start), _LINES.stop)
        area.setFixedHeight(round(lines * area.fontMetrics().lineSpacing()) + Space.L)

    def _footer(self) -> QHBoxLayout:
        self.words = label("", "muted")
        self.saved = label("", "muted")
        self.delete = button("Delete...", "danger", tip="Remove this story for good")
        self.question = label("Delete this story? This cannot be undone.")
        self.confirm = button("Delete for good", "danger")
        self.keep = button("Keep it")
        self.delete.clicked.connect(lambda: self._ask(wanted=True))
        self.keep.clicked.connect(lambda: self._ask(wanted=False))
        self.confirm.clicked.connect(self.delete_wanted)
        row = QHBoxLayout()
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.M)
        row.addWidget(self.words)
        row.addWidget(self.saved)
        row.addStretch(1)
        for widget in (self.question, self.confirm, self.keep, self.delete):
            row.addWidget(widget)
        return row

    def _ask(self, *, wanted: bool) -> None:
        had_focus = self.keep.hasFocus() or self.confirm.hasFocus() or self.delete.hasFocus()
        for widget in (self.question, self.confirm, self.keep):
            widget.setVisible(wanted)
        self.delete.setVisible(not wanted)
        if had_focus:
            (self.keep if wanted else self.delete).setFocus()

    def _changed(self) -> None:
        if not self._is_loading:
            self._count()
            self.edited.emit()

    def _count(self) -> None:
        count = sum(count_words(area.text()) for area in self.areas.values())
        spoken = clock_text(count / WORDS_A_MINUTE * 60)
        long = f" \N{MIDDLE DOT} longer than anybody listens to: about {_LONG_WORDS} words are enough"
        told = f"{count:,} {'word' if count == 1 else 'words'} \N{MIDDLE DOT} {spoken} aloud"
        self.words.setText(told + (long if count > _LONG_WORDS else ""))


def _framed(area: ProseArea) -> QFrame:
    """The area with an edge around it, so that one sees where to write."""
    frame = QFrame()
    frame.setObjectName("card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(2, 2, 2, 2)
    column.addWidget(area)
    return frame
