from collections.abc import Sequence
from operator import mul

Vector = Sequence[int]


def rerank(
    query: Vector,
    vectors: Sequence[Vector],
    k: int,
    percent: int,
    shown: Sequence[Vector] | None = None,
    floor: int | None = None,
    costs: Sequence[int] | None = None,
    budget: int | None = None,
) -> list[int]:
    """The positions of at most `k` vectors, chosen one by one by maximal marginal relevance."""
    relevance = [dot(query, vector) for vector in vectors]
    # The largest similarity to anything shown or chosen so far; None while there is nothing.
    closest: list[int | None] = [max((dot(vector, seen) for seen in shown or ()), default=None) for vector in vectors]

    def rank(position: int) -> tuple[float, int, int]:
        penalty = closest[position] or 0
        share = percent / 100
        return share * relevance[position] - (1 - share) * penalty, relevance[position], -position

    left = [position for position, value in enumerate(relevance) if floor is None or value >= floor]
    chosen: list[int] = []
    while len(chosen) < k:
        if costs is not None and budget is not None:
            left = [position for position in left if costs[position] <= budget]
        if not left:
            break
        best = max(left, key=rank)
        chosen.append(best)
        left.remove(best)
        if costs is not None and budget is not None:
            budget -= costs[best]
        for position in left:
            similarity, known = dot(vectors[position], vectors[best]), closest[position]
            if known is None or similarity > known:
                closest[position] = similarity
    return chosen


def dot(one: Vector, other: Vector) -> int:
    """The sum of the products of two vectors of one length."""
    return sum(map(mul, one, other))
