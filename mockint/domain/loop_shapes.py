"""The shapes of a loop day that are offered by name; the standard library alone, so that a page can show them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from mockint.domain.rubric import RoundKind


class Shape(NamedTuple):
    """A day as companies hold it."""

    name: str
    title: str
    kinds: tuple[RoundKind, ...]


SHAPES: Final[tuple[Shape, ...]] = (
    Shape("onsite", "Onsite", ("coding", "system_design", "behavioral", "live_build")),
    Shape("long", "Long onsite", ("coding", "coding", "system_design", "behavioral", "live_build")),
    Shape("talk", "Onsite without a build", ("coding", "system_design", "coding", "behavioral")),
)
"""The first is the usual one."""
