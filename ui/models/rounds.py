"""The history as a Qt model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui import words

if TYPE_CHECKING:
    from mockint.domain.wanted import Place
    from ui.services_port import RoundsPage, RoundSummary

Index = QModelIndex | QPersistentModelIndex
ROUND_ROLE = Qt.ItemDataRole.UserRole
TITLE, KIND, WHEN, STATE, OUTCOME, SOURCE = range(6)
_HEADERS = ("Question", "Kind", "When", "State", "Outcome", "Graded by")
_NOWHERE = QModelIndex()


class RoundsModel(QAbstractTableModel):
    """A row a round, newest first; more are asked for as the view nears the last one.

    Signals:
        more_wanted: The rounds behind this place are to be asked for and given to `add_page`.
    """

    more_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rounds: tuple[RoundSummary, ...] = ()
        self._after: Place | None = None
        self._asked: Place | None = None

    def set_page(self, page: RoundsPage) -> None:
        """Show these rounds alone; the same ones again change nothing."""
        self._after, self._asked = page.after, None
        if tuple(page.rounds) == self._rounds:
            return
        self.beginResetModel()
        self._rounds = tuple(page.rounds)
        self.endResetModel()

    def add_page(self, behind: Place, page: RoundsPage) -> None:
        """Add the rounds behind a place, if it is the very one that was asked for last."""
        if behind is not self._asked:
            return
        self._after, self._asked = page.after, None
        if page.rounds:
            self.beginInsertRows(QModelIndex(), len(self._rounds), len(self._rounds) + len(page.rounds) - 1)
            self._rounds += tuple(page.rounds)
            self.endInsertRows()

    def give_up(self, behind: Place) -> None:
        """The rounds behind a place could not be read; they may be asked for again."""
        if behind is self._asked:
            self._asked = None

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are more rounds, and nobody has been asked for them."""
        return not parent.isValid() and self._after is not None and self._asked is None

    def fetchMore(self, parent: Index) -> None:
        """Ask for the rounds behind the last one."""
        if self.canFetchMore(parent):
            self._asked = self._after
            self.more_wanted.emit(self._after)

    def row_of(self, round_id: str) -> int:
        """The row of a round; -1 where it is not there."""
        return next((row for row, one in enumerate(self._rounds) if one.id == round_id), -1)

    def like(self, one: RoundSummary) -> int:
        """The row of another round of the same question, the next older one first; -1 where none is there."""
        at = self.row_of(one.id)
        found = [
            row
            for row, other in enumerate(self._rounds)
            if row != at and one.question and other.question == one.question and not other.is_open and not other.is_held
        ]
        return min(found, key=lambda row: (row < at, abs(row - at)), default=-1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The number of rounds."""
        return 0 if parent.isValid() else len(self._rounds)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The number of columns."""
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The column's title."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows and says, and the round behind it."""
        if not index.isValid():
            return None
        one, column = self._rounds[index.row()], index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return _text(one, column)
        if role == ROUND_ROLE:
            return one
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_HEADERS[column]}: {_text(one, column)}"
        return None


def outcome(one: RoundSummary) -> str:
    """What came of a round: the measured bar leads, a verdict follows where there is one.

    A loop's rounds tell it at the end of the loop: who knows mid-way how it goes takes the rest differently.
    """
    if one.is_held:
        return "In a loop, told at its end"
    bar = words.BARS.get(one.measured_bar or "", "")
    return " \N{MIDDLE DOT} ".join(part for part in (bar, one.verdict or "") if part) or "\N{EN DASH}"


def name_of(one: RoundSummary) -> str:
    """The title of a round, marked where it is made up for the demonstration; in front, so that no cut takes it away."""
    return f"Demo: {one.title}" if one.demo else one.title


def tells(one: RoundSummary) -> bool:
    """Whether a round's result may be told: it is over, and no loop keeps it back."""
    return not one.is_open and not one.is_held


def comparable(left: RoundSummary, right: RoundSummary) -> bool:
    """Whether two rounds can be set side by side: two of one kind, both with something to tell."""
    return left.id != right.id and left.kind == right.kind and tells(left) and tells(right)


def how(one: RoundSummary) -> str:
    """The kind, form and mode of a round in a few words."""
    parts = [words.kind(one.kind)]
    if one.form == "short":
        parts.append("short")
    if one.mode == "simulation":
        parts.append("simulation")
    return ", ".join(parts)


def _text(one: RoundSummary, column: int) -> str:
    if column == TITLE:
        return name_of(one)
    if column == KIND:
        return how(one)
    if column == WHEN:
        return words.moment(one.started)
    if column == STATE:
        return words.STATES.get(one.state, one.state)
    if column == OUTCOME:
        return outcome(one)
    return ("" if one.is_held else one.source.removeprefix("Graded by ")) or "\N{EN DASH}"
