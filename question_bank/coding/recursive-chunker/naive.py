"""Right, but joins strings to measure them and looks at every code block and every word again and again."""

from __future__ import annotations

import re


def chunk(text: str, size: int, overlap: int = 0) -> list[tuple[int, int]]:
    blocks = [block for block in code_blocks(text) if block[1] - block[0] <= size]

    def inside(place: int) -> bool:
        return any(start < place < end for start, end in blocks)

    def split(offset: int, part: str, separators: list[str]) -> list[tuple[int, str]]:
        if len(part) <= size:
            return [(offset, part)]
        if not separators:
            return [(offset + at, part[at : at + size]) for at in range(0, len(part), size)]
        found: list[tuple[int, str]] = []
        group: list[str] = []
        begin = offset
        for piece in pieces(offset, part, separators[0]):
            if len("".join(group)) + len(piece) <= size:
                group.append(piece)
                continue
            if group:
                found.append((begin, "".join(group)))
                begin += len("".join(group))
            group = [piece]
            if len(piece) > size:
                found.extend(split(begin, piece, separators[1:]))
                begin += len(piece)
                group = []
        if group:
            found.append((begin, "".join(group)))
        return found

    def pieces(offset: int, part: str, separator: str) -> list[str]:
        result: list[str] = []
        begin = at = 0
        while (at := part.find(separator, at)) >= 0:
            at += len(separator)
            if at < len(part) and not inside(offset + at):
                result.append(part[begin:at])
                begin = at
        return [*result, part[begin:]]

    spans = []
    for offset, part in split(0, text, ["\n\n", "\n", " "]):
        if part.strip():
            start = offset + len(part) - len(part.lstrip())
            words = [match.start() for match in re.finditer(r"\S+", text[:start])] if overlap else []
            new = [word for word in words if word >= start - overlap and not inside(word)]
            spans.append((min([*new, start]), offset + len(part.rstrip())))
    return spans


def code_blocks(text: str) -> list[tuple[int, int]]:
    blocks: list[tuple[int, int]] = []
    opened, at = None, 0
    for line in text.split("\n"):
        after = min(at + len(line) + 1, len(text))
        if line.startswith("```"):
            if opened is None:
                opened = at
            else:
                blocks.append((opened, after))
                opened = None
        at = after
    return blocks if opened is None else [*blocks, (opened, len(text))]
