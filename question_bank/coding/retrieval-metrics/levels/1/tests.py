"""Random rankings with repeats, scored with exact fractions."""

import random
from fractions import Fraction


def scores(graded, ranking, k):
    """Recall and reciprocal rank: a document's place is one more than the number of others named before it."""
    relevant = {document for document in graded if graded[document] != 0}
    if not relevant:
        return None, None
    places = []
    for document in relevant & set(ranking):
        place = 1 + len(set(ranking[: ranking.index(document)]))
        if place <= k:
            places.append(place)
    return float(Fraction(len(places), len(relevant))), float(Fraction(1, min(places))) if places else 0.0


def generate(seed):
    """Three tests of many calls."""
    rng = random.Random(seed)
    tests = []
    for number, (pool, length, calls) in enumerate([(6, 8, 40), (15, 20, 60), (40, 60, 60)], 1):
        grades = {
            f"q{query}": {
                f"d{each}": rng.choice([0, 0, 1, 2, 5]) for each in rng.sample(range(pool), rng.randint(0, pool // 2))
            }
            for query in range(5)
        }
        test_calls, expected = [], []
        for _ in range(calls):
            query, k = f"q{rng.randrange(6)}", rng.randint(1, length)
            ranking = [f"d{rng.randrange(pool)}" for _ in range(rng.randint(0, length))]
            recall, reciprocal_rank = scores(grades.get(query, {}), ranking, k)
            test_calls += [["recall", query, ranking, k], ["reciprocal_rank", query, ranking, k]]
            expected += [recall, reciprocal_rank]
        tests.append({"name": f"random rankings {number}", "args": [grades, test_calls], "expected": expected})
    return tests
