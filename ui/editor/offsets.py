"""Turns the UTF-16 offsets that Qt and Monaco count in into Unicode code points, and back.

The rest of the program counts code points, as Python does; a character outside the basic plane (an emoji) is one code
point and two UTF-16 units.
"""

from __future__ import annotations

import re
from itertools import count, takewhile

_WIDE = re.compile("[\U00010000-\U0010ffff]")


def to_points(text: str, units: int) -> int:
    """Turn an offset in UTF-16 units into one in code points.

    Args:
        text: The whole text that the offset points into.
        units: Offset in UTF-16 units; one inside a pair is taken as the pair's start, one beyond the text as its end.

    Returns:
        The offset in code points, between 0 and the length of the text.
    """
    units = max(0, units)
    if not text.isascii():
        # The k-th wide character, at code point i, starts at unit i + k and makes all behind it one unit later.
        wide = zip(_WIDE.finditer(text, 0, units), count())
        units -= sum(1 for _ in takewhile(lambda found: found[0].start() + found[1] < units, wide))
    return min(units, len(text))


def to_units(text: str, points: int) -> int:
    """Turn an offset in code points into one in UTF-16 units.

    Args:
        text: The whole text that the offset points into.
        points: Offset in code points; one beyond the text is taken as its end.

    Returns:
        The offset in UTF-16 units.
    """
    points = min(max(0, points), len(text))
    if text.isascii():
        return points
    return points + sum(1 for _ in _WIDE.finditer(text, 0, points))


def with_plain_line_ends(text: str) -> str:
    r"""Make ``\n`` the only line end, as both editors keep it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
