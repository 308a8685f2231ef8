"""A round in the window: from Ctrl+Enter to the painted verdict, and how long the window is ever held up."""

from __future__ import annotations

from tests.bench.driving import drive
from tests.bench.figures import Figure, median, percentile


def figures() -> list[Figure]:
    """Figures of one scripted round, hostile code included."""
    found = drive("round", editor="plain")
    monaco = drive("monaco_round")["late_s"]
    three, fifty, late = found["painted_3_s"], found["painted_50_s"], found["late_s"]
    return [
        Figure("Ctrl+Enter to painted verdict, 3 tests", median(three) * 1000, "ms", 15.0),
        Figure("the same, 95th percentile", percentile(three, 0.95) * 1000, "ms", 50.0),
        Figure("Ctrl+Enter to painted verdict, 50 tests", median(fifty) * 1000, "ms", 40.0),
        Figure("longest stall in a scripted round", max(late) * 1000, "ms", 50.0),
        Figure("stalls in a scripted round, 99th percentile", percentile(late, 0.99) * 1000, "ms", 16.0),
        Figure("longest stall in a scripted round with Monaco", max(monaco) * 1000, "ms", 50.0),
        Figure("stalls in a scripted round with Monaco, 99th percentile", percentile(monaco, 0.99) * 1000, "ms", 16.0),
    ]
