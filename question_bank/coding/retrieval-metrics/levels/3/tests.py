"""Small random golden sets by definition, and large ones built from the places of the relevant documents."""

import random
from fractions import Fraction
from math import fsum, log2


def recall_at(graded, ranking, k):
    """Recall as a fraction; None without a relevant document."""
    relevant = {document for document, grade in graded.items() if grade}
    first = sorted(set(ranking), key=ranking.index)[:k]
    return Fraction(len(relevant & set(first)), len(relevant)) if relevant else None


def mean_recall(grades, run, k):
    """The mean as a fraction."""
    values = [recall_at(graded, run.get(query, []), k) for query, graded in grades.items()]
    values = [value for value in values if value is not None]
    return sum(values) / len(values)


def small(rng, queries, pool, length):
    """Targets that are exactly a mean, just above one, and anywhere."""
    grades = {
        f"q{query}": {f"d{each}": rng.choice([0, 1, 1, 3]) for each in rng.sample(range(pool), rng.randint(1, pool))}
        for query in range(queries)
    }
    grades["q0"]["d0"] = 2
    run = {
        query: [f"d{rng.randrange(pool)}" for _ in range(rng.randint(0, length))]
        for query in grades
        if rng.random() < 0.9
    }
    means = [mean_recall(grades, run, k) for k in range(1, length + 1)]
    calls, expected = [], []
    for k in range(1, length + 1):
        for target in (float(means[k - 1]), min(1.0, float(means[k - 1]) + 1e-6), rng.random()):
            calls.append(["smallest_k", run, target])
            exact = Fraction(target) - Fraction(1, 10**9)
            expected.append(next((number for number, value in enumerate(means, 1) if value >= exact), None))
    return grades, calls, expected


def placed(rng, queries, length, relevant):
    """A run whose relevant documents stand at known places; between them repeats of what stood before."""
    grades, run, places = {}, {}, {}
    for number in range(queries):
        query = f"q{number}"
        places[query] = sorted(rng.sample(range(1, length + 1), relevant))
        documents = [f"d{place}" for place in range(1, length + 1)]
        grades[query] = {f"d{place}": rng.randint(1, 4) for place in places[query]} | {"d0": 0}
        run[query] = [each for each in documents for each in ([each, documents[0]] if rng.random() < 0.1 else [each])]
    return grades, run, places


def report(grades, places, queries, k):
    """The three means from the places in the rankings that are held; the other queries have nothing."""
    recalls, reciprocals, ndcgs = [], [], []
    for query, found in places.items():
        recalls.append(sum(place <= k for place in found) / len(found))
        reciprocals.append(1 / found[0] if found[0] <= k else 0.0)
        gain = {place: 2 ** grades[query][f"d{place}"] - 1 for place in found}
        best = sorted(gain.values())[::-1][:k]
        ideal = fsum(each / log2(place) for place, each in enumerate(best, 2))
        ndcgs.append(fsum(gain[place] / log2(place + 1) for place in found if place <= k) / ideal)
    return {"recall": fsum(recalls) / queries, "mrr": fsum(reciprocals) / queries, "ndcg": fsum(ndcgs) / queries}


def smallest_k(places, target):
    """All queries have the same number of relevant documents, so the answer is one of all the places in order."""
    everything = sorted(place for found in places.values() for place in found)
    needed = -(-Fraction(target) * len(everything) // 1)
    return everything[int(needed) - 1]


def generate(seed):
    """Two small tests and two large ones."""
    rng = random.Random(seed + 2)
    tests = []
    for number, shape in enumerate([(4, 7, 9), (9, 12, 20)], 1):
        grades, calls, expected = small(rng, *shape)
        tests.append({"name": f"random targets {number}", "args": [grades, calls], "expected": expected})
    for name, shape, k in [("many queries", (250, 380, 12), 40), ("long rankings", (4, 22_000, 60), 15_000)]:
        grades, run, places = placed(rng, *shape)
        # A target between two means, so that rounding decides nothing.
        target = (Fraction(93, 100) * len(places) * shape[2] // 1 - Fraction(1, 2)) / (len(places) * shape[2])
        held = list(run)[:2]
        calls = [["smallest_k", run, float(target)], ["report", {query: run[query] for query in held}, k]]
        means = report(grades, {query: places[query] for query in held}, len(places), k)
        expected = [smallest_k(places, target), means]
        tests.append({"name": name, "args": [grades, calls], "expected": expected, "performance": True})
    return tests
