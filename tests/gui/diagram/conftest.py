"""A canvas, and a user who works it with a pointer and keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mockint.domain.diagram import Diagram, Edge, Group, Node
from ui.diagram.canvas import DiagramCanvas
from ui.theme import Theme

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
SMALL = Diagram(
    nodes=(
        Node(id="web", type="client", label="Help page", x=-240, y=0),
        Node(id="api", type="api", label="Chat API", x=0, y=0, group="net"),
        Node(id="llm", type="model", label="Answer model", x=240, y=0, group="net"),
        Node(id="log", type="tracer", x=0, y=200),
    ),
    edges=(Edge(source="web", target="api", label="question"), Edge(source="api", target="llm")),
    groups=(Group(id="net", label="Our network"),),
)


class Hand:
    """What a user does, in coordinates of the plane."""

    def __init__(self, canvas: DiagramCanvas) -> None:
        self.canvas = canvas
        self.view = canvas.view
        self.told: list[str] = []
        canvas.changed.connect(self.told.append)

    @property
    def diagram(self) -> Diagram:
        return self.canvas.diagram()

    @property
    def names(self) -> list[str]:
        return [node.name for node in self.diagram.nodes]

    @property
    def links(self) -> list[tuple[str, str]]:
        name = {node.id: node.name for node in self.diagram.nodes}
        return [(name[edge.source], name[edge.target]) for edge in self.diagram.edges]

    def at(self, x: float, y: float) -> QPoint:
        from PySide6.QtCore import QPointF

        return self.view.mapFromScene(QPointF(x, y))

    def node(self, node_id: str, off: tuple[float, float] = (0, 0)) -> QPoint:
        item = self.canvas.scene.nodes[node_id]
        return self.at(item.x() + off[0], item.y() + off[1])

    def click(self, at: QPoint, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        QTest.mouseClick(self.view.viewport(), LEFT, keys, at)

    def double_click(self, at: QPoint) -> None:
        QTest.mouseDClick(self.view.viewport(), LEFT, NO_KEYS, at)

    def drag(
        self, begin: QPoint, end: QPoint, *, keys: Qt.KeyboardModifier = NO_KEYS, via: QPoint | None = None
    ) -> None:
        """Press, move in steps, let go; `via` is a place on the way."""
        port = self.view.viewport()
        QTest.mouseMove(port, begin)
        QTest.mousePress(port, LEFT, keys, begin)
        for part in (via, end):
            if part is not None:
                QTest.mouseMove(port, (begin + part) / 2)
                QTest.mouseMove(port, part)
        QTest.mouseRelease(port, LEFT, keys, end)

    def press(self, *keys: str) -> None:
        """Keys such as ``Ctrl+Z`` for whatever has the keyboard."""
        for key in keys:
            combination = QKeySequence(key)[0]
            QTest.keyClick(self._focused(), combination.key(), combination.keyboardModifiers())

    def type(self, text: str) -> None:
        QTest.keyClicks(self._focused(), text)

    def _focused(self) -> object:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    @property
    def status(self) -> str:
        return self.canvas.status.accessibleName()

    @property
    def clipboard(self) -> str:
        return QGuiApplication.clipboard().text()


@pytest.fixture
def canvas(qtbot: QtBot, theme: Theme) -> Iterator[DiagramCanvas]:
    made = DiagramCanvas(theme)
    made.resize(1100, 700)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.view.hasFocus)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def hand(canvas: DiagramCanvas) -> Hand:
    return Hand(canvas)


@pytest.fixture
def drawn(hand: Hand) -> Hand:
    """A canvas with four parts, two edges and a group."""
    hand.canvas.set_text(SMALL.as_json())
    return hand
