"""The list of questions as a Qt model, and the filter over it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from ui import words

if TYPE_CHECKING:
    from ui.services_port import QuestionEntry

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole
SORT_ROLE = Qt.ItemDataRole.UserRole + 1
TITLE, KIND, DIFFICULTY, TIME, SKILLS, SEEN = range(6)
_HEADERS = ("Question", "Kind", "Difficulty", "Time", "Skills", "Done")
_NOWHERE = QModelIndex()


class QuestionsModel(QAbstractTableModel):
    """A row a question."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[QuestionEntry, ...] = ()

    def set_entries(self, entries: Sequence[QuestionEntry]) -> None:
        """Show these questions; the same ones again change nothing."""
        if tuple(entries) == self._entries:
            return
        same = [e.ref for e in entries] == [e.ref for e in self._entries]
        if not same:
            self.beginResetModel()
        self._entries = tuple(entries)
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(len(entries) - 1, len(_HEADERS) - 1))
        else:
            self.endResetModel()

    def entries(self) -> tuple[QuestionEntry, ...]:
        """All questions."""
        return self._entries

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The number of questions."""
        return 0 if parent.isValid() else len(self._entries)

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
        """What a cell shows, says, sorts by, and the entry behind it."""
        if not index.isValid():
            return None
        entry, column = self._entries[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(entry, column)
        if role == SORT_ROLE:
            return {DIFFICULTY: entry.difficulty, TIME: entry.minutes}.get(column, _text(entry, column).casefold())
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.summary if column == TITLE else ", ".join(entry.skills) if column == SKILLS else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_HEADERS[column]}: {_text(entry, column) or 'no'}"
        return None


class QuestionsFilter(QSortFilterProxyModel):
    """Shows the questions that have the words, the kind, the pattern, the difficulty and the skill."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._exact: dict[str, str] = {}
        self.setSortRole(SORT_ROLE)

    def set_words(self, text: str) -> None:
        """Keep the rows in which every word stands somewhere."""
        self._words = tuple(text.casefold().split())
        self.invalidate()

    def set_exact(self, name: str, value: str) -> None:
        """Keep the rows of one kind, pattern, difficulty or skill; an empty value keeps all."""
        self._exact[name] = value
        self.invalidate()

    def entry_at(self, row: int) -> QuestionEntry | None:
        """The question in a visible row."""
        found: QuestionEntry | None = self.index(row, 0).data(ENTRY_ROLE)
        return found

    def row_of(self, ref: str) -> int:
        """The visible row of a question; -1 where it is filtered out."""
        rows = (row for row in range(self.rowCount()) if (e := self.entry_at(row)) is not None and e.ref == ref)
        return next(rows, -1)

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Whether a question passes every filter."""
        entry: QuestionEntry = self.sourceModel().index(row, 0, parent).data(ENTRY_ROLE)
        kind, pattern, difficulty, skill = map(self._exact.get, ("kind", "pattern", "difficulty", "skill"))
        if (kind and entry.kind != kind) or (pattern and entry.pattern != pattern):
            return False
        if difficulty and str(entry.difficulty) != difficulty:
            return False
        if skill and skill not in entry.skills:
            return False
        text = " ".join((entry.title, entry.ref, entry.pattern, entry.summary, *entry.skills)).casefold()
        return all(word in text for word in self._words)


def _text(entry: QuestionEntry, column: int) -> str:
    if column == TITLE:
        return entry.title
    if column == KIND:
        return words.kind(entry.kind)
    if column == DIFFICULTY:
        return words.DIFFICULTIES.get(entry.difficulty, str(entry.difficulty))
    if column == TIME:
        return f"{entry.minutes} min"
    if column == SKILLS:
        more = len(entry.skills) - 1
        return f"{entry.skills[0]} +{more}" if more > 0 else "".join(entry.skills)
    return "\N{CHECK MARK}" if entry.seen else ""
