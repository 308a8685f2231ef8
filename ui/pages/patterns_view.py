"""What the last rounds have in common: trends with intervals, forecasts, time by phase, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ui import words
from ui.pages.past_view import PastView, cell
from ui.widgets.parts import ElidedLabel, button, label
from ui.widgets.trend_line import TrendLine

if TYPE_CHECKING:
    from ui.theme import Theme

_MOST_ROWS = 40
_TRENDS = (
    ("kinds", "By kind of round", "The weighted mean of what tests, a model or another person judged."),
    ("skills", "By skill", ""),
    ("criteria", "By criterion", ""),
)


class PatternsView(PastView):
    """What `mockint.app.patterns` tells, to be read."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Patterns")
        self._theme = theme
        self._shown: tuple[Mapping[str, Any], str] | None = None
        theme.changed.connect(self._again)

    def show_document(self, found: Mapping[str, Any], filtered: str) -> None:
        """Show patterns.

        Args:
            found: What `mockint.app.patterns` tells.
            filtered: What the rounds were filtered by, in words; empty for nothing.
        """
        self._shown = found, filtered
        self.begin()
        self.say(found["about"] + (f" Only rounds with {filtered}." if filtered else ""))
        if found["demo"]:
            self.say(f"{words.counted(found['demo'], 'answer')} of these: demo data.")
        if found["rounds"]:
            for key, title, about in _TRENDS:
                self._trends(title, about, found["trends"][key])
            self._forecasts(found["predictions"])
            self._phases(found["phases"])
            self._repeats(found["repeats"])
        self.end()

    def _again(self) -> None:
        if self._shown is not None:
            self.show_document(*self._shown)

    def _trends(self, title: str, about: str, rows: Sequence[Mapping[str, Any]]) -> None:
        if not rows:
            self.section(title, "No level yet.")
            return
        self.section(title, about)
        grid = self.card((3, 0, 4))
        for at, row in enumerate(rows[:_MOST_ROWS]):
            kind = row["kind"]
            name = row["title"] if kind is None or row["id"] == kind else f"{row['title']} ({words.kind(kind)})"
            grid.addWidget(cell(name, middle=True), at, 0)
            grid.addWidget(TrendLine(self._theme, row), at, 1)
            kind_of_text = "body" if row["enough"] else "muted"
            grid.addWidget(cell(sentence(row["words"]), kind_of_text, middle=True), at, 2)
        if len(rows) > _MOST_ROWS:
            self.say(f"{len(rows) - _MOST_ROWS} more have fewer levels: mockint history --patterns.")

    def _forecasts(self, found: Mapping[str, Any]) -> None:
        self.section("Your forecasts against what was found")
        grid = self.card((3, 7))
        rows = [("Levels", found["levels"]), ("Hidden tests", found["hidden_tests"])]
        rows += [(one["title"], one) for one in found["criteria"]]
        for at, (title, one) in enumerate(rows):
            grid.addWidget(cell(title), at, 0)
            grid.addWidget(cell(sentence(one["words"]), "body" if one["enough"] else "muted"), at, 1)

    def _phases(self, rows: Sequence[Mapping[str, Any]]) -> None:
        if not rows:
            return
        self.section("Time by phase against the guide")
        grid = self.card((3, 7))
        for at, row in enumerate(rows):
            grid.addWidget(cell(f"{row['name']} ({words.kind(row['kind'])})"), at, 0)
            grid.addWidget(cell(row["words"], "body" if row["enough"] else "muted"), at, 1)

    def _repeats(self, rows: Sequence[Mapping[str, Any]]) -> None:
        if not rows:
            self.section("What comes back", "No criterion was at 2 or below more than once.")
            return
        self.section("What comes back", "Criteria that were at 2 or below more than once, the most frequent first.")
        for row in rows:
            self.column.addWidget(label(f"{row['title']} ({words.kind(row['kind'])}): {row['words']}"))
            grid = self.card((0, 3, 6, 0))
            for at, one in enumerate(row["entries"]):
                grid.addWidget(label(one["when"][:10], "muted"), at, 0)
                grid.addWidget(ElidedLabel(one["title"]), at, 1)
                grid.addWidget(cell(one["missing"] or "nothing was noted", "muted", middle=True), at, 2)
                look = button("Open", "quiet", tip=f"See {one['title']}")
                look.setAccessibleName(f"Open {one['title']} of {one['when'][:10]}")
                name = one["round"].partition("/")[0]
                look.clicked.connect(lambda _checked=False, name=name: self.round_wanted.emit(name))
                grid.addWidget(look, at, 3)


def sentence(text: str) -> str:
    """Words that stand alone, with a capital."""
    return text[:1].upper() + text[1:]
