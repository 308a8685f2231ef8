"""The files of a build's folder as a tree; it takes thousands of them without a stall."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QTreeView

from mockint.app.workspace import WorkspaceFile
from ui import words
from ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
PATH: Final = Qt.ItemDataRole.UserRole + 1
CHANGED: Final = "\N{BULLET}"


class _Node:
    """A file, or a folder with what is in it."""

    __slots__ = ("children", "file", "name", "parent", "path", "row")

    def __init__(self, name: str, path: str, parent: _Node | None, file: WorkspaceFile | None = None) -> None:
        self.name = name
        self.path = path
        self.parent = parent
        self.file = file
        self.children: list[_Node] = []
        self.row = 0


class FileTreeModel(QAbstractItemModel):
    """Folders first, then files, each by name; what changed by the change of plan is marked."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._root = _Node("", "", None)
        self._nodes: dict[str, _Node] = {}
        self._changed: frozenset[str] = frozenset()
        self._counts: dict[str, int] = {}

    def show(self, files: Iterable[WorkspaceFile]) -> None:
        """Show other files."""
        self.beginResetModel()
        self._root, self._nodes = _Node("", "", None), {}
        for file in files:
            self._add(file)
        for node in (self._root, *self._nodes.values()):
            node.children.sort(key=lambda child: (child.file is not None, child.name.casefold(), child.name))
            for row, child in enumerate(node.children):
                child.row = row
        self._count()
        self.endResetModel()

    def mark_changed(self, paths: Iterable[str]) -> None:
        """Mark files that the change of plan changed, and the folders they are in."""
        self._changed = frozenset(paths)
        self._count()
        for node in self._nodes.values():
            at = self.createIndex(node.row, 0, node)
            self.dataChanged.emit(at, at)

    def index_of(self, path: str) -> QModelIndex:
        """Where a path stands; invalid where it is not there."""
        node = self._nodes.get(path)
        return QModelIndex() if node is None else self.createIndex(node.row, 0, node)

    def path_of(self, index: _Index) -> str:
        """Path of a file or folder; empty for none."""
        return self._node(index).path

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's default
        """The index of a child."""
        children = self._node(parent).children
        return (
            self.createIndex(row, column, children[row]) if 0 <= row < len(children) and not column else QModelIndex()
        )

    def parent(self, index: _Index = QModelIndex()) -> QModelIndex:  # type: ignore[override] # noqa: B008 - Qt's overload
        """The index of the folder that something is in."""
        above = self._node(index).parent
        return QModelIndex() if above is None or above is self._root else self.createIndex(above.row, 0, above)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Number of things in a folder."""
        return len(self._node(parent).children)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: ARG002, B008 - Qt's
        """One."""
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is shown of a file or folder."""
        if not index.isValid():
            return None
        node = self._node(index)
        if role == PATH:
            return node.path if node.file is not None else ""
        count = self._counts.get(node.path, 0)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{node.name} {CHANGED}" if count else node.name
        if role == Qt.ItemDataRole.ForegroundRole:
            colours = self._theme.look.colours
            if count:
                return QColor(colours.accent_text)
            return None if node.file is None or node.file.is_text else QColor(colours.muted)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._told(node, count)
        return None

    def _told(self, node: _Node, count: int) -> str:
        if node.file is None:
            changed = f", {words.counted(count, 'file')} changed by the change of plan" if count else ""
            return f"{node.path}: folder{changed}"
        kind = "" if node.file.is_text else ", not a text that can be opened here"
        return f"{node.path}, {node.file.size:,} bytes{kind}{', changed by the change of plan' if count else ''}"

    def _node(self, index: _Index) -> _Node:
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, _Node) else self._root

    def _add(self, file: WorkspaceFile) -> None:
        parts = PurePosixPath(file.path).parts
        above = self._root
        path = ""
        for part in parts[:-1]:
            path = f"{path}/{part}" if path else part
            node = self._nodes.get(path)
            if node is None:
                node = self._nodes[path] = _Node(part, path, above)
                above.children.append(node)
            above = node
        node = self._nodes[file.path] = _Node(parts[-1], file.path, above, file)
        above.children.append(node)

    def _count(self) -> None:
        """How many changed files each path stands for."""
        self._counts = {}
        for path in self._changed:
            node = self._nodes.get(path)
            while node is not None and node is not self._root:
                self._counts[node.path] = self._counts.get(node.path, 0) + 1
                node = node.parent


class FileTree(QTreeView):
    """Shows the model; Enter or a click opens a file.

    Signals:
        file_wanted: Path of the file to open.
    """

    file_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.files = FileTreeModel(theme, self)
        self.setModel(self.files)
        self.setAccessibleName("Files of the folder")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(theme.look.px(14))
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.clicked.connect(self._open)
        theme.changed.connect(self.viewport().update)

    def show_files(self, files: Iterable[WorkspaceFile], expanded: Iterable[str] = ()) -> None:
        """Show other files; folders that were open stay open, and the place in the tree is kept.

        Args:
            files: What is in the folder now.
            expanded: Folders to open the first time.
        """
        open_ = set(self._expanded()) or set(expanded)
        current = self.files.path_of(self.currentIndex())
        bar = self.verticalScrollBar().value()
        self.files.show(files)
        for path in sorted(open_):
            self.setExpanded(self.files.index_of(path), True)  # noqa: FBT003 - Qt's
        if current:
            self.setCurrentIndex(self.files.index_of(current))
        self.verticalScrollBar().setValue(bar)

    def choose(self, path: str) -> None:
        """Make a file the current one, where it is shown; a closed folder stays closed."""
        index = self.files.index_of(path)
        above = index.parent()
        if index.isValid() and (not above.isValid() or self.isExpanded(above)):
            self.setCurrentIndex(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the rest is the tree's."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            index = self.currentIndex()
            if self.files.hasChildren(index) and index.isValid():
                self.setExpanded(index, not self.isExpanded(index))
            else:
                self._open(index)
            return
        super().keyPressEvent(event)

    def _open(self, index: _Index) -> None:
        path = self._path(index)
        if path:
            self.file_wanted.emit(path)

    def _path(self, index: _Index) -> str:
        return str(self.files.data(index, PATH) or "")

    def _expanded(self) -> Iterator[str]:
        waiting = [self.files.index(row, 0) for row in range(self.files.rowCount())]
        while waiting:
            index = waiting.pop()
            if self.isExpanded(index):
                yield self.files.path_of(index)
                waiting += [self.files.index(row, 0, index) for row in range(self.files.rowCount(index))]
