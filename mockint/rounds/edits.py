"""Edits of a document: the one change between two texts, how it is applied, and when a whole text is kept instead."""

from __future__ import annotations

from typing import NamedTuple

MAX_DOCUMENT = 1_000_000
"""Code points that a document may have; an editor is no place for more."""

_EVENT_COST = 100
_SNAPSHOT_FLOOR = 20_000


class Change(NamedTuple):
    """At code point ``at``, ``removed`` code points gave way to ``inserted``."""

    at: int
    removed: int
    inserted: str


def difference(old: str, new: str) -> Change | None:
    """The one change that makes ``new`` of ``old``, without their common beginning and end; None if they are equal."""
    if old == new:
        return None
    at = _common_beginning(old, new)
    rest_old, rest_new = old[at:], new[at:]
    same_end = _common_beginning(rest_old[::-1], rest_new[::-1])
    return Change(at, len(rest_old) - same_end, rest_new[: len(rest_new) - same_end])


def applied(text: str, at: int, removed: int, inserted: str) -> str:
    """The text after a change; one that reaches past the end, as after a hole in a journal, is cut to fit."""
    return text[:at] + inserted + text[at + removed :]


def well_formed(text: str) -> str:
    """The text with UTF-16 halves joined, or replaced where the other half is missing, so that it can be stored.

    A lone half comes from an editor that counts in UTF-16 and cut a character in two. It keeps its place as U+FFFD.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


class SnapshotRule:
    """Says when a document's whole text is due in the journal.

    It is due when the edits since the last one take up about four times its size (and at least 20,000 characters): so
    a replay never has far to go, and the snapshots never cost more than a quarter of the edits that they follow.
    """

    def __init__(self) -> None:
        self._written = 0

    def is_due_after(self, change: Change, text: str) -> bool:
        """Count one more change that led to ``text``; True if the whole text should now be kept."""
        self._written += _EVENT_COST + len(change.inserted)
        if self._written < max(_SNAPSHOT_FLOOR, 4 * len(text)):
            return False
        self._written = 0
        return True


def _common_beginning(first: str, second: str) -> int:
    """Length of the common beginning, by halving: whole slices are compared, not one character at a time."""
    low, high = 0, min(len(first), len(second))
    if first[:high] == second[:high]:
        return high
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
