"""Measures of a ranking, equal to trec_eval's for an ordered list of documents."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from math import log2


def ranked(retrieved: Sequence[str]) -> list[str]:
    """The list without repetitions: each document at its first place."""
    return list(dict.fromkeys(retrieved))


def ndcg(retrieved: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Normalised discounted cumulative gain of the first places; the gain is the grade, as in trec_eval's ``ndcg_cut``.

    Args:
        retrieved: Ids, best first.
        grades: Grade by id; what is missing has none.
        depth: Number of places.

    Returns:
        From 0 to 1; 0 where nothing has a grade.
    """
    best = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain([grades.get(one, 0) for one in ranked(retrieved)[:depth]]) / best if best else 0.0


def reciprocal_rank(retrieved: Sequence[str], grades: Mapping[str, int]) -> float:
    """One over the place of the first document with a grade over 0; 0 where there is none."""
    return next((1 / place for place, one in enumerate(ranked(retrieved), 1) if grades.get(one, 0) > 0), 0.0)


def recall(retrieved: Sequence[str], grades: Mapping[str, int], depth: int) -> float:
    """Share of the documents with a grade over 0 that are among the first places; 0 where there is none."""
    wanted = {one for one, grade in grades.items() if grade > 0}
    return len(wanted.intersection(islice(ranked(retrieved), depth))) / len(wanted) if wanted else 0.0


def is_version_right(retrieved: Sequence[str], current: Collection[str], stale: Collection[str]) -> bool:
    """Whether a current document is ranked before every stale one."""
    first = next((one for one in retrieved if one in current or one in stale), None)
    return first is not None and first in current


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / log2(place + 1) for place, grade in enumerate(grades, 1) if grade > 0)
