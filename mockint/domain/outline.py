"""The headings of a Markdown text and what stands below each: what an outline shows and a jump needs."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_HEADING: Final = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")


class Heading(NamedTuple):
    """One heading.

    Attributes:
        level: 1 to 6.
        line: Number of its line, from 0.
        below: The text between it and the next heading of any level.
    """

    level: int
    title: str
    line: int
    below: str


def headings(text: str) -> tuple[Heading, ...]:
    """The headings in their order; a line with a hash within fenced code is none."""
    lines = text.split("\n")
    found: list[tuple[int, str, int]] = []
    fence = ""
    for number, line in enumerate(lines):
        if fence:
            fence = "" if line.strip().startswith(fence) and not line.strip().strip(fence[0]) else fence
        elif (opened := _FENCE.match(line)) is not None:
            fence = opened[1]
        elif line.lstrip(" ").startswith("#") and (match := _HEADING.match(line)) is not None:
            found.append((len(match[1]), (match[2] or "").strip(), number))
    ends = [line for _, _, line in found[1:]] + [len(lines)]
    return tuple(
        Heading(level, title, line, "\n".join(lines[line + 1 : end]))
        for (level, title, line), end in zip(found, ends, strict=False)
    )
