from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

DECIMALS = 10


def fuse(
    rankings: Sequence[Sequence[str]],
    limit: int,
    c: int = 60,
    weights: Sequence[float] | None = None,
    per_document: int | None = None,
) -> list[str]:
    """At most `limit` ids of all rankings, best first, by weighted reciprocal rank fusion."""
    if weights is None:
        weights = [1.0] * len(rankings)
    score: dict[str, float] = {}
    best: dict[str, int] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        for each, place in first_places(ranking).items():
            if weight:
                score[each] = score.get(each, 0.0) + weight / (c + place)
            best[each] = min(place, best.get(each, place))
    order = sorted(score, key=lambda each: (-round(score[each], DECIMALS), best[each], each))
    if per_document is not None:
        order = list(capped(order, per_document))
    return order[:limit]


def first_places(ranking: Sequence[str]) -> dict[str, int]:
    """The first place, from 1, of each id."""
    places: dict[str, int] = {}
    for place, each in enumerate(ranking, start=1):
        places.setdefault(each, place)
    return places


def capped(order: Iterable[str], cap: int) -> Iterator[str]:
    """The ids in order, but at most `cap` of one document."""
    taken: Counter[str] = Counter()
    for each in order:
        document, hash_sign, _ = each.rpartition("#")
        # Without a hash the id itself names the document.
        name = document if hash_sign else each
        if taken[name] < cap:
            taken[name] += 1
            yield each
