"""A question's Markdown as plain blocks: what was asked, for the page and for paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockint.app.pdf import Block, Bullets, Code, Heading, Rich, Span, Table, Text

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_HEAD = re.compile(r"\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_POINT = re.compile(r"\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+(.*)")
_RULE = re.compile(r":?-+:?$")
_INLINE = re.compile(r"(`+)(.+?)\1|\*\*(.+?)\*\*|(?<![\w*])\*(?!\s)(.+?)(?<!\s)\*(?![\w*])")


def prompt_blocks(text: str) -> tuple[Block, ...]:
    """The headings, paragraphs, points and code of a text; what else there is of Markdown stands as it is written."""
    return tuple(_blocks(text.replace("\r\n", "\n").split("\n")))


def _blocks(lines: list[str]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        line = lines[at]
        fence = _FENCE.match(line)
        if fence is not None:
            end = _end_of(lines, at + 1, fence[1])
            yield Code("\n".join(lines[at + 1 : end]))
            at = end + 1
            continue
        end = at
        if line.lstrip().startswith("|") or line.startswith("    "):
            while end < len(lines) and (lines[end].lstrip().startswith("|") or lines[end].startswith("    ")):
                end += 1
            yield _table(lines[at:end]) or Code("\n".join(lines[at:end]))
        elif head := _HEAD.match(line):
            yield Heading(marked(head[1]), 2)
            end += 1
        elif _POINT.match(line):
            points, end = _points(lines, at)
            yield Bullets(tuple(map(marked, points)))
        elif line.strip():
            while end < len(lines) and lines[end].strip() and (end == at or not _starts(lines[end])):
                end += 1
            yield Text(marked(" ".join(each.strip() for each in lines[at:end])))
        at = max(end, at + 1)


def _table(lines: list[str]) -> Table | None:
    """Rows under a head; None where the lines are no such table."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    if len(rows) < 3 or any(len(row) != len(rows[0]) for row in rows) or not all(map(_RULE.match, rows[1])):
        return None
    shares = [max(4, *(len(row[at]) for row in rows)) for at in range(len(rows[0]))]
    head, body = tuple(map(marked, rows[0])), tuple(tuple(map(marked, row)) for row in rows[2:])
    return Table(head, body, tuple(float(min(40, share)) for share in shares))


def _end_of(lines: list[str], at: int, fence: str) -> int:
    """The line in which a fence is closed, or the end of the text."""
    while at < len(lines):
        found = _FENCE.match(lines[at])
        if found is not None and found[1].startswith(fence) and not lines[at].strip().strip(fence[0]):
            return at
        at += 1
    return at


def _points(lines: list[str], at: int) -> tuple[list[str], int]:
    """The points of a list, each with the lines that go on below it."""
    points: list[str] = []
    while at < len(lines) and lines[at].strip():
        point = _POINT.match(lines[at])
        if point is not None:
            points.append(point[1])
        elif _starts(lines[at]):
            break
        else:
            points[-1] += " " + lines[at].strip()
        at += 1
    return points, at


def _starts(line: str) -> bool:
    """Whether a line begins something other than a paragraph."""
    return any(each.match(line) for each in (_FENCE, _HEAD, _POINT)) or line.lstrip().startswith("|")


def marked(text: str) -> Rich:
    """A line with its bold, slanted and code words as runs."""
    spans: list[Span] = []
    at = 0
    for found in _INLINE.finditer(text):
        if found.start() > at:
            spans.append(Span(text[at : found.start()]))
        if found[2] is not None:
            spans.append(Span(found[2].strip() or found[2], "code"))
        elif found[3] is not None:
            spans.append(Span(found[3].replace("`", ""), "bold"))
        else:
            spans.append(Span(found[4].replace("`", ""), "italic"))
        at = found.end()
    if not spans:
        return text
    if at < len(text):
        spans.append(Span(text[at:]))
    return tuple(spans)
