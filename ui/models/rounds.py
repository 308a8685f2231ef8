"""The history as a Qt model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui import words

if TYPE_CHECKING:
    from ui.services_port import RoundSummary

Index = QModelIndex | QPersistentModelIndex
ROUND_ROLE = Qt.ItemDataRole.UserRole
TITLE, KIND, WHEN, STATE, OUTCOME, SOURCE = range(6)
_HEADERS = ("Question", "Kind", "When", "State", "Outcome", "Graded by")
_NOWHERE = QModelIndex()


class RoundsModel(QAbstractTableModel):
    """A row a round, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rounds: tuple[RoundSummary, ...] = ()

    def set_rounds(self, rounds: Sequence[RoundSummary]) -> None:
        """Show these rounds; the same ones again change nothing."""
        if tuple(rounds) == self._rounds:
            return
        self.beginResetModel()
        self._rounds = tuple(rounds)
        self.endResetModel()

    def row_of(self, round_id: str) -> int:
        """The row of a round; -1 where it is not there."""
        return next((row for row, one in enumerate(self._rounds) if one.id == round_id), -1)

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
    """What came of a round: the measured bar leads, a verdict follows where there is one."""
    bar = words.BARS.get(one.measured_bar or "", "")
    return " \N{MIDDLE DOT} ".join(part for part in (bar, one.verdict or "") if part) or "\N{EN DASH}"


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
        return f"{one.title} (demo)" if one.demo else one.title
    if column == KIND:
        return how(one)
    if column == WHEN:
        return words.moment(one.started)
    if column == STATE:
        return words.STATES.get(one.state, one.state)
    if column == OUTCOME:
        return outcome(one)
    return one.source.removeprefix("Graded by ") or "\N{EN DASH}"
