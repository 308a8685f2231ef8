"""How long the canvas takes for a frame while 200 parts and 300 edges are panned, zoomed and dragged."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator

from tests.bench.driving import apart
from tests.bench.figures import Figure, percentile

NODES, EDGES = 200, 300
LIMIT_MS = 16.0
_FRAMES = 60


def figures() -> list[Figure]:
    """The slowest frame of each way to move, and the 99th of a hundred."""
    found = apart("tests.bench.canvas")
    made = []
    for name, frames in found.items():
        made.append(Figure(f"canvas, {name}: p99 frame", percentile(frames, 0.99), "ms", LIMIT_MS))
        made.append(Figure(f"canvas, {name}: worst frame", max(frames), "ms", LIMIT_MS))
    return made


def measure() -> dict[str, list[float]]:
    """Milliseconds of each frame: handling its event and painting what changed, in a window without a screen."""
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from ui.diagram.canvas import DiagramCanvas
    from ui.diagram.edits import Chosen
    from ui.theme import Theme

    application = QApplication([])
    theme = Theme(application, "light", scale=1.0)
    canvas = DiagramCanvas(theme)
    canvas.resize(1280, 800)
    canvas.show()
    canvas.set_text(_large())
    view, viewport = canvas.view, canvas.view.viewport()
    found: dict[str, list[float]] = {}

    def frames(name: str, steps: Iterator[Callable[[], object]], *, warm: int = 3) -> None:
        taken = []
        for step in steps:
            began = time.perf_counter()
            step()
            application.processEvents()
            taken.append((time.perf_counter() - began) * 1000)
        found[name] = taken[warm:]

    def wheel(notches: int, at: QPoint) -> None:
        event = QWheelEvent(
            QPointF(at),
            QPointF(viewport.mapToGlobal(at)),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        application.sendEvent(viewport, event)

    def drag(by: int) -> Iterator[Callable[[], object]]:
        at = view.mapFromScene(canvas.scene.nodes["n105"].pos())
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=at)
        for step in range(1, _FRAMES):
            yield lambda step=step: QTest.mouseMove(viewport, at + QPoint(by * step, step))
        yield lambda: QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=at + QPoint(by * _FRAMES, _FRAMES))

    middle = QPoint(viewport.width() // 2, viewport.height() // 2)
    for zoom in (1.0, 0.45):
        view.zoom_to(zoom)
        view.centerOn(canvas.scene.content().center())
        application.processEvents()
        name = f"{zoom:.0%}".replace("%", " %")
        frames(f"pan at {name}", (lambda at=at: view.pan(7, 5 if at % 40 < 20 else -5) for at in range(_FRAMES)))
        view.centerOn(canvas.scene.content().center())
        application.processEvents()
        frames(f"drag at {name}", drag(9))
        canvas.drawing.choose_all()
        frames(f"drag all at {name}", drag(9))
        canvas.drawing.choose(Chosen())
    ways = [1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 1, 1, 1]
    view.zoom_to(0.45)
    view.fit()
    frames("zoom", (lambda way=way: wheel(way, middle) for way in ways * (_FRAMES // len(ways))), warm=0)
    canvas.close()
    return found


def _large() -> str:
    from mockint.domain.diagram import NODE_TYPES, Diagram, Edge, Group, Node

    random_ = random.Random(1)
    nodes = tuple(
        Node(
            id=f"n{at}",
            type=NODE_TYPES[at % len(NODE_TYPES)],
            label=f"Part {at} of the system",
            x=at % 16 * 220.0,
            y=at // 16 * 130.0,
            group="left" if at % 16 < 2 else "",
        )
        for at in range(NODES)
    )
    edges = tuple(
        Edge(source=f"n{at % NODES}", target=f"n{(at + random_.choice((1, 2, 16, 17))) % NODES}", label="flows")
        for at in range(EDGES)
    )
    return Diagram(nodes=nodes, edges=edges, groups=(Group(id="left", label="Left"),)).as_json()


if __name__ == "__main__":
    print(json.dumps(measure()))
