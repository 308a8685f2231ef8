"""Two rounds side by side: levels with their change, what was measured, the time, and how the answers differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QColor, QFontDatabase, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from ui import words
from ui.pages.past_view import PastView, cell
from ui.widgets.parts import label

if TYPE_CHECKING:
    from ui.theme import Theme

_MOST_SHOWN = 24
_CHANCE = (
    "\N{PLUS SIGN} is higher on the right, \N{MINUS SIGN} lower. \N{LEFT DOUBLE QUOTATION MARK}May be chance\N{RIGHT DOUBLE QUOTATION MARK}: "
    "two readings of one answer differ by as much once in five times or more often."
)


class CompareView(PastView):
    """What `mockint.app.compare` tells, to be read."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Two rounds compared")
        self._theme = theme
        self._shown: Mapping[str, Any] | None = None
        theme.changed.connect(self._again)

    def show_document(self, found: Mapping[str, Any]) -> None:
        """Show a comparison."""
        self._shown = found
        self.begin()
        self._sides(found)
        for note in found["notes"]:
            if note:
                self.say(note)
        self._criteria(found)
        self._others(found)
        self.section("What was handed in", found["documents_note"])
        for one in found["documents"]:
            self._document(one)
        self.end()

    def _again(self) -> None:
        if self._shown is not None:
            self.show_document(self._shown)

    def _sides(self, found: Mapping[str, Any]) -> None:
        grid = self.card((2, 4, 4))
        left, right = found["rounds"]
        rows: list[tuple[str, ...]] = [("", "Left", "Right"), ("Question", left["title"], right["title"])]
        rows += [
            ("Kind", left["kind_words"], right["kind_words"]),
            ("Started (UTC)", *((side["started"] or "not started")[:16].replace("T", " ") for side in (left, right))),
            ("Result", left["lead"], right["lead"]),
            ("Graded by", *((side["source"] or "nobody").removeprefix("Graded by ") for side in (left, right))),
            ("Time", *(side["time_words"] or "not handed in" for side in (left, right))),
            ("Hints", str(left["hints_used"]), str(right["hints_used"])),
        ]
        for row, (title, *cells) in enumerate(rows):
            grid.addWidget(label(title, "muted"), row, 0)
            for at, text in enumerate(cells, start=1):
                grid.addWidget(cell(text, "section" if row == 0 else "body"), row, at)

    def _criteria(self, found: Mapping[str, Any]) -> None:
        if not found["criteria"]:
            return
        self.section("Levels", _CHANCE if any(one["change"] is not None for one in found["criteria"]) else "")
        grid = self.card((3, 3, 3, 3))
        for at, title in enumerate(("Criterion", "Left", "Right", "Change")):
            grid.addWidget(label(title, "section"), 0, at)
        for row, one in enumerate(found["criteria"], start=1):
            grid.addWidget(cell(one["title"]), row, 0)
            for at, text in enumerate(one["cells"], start=1):
                grid.addWidget(cell(text), row, at)
            change = one["change"]
            tone = "" if not change or not one["clear"] else "good" if change > 0 else "bad"
            grid.addWidget(cell(change_words(one), "body" if tone else "muted", tone), row, 3)

    def _others(self, found: Mapping[str, Any]) -> None:
        if found["measurements"]:
            self.section("Measured")
            grid = self.card((1, 1))
            for row, one in enumerate(found["measurements"]):
                for at, sentence in enumerate(one["sentences"]):
                    grid.addWidget(cell(sentence or "not measured", "body" if sentence else "muted"), row, at)
        if found["phases"]:
            self.section("Time by phase")
            grid = self.card((2, 4, 4))
            for row, one in enumerate(found["phases"]):
                grid.addWidget(label(one["name"], "muted"), row, 0)
                for at, spent in enumerate(one["spent_s"], start=1):
                    grid.addWidget(cell("not known" if spent is None else clock(spent)), row, at)

    def _document(self, one: Mapping[str, Any]) -> None:
        if not one["diff"]:
            self.say(f"{one['title']}: the same.")
            return
        counts = f"{words.counted(one['added'], 'line')} added, {one['removed']} removed"
        self.column.addWidget(label(f"{one['title']}: {counts}"))
        view = DiffText(self._theme, f"Differences of {one['title']}")
        view.show_diff(one["diff"])
        self.column.addWidget(view)
        if one["cut"]:
            self.say(f"{one['cut']:,} lines further down are not compared.")


class DiffText(QPlainTextEdit):
    """Lines that came with a plus, lines that went with a minus; the ground says it again in colour."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._colours = theme.look.colours
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        family = self.font().family()
        self.setStyleSheet(f"QPlainTextEdit {{ font-family: '{family}'; }}")

    def show_diff(self, diff: str) -> None:
        """Show a unified diff."""
        lines = diff.split("\n")
        self.setPlainText("\n".join(_readable(line) for line in lines))
        grounds = {"+": self._colours.good_soft, "-": self._colours.bad_soft}
        marks = []
        cursor = QTextCursor(self.document())
        for number, line in enumerate(lines):
            ground = grounds.get(line[:1])
            if ground is None and not line.startswith("@@"):
                continue
            mark = QTextEdit.ExtraSelection()
            block = self.document().findBlockByNumber(number)
            cursor.setPosition(block.position())
            mark.cursor = QTextCursor(cursor)
            style = QTextCharFormat()
            if ground is None:
                style.setForeground(QColor(self._colours.muted))
                mark.cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            else:
                style.setBackground(QColor(ground))
                style.setProperty(QTextBlockFormat.Property.FullWidthSelection, True)  # noqa: FBT003
            mark.format = style
            marks.append(mark)
        self.setExtraSelections(marks)
        rows = min(len(lines), _MOST_SHOWN)
        self.setFixedHeight(rows * self.fontMetrics().lineSpacing() + 4 * self.fontMetrics().leading() + 28)


def _readable(line: str) -> str:
    """A hunk's head in words; every other line as it is."""
    if line.startswith("@@"):
        return f"... {line.strip('@ ')}"
    return line


def change_words(one: Mapping[str, Any]) -> str:
    """A change with its sign in front, so that it is read without its colour."""
    change = one["change"]
    if change is None:
        return "\N{EN DASH}"
    sign = "=" if not change else "\N{PLUS SIGN}" if change > 0 else "\N{MINUS SIGN}"
    return f"{sign}  {one['words']}"


def clock(seconds: float) -> str:
    """Seconds as ``m:ss``."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
