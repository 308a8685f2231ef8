"""How soon Monaco is ready after the start, and how long it holds the window up while it is made."""

from __future__ import annotations

from tests.bench.driving import drive
from tests.bench.figures import Figure, median
from tests.bench.startup import bare_window

RUNS = 3


def figures() -> list[Figure]:
    """Medians of several starts; the longest stall of all of them."""
    runs, floor = [], []
    for _ in range(RUNS):
        floor.append(bare_window())
        runs.append(drive("editor"))
    return [
        Figure("Monaco ready after start", median([run["ready_s"] for run in runs]), "s", 15.0, median(floor)),
        Figure("longest stall while Monaco is made", max(run["longest_s"] for run in runs) * 1000, "ms", 350.0),
    ]
