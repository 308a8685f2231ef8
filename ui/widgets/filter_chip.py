"""A filter as a chip: a button that says what it filters by and opens a menu of choices."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ui.widgets.parts import restyle

_LONGEST = 26
"""Characters of a value's title on the chip; the tool tip has all of them."""


class FilterChip(QPushButton):
    """One filter with one value or none.

    Signals:
        filtered: The value that is filtered by; empty for all.
    """

    filtered = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._titles: dict[str, str] = {}
        self._value = ""
        self.setProperty("role", "chip")
        self.choices = QMenu(self)
        self.clicked.connect(self._open)
        self._say()

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these (value and title); a value that is no longer there is let go."""
        self._titles = dict(choices)
        self.choices.clear()
        for value, title in (("", f"Any {self._name.lower()}"), *choices):
            action = QAction(title.replace("&", "&&"), self.choices)
            action.setCheckable(True)
            action.setData(value)
            action.triggered.connect(lambda _checked=False, value=value: self._choose(value))
            self.choices.addAction(action)
        if self._value not in self._titles:
            self._value = ""
        self._say()

    def value(self) -> str:
        """The value in force; empty for all."""
        return self._value

    def title(self) -> str:
        """The title of the value in force; empty for all."""
        return self._titles.get(self._value, "")

    def offered(self) -> tuple[tuple[str, str], ...]:
        """The choices (value and title)."""
        return tuple(self._titles.items())

    def set_value(self, value: str) -> None:
        """Filter by a value without telling anyone; an unknown one means all."""
        self._value = value if value in self._titles else ""
        self._say()

    def _choose(self, value: str) -> None:
        self.set_value(value)
        self.filtered.emit(self._value)

    def _open(self) -> None:
        # popup() and not exec(): no second event loop.
        self.choices.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _say(self) -> None:
        title = self._titles.get(self._value, "")
        shown = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
        self.setText((shown or self._name).replace("&", "&&"))
        self.setAccessibleName(f"{self._name} filter: {title or 'any'}")
        self.setToolTip(title if shown != title else f"Filter by {self._name.lower()}")
        for action in self.choices.actions():
            action.setChecked(action.data() == self._value)
        self.setProperty("active", "true" if self._value else "false")
        restyle(self)
