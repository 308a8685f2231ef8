from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Way(NamedTuple):
    """A best way to cut the text from some place on; the smaller of two is the better one."""

    cost: int
    pieces: int
    minus_first: int
    """Minus the length of the first piece, so that a longer one is smaller."""


END = Way(0, 0, 0)
Row = list[Way | None]
Piece = tuple[int, int]
"""Where a piece of the vocabulary ends, and its cost."""


def segment(
    text: str,
    costs: Mapping[str, int],
    unknown: tuple[int, int] | None = None,
    most: int | None = None,
) -> tuple[int, list[str]] | None:
    """The least cost of cutting the text into pieces, and the pieces; None if it cannot be done."""
    pieces = pieces_at(text, costs)
    if most is None:
        row = ways(pieces, unknown, None)
        rows = [row] * len(text)
    else:
        rows = [ways([[] for _ in text], None, None)]
        for _ in range(most):
            rows.append(ways(pieces, unknown, rows[-1]))
        row = rows[-1]
        rows = rows[-2::-1]
    best = row[0]
    if best is None:
        return None
    cut: list[str] = []
    here, way, left = 0, best, iter(rows)
    while here < len(text):
        end = here - way.minus_first
        cut.append(text[here:end])
        here, way = end, next(left)[end] or END
    return best.cost, cut


def pieces_at(text: str, costs: Mapping[str, int]) -> list[list[Piece]]:
    """For each place the pieces of the vocabulary that start there."""
    lengths = sorted({len(piece) for piece in costs})
    found: list[list[Piece]] = []
    for start in range(len(text)):
        ends = (start + length for length in lengths if start + length <= len(text))
        found.append([(end, costs[text[start:end]]) for end in ends if text[start:end] in costs])
    return found


def ways(pieces: Sequence[Sequence[Piece]], unknown: tuple[int, int] | None, fewer: Row | None) -> Row:
    """The best way from each place on, the end of the text included.

    Args:
        pieces: What may start at each place.
        unknown: The fixed cost of an unknown piece, and that of each of its characters.
        fewer: The ways with one piece less, where pieces are limited; without it a way may go on in this same row.
    """
    row: Row = [None] * len(pieces) + [END]
    after = row if fewer is None else fewer
    inside: Way | None = None
    for start in range(len(pieces) - 1, -1, -1):
        found = []
        for end, cost in pieces[start]:
            rest = after[end]
            if rest is not None:
                found.append(Way(rest.cost + cost, rest.pieces + 1, start - end))
        if unknown is not None:
            fixed, each = unknown
            inside = longer(inside, after[start + 1], each)
            if inside is not None:
                found.append(inside._replace(cost=inside.cost + fixed))
        row[start] = min(found, default=None)
    return row


def longer(inside: Way | None, rest: Way | None, each: int) -> Way | None:
    """An unknown piece that starts one character earlier: it ends right there, before `rest`, or goes on."""
    grown = []
    if inside is not None:
        grown.append(Way(inside.cost + each, inside.pieces, inside.minus_first - 1))
    if rest is not None:
        grown.append(Way(rest.cost + each, rest.pieces + 1, -1))
    return min(grown, default=None)
