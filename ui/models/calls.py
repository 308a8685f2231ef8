"""Calls of models as a Qt model that is filled a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui import words

if TYPE_CHECKING:
    from mockint.domain.calls import ModelCall

MESSAGE_ROLE = Qt.ItemDataRole.UserRole
"""The fault of a call in a sentence; empty where there was none."""
Index = QModelIndex | QPersistentModelIndex
WHEN, PURPOSE, MODEL, READ, CACHED, WRITTEN, SECONDS, PRICE, OUTCOME = range(9)
_HEADERS: Final = ("When", "For", "Model", "Tokens in", "From cache", "Out", "Time", "Price", "Outcome")
_TIPS: Final = {
    READ: "Tokens that were read and not taken from the cache; those written to it are among them.",
    CACHED: "Tokens that were taken from the server's prompt cache.",
    PRICE: "Known prices only; a server on this machine is local.",
}
_RIGHT: Final = frozenset({READ, CACHED, WRITTEN, SECONDS, PRICE})
_OUTCOMES: Final = {
    "done": "Done", "no_key": "No key", "key_refused": "Key refused", "payment": "Payment wanted",
    "forbidden": "Not allowed", "not_found": "Not found", "too_large": "Too large", "bad_request": "Not understood",
    "rate_limit": "Rate limit", "overloaded": "Overloaded", "server": "Server error", "timeout": "Too slow",
    "unreachable": "Not reached", "cut": "Cut off", "refusal": "Refused", "truncated": "Too long",
    "bad_reply": "Bad reply", "cancelled": "Cancelled", "cap": "Over the cap",
}  # fmt: skip
_NOWHERE: Final = QModelIndex()
_LEAST_USD: Final = 0.0001


class CallsModel(QAbstractTableModel):
    """A row a call, newest first.

    Signals:
        more_wanted: The list was scrolled to its end and older calls follow.
    """

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls: list[ModelCall] = []
        self._has_more = False

    @property
    def last(self) -> ModelCall | None:
        """The oldest call that is there."""
        return self._calls[-1] if self._calls else None

    def set_calls(self, calls: Sequence[ModelCall], *, more: bool) -> None:
        """Show these calls in place of the ones before."""
        self.beginResetModel()
        self._calls, self._has_more = list(calls), more
        self.endResetModel()

    def add_calls(self, calls: Sequence[ModelCall], *, more: bool) -> None:
        """Add older calls below."""
        self._has_more = more
        if calls:
            self.beginInsertRows(_NOWHERE, len(self._calls), len(self._calls) + len(calls) - 1)
            self._calls.extend(calls)
            self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:
        """Whether older calls follow."""
        return not parent.isValid() and self._has_more

    def fetchMore(self, parent: Index) -> None:
        """Ask for older calls, once."""
        if not parent.isValid() and self._has_more:
            self._has_more = False
            self.more_wanted.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The number of calls that are there."""
        return 0 if parent.isValid() else len(self._calls)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The number of columns."""
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The column's title, and what it counts."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return _TIPS.get(section)
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows and says; the fault in a sentence is the tool tip of the whole row."""
        if not index.isValid():
            return None
        call, column = self._calls[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(call, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return call.message or (f"{call.model} at {call.host}" if column == MODEL else _text(call, column))
        if role == MESSAGE_ROLE:
            return call.message
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_HEADERS[column]}: {_text(call, column)}"
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None


def price_words(call: ModelCall) -> str:
    """What a call cost; a call that was paid for is never shown as free."""
    if call.price_note == "local":
        return "local"
    if call.price_usd is None:
        return "price unknown"
    if call.price_usd == 0:
        return "\N{EN DASH}"  # it ended before a token was read
    return f"under {_LEAST_USD:.4f} USD" if call.price_usd < _LEAST_USD else f"{call.price_usd:.4f} USD"


def outcome_words(call: ModelCall) -> str:
    """How a call ended."""
    return _OUTCOMES.get(call.outcome, call.outcome.replace("_", " ").capitalize())


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def _text(call: ModelCall, column: int) -> str:
    usage = call.usage
    return (
        words.moment(call.made),
        call.purpose.capitalize(),
        call.model,
        f"{usage.input_tokens + usage.cache_creation:,}",
        f"{usage.cache_read:,}",
        f"{usage.output_tokens:,}",
        f"{call.seconds:.1f} s",
        price_words(call),
        outcome_words(call),
    )[column]
