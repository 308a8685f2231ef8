import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

Span = tuple[int, int]

ELLIPSIS = re.compile(r"\[\.{3,}\]|\.{3,}")
PLAIN = {
    **dict.fromkeys("\u00ad\u200b\ufeff", ""),
    **dict.fromkeys("\u2018\u2019", "'"),
    **dict.fromkeys("\u201c\u201d", '"'),
    **dict.fromkeys("\u2010\u2011\u2013\u2014", "-"),
}


class Plain(NamedTuple):
    """A text as it is compared; `origin` has the offset in the text as given of each of its characters."""

    text: str
    origin: list[int]

    def spans(self, part: str) -> Iterator[Span]:
        """Every place where a part stands, overlapping ones too, as offsets in the text as given."""
        at = self.text.find(part)
        while at >= 0:
            yield self.origin[at], self.origin[at + len(part) - 1] + 1
            at = self.text.find(part, at + 1)


def locate(
    sources: Mapping[str, str],
    citations: Sequence[Sequence[str]],
    max_gap: int | None = None,
) -> list[Span | None]:
    """Where each citation stands in its source, as offsets, or None."""
    plains = {name: plain(text) for name, text in sources.items()}
    found = []
    for name, quote in citations:
        parts = parts_of(quote, splits=max_gap is not None)
        source = plains.get(name)
        found.append(passage(source, parts, max_gap or 0) if source and parts else None)
    return found


def plain(text: str) -> Plain:
    """The plain form, with white space drawn together into single spaces."""
    characters: list[str] = []
    origin: list[int] = []
    after_space = False
    for offset, written in enumerate(text):
        for character in plain_character(written):
            is_space = character in " \t\n\r\f\v"
            if not (is_space and after_space):
                characters.append(" " if is_space else character)
                origin.append(offset)
            after_space = is_space
    return Plain("".join(characters), origin)


@cache
def plain_character(character: str) -> str:
    """What one character becomes: nothing, one character or several."""
    return PLAIN.get(character, unicodedata.normalize("NFKD", character))


def parts_of(quote: str, *, splits: bool) -> list[str]:
    """The parts of a quote in plain form, none of them empty."""
    text = plain(quote).text
    parts = ELLIPSIS.split(text) if splits else [text]
    return [part.strip() for part in parts if part.strip()]


def passage(source: Plain, parts: Sequence[str], max_gap: int) -> Span | None:
    """The passage that begins first, and of those the one that ends first.

    From the last part to the first: `starts` and `ends` tell where the parts from here on can stand, and where the earliest
    such passage ends. Both rise, so the first start behind a part is the best one to go on with.
    """
    if len(parts) == 1:
        return next(source.spans(parts[0]), None)
    starts: list[int] = []
    ends: list[int] = []
    for number, part in enumerate(reversed(parts)):
        next_starts, next_ends = starts, ends
        starts, ends = [], []
        for start, end in source.spans(part):
            if number == 0:
                starts.append(start)
                ends.append(end)
                continue
            at = bisect_left(next_starts, end)
            if at < len(next_starts) and next_starts[at] <= end + max_gap:
                starts.append(start)
                ends.append(next_ends[at])
    return (starts[0], ends[0]) if starts else None
