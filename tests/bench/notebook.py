"""How long a key takes in a notebook of 20,000 words, at its beginning, in its middle and at its end."""

from __future__ import annotations

import json
import time

from tests.bench.driving import apart
from tests.bench.figures import Figure, percentile

WORDS = 20_000
LIMIT_MS = 16.0
_LINE = "Some words of a usual notebook line, with numbers: 40 GB and 3 s a call.\n"
_KEYS = "a key, then a word. "


def figures() -> list[Figure]:
    """From the key to the painted window, the outline's look after the typing included."""
    found = apart("tests.bench.notebook")
    made = [
        Figure(f"notebook of {WORDS:,} words, {place}: p95 key", percentile(taken, 0.95), "ms", LIMIT_MS)
        for place, taken in found.items()
    ]
    return [*made, Figure("notebook: worst key of all", max(map(max, found.values())), "ms", 2 * LIMIT_MS)]


def measure() -> dict[str, list[float]]:
    """Milliseconds of each key, by where it is typed, in a window without a screen."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from ui.rounds.notebook_pane import NotebookPane
    from ui.theme import Theme

    application = QApplication([])
    pane = NotebookPane(Theme(application, "light", scale=1.0))
    pane.resize(900, 700)
    pane.show()
    words = len(_LINE.split())
    lines = [f"## Part {number}\n\n{_LINE * 14}\n" for number in range(1 + WORDS // (14 * words))]
    pane.load("".join(lines), 0)
    count = pane.area.document().blockCount()
    found = {}
    for place, line in (("beginning", 2), ("middle", count // 2), ("end", count - 2)):
        pane.area.go_to_line(line)
        taken = []
        for key in _KEYS * 4:
            began = time.perf_counter()
            QTest.keyClick(pane.area, key)
            application.processEvents()
            taken.append((time.perf_counter() - began) * 1000)
        QTest.qWait(400)
        found[place] = taken
    assert len(pane.area.text().split()) > WORDS
    return found


if __name__ == "__main__":
    print(json.dumps(measure()))
