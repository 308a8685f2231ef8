"""A round looked at again: its documents, talk and results as they were at any moment, and a way to go on from there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QTabWidget, QVBoxLayout, QWidget

from mockint.app.replaying import Played
from mockint.app.round_types import type_of
from mockint.domain import event as ev
from mockint.rounds.kind import REPLY
from mockint.rounds.replay import phase_spans
from mockint.rounds.story import ItemStory
from mockint.rounds.system_design import DIAGRAM, as_read
from ui.editor.plain import PlainEditor
from ui.replay.timeline import Shown, Timeline
from ui.rounds.editor_tabs import editor_colours
from ui.rounds.follow import TITLES
from ui.rounds.header import clock_text
from ui.rounds.talk_text import Spoken, TalkText
from ui.theme import Theme, tabular
from ui.tokens import Space
from ui.widgets.parts import ElidedLabel, Segments, button, label

if TYPE_CHECKING:
    from ui.replay.drawing import DrawingReplay

SPEEDS: Final = (("1", "1x"), ("4", "4x"), ("16", "16x"))
_TICK_MS: Final = 50
_SILENCE_MS: Final = 8_000
_LEAD_MS: Final = 1_000
_MOST_FILES: Final = 40
_RUNS: Final = {"examples": "examples", "own_tests": "own tests"}


class ReplayScreen(QWidget):
    """Shows a round as it stood at the timeline's place; nothing in it can be changed.

    Args:
        theme: The window's look.
        played: The round.

    Signals:
        closed: Back to where one came from.
        rewind_wanted: Start again from this second of the round.
    """

    closed = Signal()
    rewind_wanted = Signal(float)

    def __init__(self, theme: Theme, played: Played) -> None:
        super().__init__()
        self._theme = theme
        self._played = played
        self._replay = played.replay
        self._stops = sorted({mark.t_ms for mark in played.marks})
        self._runs_code = played.records[0].question.runs_code
        self._item: ItemStory | None = None
        self._position = -1
        self.editors: dict[str, PlainEditor | DrawingReplay] = {}
        self.setObjectName("round")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._play_on)
        self._build()
        self.timeline.valueChanged.connect(self.show_at)
        self.timeline.key.connect(self._key)
        self._take_colours()
        theme.changed.connect(self._take_colours)
        self.show_at(0)

    @property
    def is_playing(self) -> bool:
        """Whether the timeline goes on by itself."""
        return self._timer.isActive()

    def tell(self, words: str) -> None:
        """Say something in the line of results, until the timeline is moved."""
        self.results.set_whole(words)

    def go_to(self, t_ms: int) -> None:
        """Look at a moment of the round, in milliseconds of its clock."""
        self.timeline.setValue(t_ms)

    def step(self, by: int) -> None:
        """Go to the next event, or the one before."""
        times, here = self._replay.times_ms, self.timeline.value()
        at = bisect_right(times, here) if by > 0 else bisect_left(times, here) - 1
        if 0 <= at < len(times):
            self.go_to(times[at])

    def turn_to_mark(self, by: int) -> None:
        """Go to the next mark, or the one before."""
        here = self.timeline.value()
        at = bisect_right(self._stops, here) if by > 0 else bisect_left(self._stops, here) - 1
        if 0 <= at < len(self._stops):
            self.go_to(self._stops[at])

    def play_or_pause(self) -> None:
        """Let the round go on as it went, or stop it."""
        if self.is_playing:
            self._timer.stop()
        else:
            if self.timeline.value() >= self._replay.length_ms:
                self.go_to(0)
            self._timer.start()
        self.play.setText("Pause" if self.is_playing else "Play")

    def show_at(self, t_ms: int) -> None:
        """Show the round as it stood, in milliseconds of its clock."""
        story = self._replay.at(t_ms)
        item = self._item = story.item()
        if story.open_item != self._position:
            self._position = story.open_item
            self._offer_documents()
        question = self._played.records[self._position].question
        self.title.set_whole(f"Replay: {question.header.title}")
        self.clock.setText(f"{clock_text(t_ms / 1000)} / {clock_text(self._replay.length_ms / 1000)}")
        self.state.setText(item.phase)
        self.results.set_whole(_results(item, runs_code=self._runs_code))
        self.talk.show_turns(Spoken(turn.speaker, turn.text, turn.intent, turn.t_ms / 1000) for turn in item.chat)
        self._show_document()
        self.rewind.setEnabled(t_ms < self._replay.length_ms)

    # Parts

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top())
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("The round's documents as they were")
        self.tabs.currentChanged.connect(lambda _at: self._show_document())
        self.talk = TalkText(self._theme)
        self.talk.document().setDocumentMargin(Space.L)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.tabs)
        split.addWidget(self.talk)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        column.addWidget(split, 1)
        column.addWidget(self._foot())
        back = QAction("Back", self)
        back.setShortcut(QKeySequence("Escape"))
        back.triggered.connect(self.closed)
        self.addAction(back)
        self.setFocusProxy(self.timeline)

    def _top(self) -> QWidget:
        top = QWidget()
        top.setObjectName("roundhead")
        top.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(top)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.M)
        self.title = ElidedLabel("", "lead")
        self.state = label("", "muted")
        self.clock = QLabel("")
        self.clock.setProperty("type", "clock")
        self.clock.setFont(tabular(self.clock.font()))
        self.clock.setAccessibleName("Time of the round")
        self.play = button("Play", tip="Let the round go on as it went; silences are skipped (Space)")
        self.play.clicked.connect(self.play_or_pause)
        self.speed = Segments("Speed", list(SPEEDS), "4")
        self.rewind = button("Start again from here", tip="A new practice round with all that was there at this moment")
        self.rewind.clicked.connect(lambda: self.rewind_wanted.emit(self.timeline.value() / 1000))
        if self._played.records[0].question.is_worked_on_in_files:
            self.rewind.setToolTip("A new practice round in a folder of its own, with its text files as they were")
        self.leave = button("Close", tip="Back (Escape)")
        self.leave.clicked.connect(self.closed)
        row.addWidget(self.title, 1)
        for widget in (self.state, self.clock, self.play, self.speed, self.rewind, self.leave):
            row.addWidget(widget)
        return top

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("footer")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(foot)
        column.setContentsMargins(Space.L, Space.S, Space.L, Space.M)
        column.setSpacing(Space.S)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        self.results = ElidedLabel("", "muted")
        row.addWidget(self.results, 1)
        self.marks = []
        for mark in self._played.marks:
            one = button(f"{mark.title} {clock_text(mark.t_ms / 1000)}", "quiet", tip="Go to this moment (M, Shift+M)")
            one.clicked.connect(partial(self.go_to, mark.t_ms))
            self.marks.append(one)
            row.addWidget(one)
        column.addLayout(row)
        self.timeline = Timeline(self._theme)
        record, replay = self._played.records[0], self._replay
        spans = [span for item in range(len(self._played.records)) for span in phase_spans(replay.events, item)]
        edits = [
            t_ms
            for t_ms, event in zip(replay.times_ms, replay.events, strict=True)
            if isinstance(event.payload, ev.Edit)
        ]
        self.timeline.show_round(Shown(replay.length_ms, edits, spans, self._played.moments, self._played.marks))
        self.timeline.setAccessibleDescription(
            f"{record.question.header.title}; Left and Right go by event, Page Up and Down by minute, M by mark"
        )
        column.addWidget(self.timeline)
        return foot

    # What is shown

    def _offer_documents(self) -> None:
        """A tab for each document that ever had a text in the question that is open."""
        self.tabs.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.tabs.clear()
        for editor in self.editors.values():
            editor.deleteLater()
        self.editors = {}
        for name in self._names():
            title = TITLES.get(name, name)
            editor = self.editors[name] = self._drawing() if name == DIAGRAM else _text_of(name, title)
            editor.setAccessibleName(f"{title}, as it was")
            editor.escaped.connect(self.closed)
            self.tabs.addTab(editor, title)
        self.tabs.blockSignals(False)  # noqa: FBT003
        self._take_colours()

    def _drawing(self) -> DrawingReplay:
        from ui.replay.drawing import DrawingReplay  # late: most rounds have no drawing

        last = self._replay.at(self._replay.length_ms).item(self._position).documents.get(DIAGRAM, "")
        return DrawingReplay(self._theme, last)

    def _names(self) -> list[str]:
        rules = type_of(self._played.records[0].question)
        last = self._replay.at(self._replay.length_ms).item(self._position).documents
        if rules.takes_files:
            return sorted(name for name, text in last.items() if text and name != REPLY)[:_MOST_FILES]
        return [part.name for part in rules.documents if part.name in TITLES and (part.needed or last.get(part.name))]

    def _show_document(self) -> None:
        """The document in front as it was; the others are brought up to date when they are looked at."""
        at = self.tabs.currentIndex()
        if self._item is None or not 0 <= at < len(self.editors):
            return
        name = list(self.editors)[at]
        text = self._item.documents.get(name, "")
        self.editors[name].show_text(text if name == DIAGRAM else as_read(name, text))

    # Playing

    def _play_on(self) -> None:
        here, times = self.timeline.value(), self._replay.times_ms
        going = here + _TICK_MS * int(self.speed.value())
        at = bisect_right(times, here)
        if at < len(times) and times[at] - here > _SILENCE_MS:
            going = max(going, times[at] - _LEAD_MS)
        self.go_to(going)
        if going >= self._replay.length_ms:
            self.play_or_pause()

    def _key(self, key: int, shift: bool) -> None:  # noqa: FBT001 - a signal's
        if key == Qt.Key.Key_Space:
            self.play_or_pause()
        elif key == Qt.Key.Key_M:
            self.turn_to_mark(-1 if shift else 1)
        else:
            self.step(1 if key == Qt.Key.Key_Right else -1)

    def _take_colours(self) -> None:
        look = self._theme.look
        for editor in self.editors.values():
            editor.set_colors(editor_colours(look.colours, dark=look.dark))


def _text_of(name: str, title: str) -> PlainEditor:
    """A document to look at."""
    is_python = name.endswith(".py") or title.endswith(".py")
    editor = PlainEditor(is_python=is_python)
    if not is_python:
        editor.wrap_lines()
    editor.set_read_only(True)
    return editor


def _results(item: ItemStory, *, runs_code: bool) -> str:
    """The last run, levels and hints in one line."""
    parts = []
    if item.last_run is not None:
        run = item.last_run
        parts.append(f"Last run: {run.passed} of {run.total} {_RUNS.get(run.what, run.what)} passed")
    if item.levels_open > 1:
        parts.append(f"level {item.levels_open} open")
    if item.hints:
        parts.append(f"{len(item.hints)} hint{'s' if len(item.hints) > 1 else ''} taken")
    if item.curveball:
        parts.append("the plan was changed")
    return "  \N{MIDDLE DOT}  ".join(parts) or ("Nothing run yet" if runs_code else "")
