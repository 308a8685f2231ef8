"""Wrong: counts the overlap from the start with white space."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import zip_longest

SEPARATORS = ("\n\n", "\n", " ")
FENCE = re.compile(r"^```", re.MULTILINE)
WORD_START = re.compile(r"(?<!\S)\S")
NOT_SPACE = re.compile(r"\S")

Span = tuple[int, int]


def chunk(text: str, size: int, overlap: int = 0) -> list[Span]:
    """The (start, end) of each chunk, in the order of the text."""
    return Chunker(text, size).chunks(overlap)


class Chunker:
    """The text, the size, and the code blocks that must stay whole."""

    def __init__(self, text: str, size: int) -> None:
        self.text = text
        self.size = size
        protected = [(start, end) for start, end in code_blocks(text) if end - start <= size]
        self.block_starts = [start for start, _ in protected]
        self.block_ends = [end for _, end in protected]

    def chunks(self, overlap: int) -> list[Span]:
        """All chunks without white space at their ends, their starts moved left over the words before."""
        spans = []
        for start, end in self.split(0, len(self.text), SEPARATORS):
            first = NOT_SPACE.search(self.text, start, end)
            if first is not None:
                stop = start + len(self.text[start:end].rstrip())
                spans.append((min(first.start(), self.overlapped(start, overlap)), stop))
        return spans

    def split(self, start: int, end: int, separators: tuple[str, ...]) -> Iterator[Span]:
        """Cut a span at the first separator, join what fits, and split what is too long at the next one."""
        if end - start <= self.size:
            yield start, end
            return
        if not separators:
            for at in range(start, end, self.size):
                yield at, min(at + self.size, end)
            return
        group = piece = start  # where the open group and the current piece begin
        for cut in self.cuts(start, end, separators[0]):
            if cut - group > self.size:
                if group < piece:
                    yield group, piece
                group = piece
                if cut - piece > self.size:
                    yield from self.split(piece, cut, separators[1:])
                    group = cut
            piece = cut
        if group < end:
            yield group, end

    def cuts(self, start: int, end: int, separator: str) -> Iterator[int]:
        """The places after each separator that are not inside a protected block, and the end."""
        at = start
        while (at := self.text.find(separator, at, end)) >= 0:
            at += len(separator)
            if at < end and self.block_around(at) is None:
                yield at
        yield end

    def block_around(self, place: int) -> int | None:
        """The end of the protected block that has `place` strictly inside; None if there is no such block."""
        number = bisect_left(self.block_starts, place) - 1
        if number >= 0 and place < self.block_ends[number]:
            return self.block_ends[number]
        return None

    def overlapped(self, start: int, overlap: int) -> int:
        """The smallest allowed word start at most `overlap` before `start`, or `start`."""
        low = max(0, start - overlap)
        while (word := WORD_START.search(self.text, low, start)) is not None:
            block_end = self.block_around(word.start())
            if block_end is None:
                return word.start()
            low = block_end
        return self.end_of_space(start)

    def end_of_space(self, start: int) -> int:
        first = NOT_SPACE.search(self.text, start)
        return start if first is None else first.start()


def code_blocks(text: str) -> Iterator[Span]:
    """Every code block, from its first backtick to after the line that closes it."""
    fences = [match.start() for match in FENCE.finditer(text)]
    for opening, closing in zip_longest(fences[::2], fences[1::2]):
        yield opening, len(text) if closing is None else text.find("\n", closing) + 1 or len(text)
