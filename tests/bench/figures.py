"""A figure: what was measured, what it is compared with, and whether it holds."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Any, NamedTuple


class Figure(NamedTuple):
    """One measured figure.

    Attributes:
        floor: The same unit of something that cannot be beaten, taken in the same run; None where there is none.
        limit: For the ratio where there is a floor, else for the value.
        least: Where it must not be below this either.
    """

    name: str
    value: float
    unit: str
    limit: float
    floor: float | None = None
    least: float | None = None

    @property
    def ratio(self) -> float | None:
        """The value over its floor."""
        return None if self.floor is None else self.value / self.floor

    @property
    def holds(self) -> bool:
        """Whether the limits are kept."""
        counted = self.value if self.ratio is None else self.ratio
        return counted <= self.limit and (self.least is None or counted >= self.least)

    def document(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "name": self.name,
            "value": round(self.value, 4),
            "unit": self.unit,
            "floor": None if self.floor is None else round(self.floor, 4),
            "ratio": None if self.ratio is None else round(self.ratio, 3),
            "limit": self.limit,
            "least": self.least,
            "holds": self.holds,
        }

    def line(self) -> str:
        """As a line to read."""
        against = "" if self.ratio is None else f"  {self.ratio:.2f} x of {self.floor:.3f}"
        limits = f"limit {self.limit:g}" if self.least is None else f"{self.least:g} to {self.limit:g}"
        return (
            f"{'ok  ' if self.holds else 'MISS'}  {self.name:<44} {self.value:9.3f} {self.unit:<3}{against}  ({limits})"
        )


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered)) - 1))]


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)
