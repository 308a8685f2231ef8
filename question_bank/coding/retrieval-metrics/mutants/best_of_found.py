from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from math import log2

TOLERANCE = 1e-9


class Evaluator:
    """Scores rankings against graded documents."""

    def __init__(self, grades: dict[str, dict[str, int]]) -> None:
        # Only queries that can be measured are kept, each with its relevant documents alone.
        self._grades: dict[str, dict[str, int]] = {}
        for query, graded in grades.items():
            relevant = {document: grade for document, grade in graded.items() if grade > 0}
            if relevant:
                self._grades[query] = relevant

    def recall(self, query: str, ranking: list[str], k: int) -> float | None:
        """The share of the relevant documents among the first k; None if there are none to find."""
        if query not in self._grades:
            return None
        return sum(1 for _ in self._hits(query, ranking, k)) / len(self._grades[query])

    def reciprocal_rank(self, query: str, ranking: list[str], k: int) -> float | None:
        """1 / place of the first relevant document among the first k; None if there is none to find."""
        if query not in self._grades:
            return None
        return next((1 / place for place, _ in self._hits(query, ranking, k)), 0.0)

    def ndcg(self, query: str, ranking: list[str], k: int) -> float | None:
        """The DCG of the first k over the best possible one; None if there is no relevant document."""
        if query not in self._grades:
            return None
        hits = list(self._hits(query, ranking, k))
        best_grades = sorted((grade for _, grade in hits), reverse=True)
        return dcg(hits) / dcg(enumerate(best_grades, start=1)) if hits else 0.0

    def report(self, run: dict[str, list[str]], k: int) -> dict[str, float | None]:
        """Mean recall, reciprocal rank and nDCG over all queries that can be measured."""
        metrics = {"recall": self.recall, "mrr": self.reciprocal_rank, "ndcg": self.ndcg}
        return {
            name: mean(metric(query, run.get(query, []), k) or 0.0 for query in self._grades)
            for name, metric in metrics.items()
        }

    def smallest_k(self, run: dict[str, list[str]], target: float) -> int | None:
        """The smallest k at which the mean recall reaches the target; None if none does."""
        if not self._grades:
            return None
        if target <= TOLERANCE:
            return 1
        # Recall rises only at places where something is found; by how much there, summed over all queries.
        rise: defaultdict[int, float] = defaultdict(float)
        for query, graded in self._grades.items():
            for place, _ in self._hits(query, run.get(query, [])):
                rise[place] += 1 / len(graded)
        needed = (target - TOLERANCE) * len(self._grades)
        total = 0.0
        for place in sorted(rise):
            total += rise[place]
            if total >= needed:
                return place
        return None

    def _hits(self, query: str, ranking: list[str], k: int | None = None) -> Iterator[tuple[int, int]]:
        """Place, from 1, and grade of each relevant document among the first k, repeats left out."""
        graded = self._grades[query]
        for place, document in enumerate(islice(dict.fromkeys(ranking), k), start=1):
            if document in graded:
                yield place, graded[document]


def dcg(placed_grades: Iterable[tuple[int, int]]) -> float:
    """The discounted sum of the gains."""
    return sum((2.0**grade - 1) / log2(place + 1) for place, grade in placed_grades)


def mean(values: Iterable[float]) -> float | None:
    """The mean, or None of nothing."""
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else None
