"""Short random texts over two letters, answered by trying every set of places to cut at."""

import random
from itertools import combinations


def every_cut(text):
    """Each way to cut a text, as a list of pieces."""
    for number in range(len(text)):
        for places in combinations(range(1, len(text)), number):
            edges = [0, *places, len(text)]
            yield [text[edges[at] : edges[at + 1]] for at in range(len(edges) - 1)]


def best(text, costs):
    """The expected answer."""
    ranked = [
        (sum(costs[piece] for piece in cut), len(cut), [-len(piece) for piece in cut], cut)
        for cut in every_cut(text)
        if all(piece in costs for piece in cut)
    ]
    return (min(ranked)[0], min(ranked)[3]) if ranked else None


def generate(seed):
    """Four texts of eleven letters that can be cut, with costs that make ties."""
    rng = random.Random(seed)
    tests = []
    for number, (pieces, longest, dearest) in enumerate([(6, 4, 2), (9, 4, 4), (12, 5, 3), (16, 6, 5)], 1):
        expected = None
        while expected is None or len(expected[1]) < 3:
            text = "".join(rng.choices("ab", k=11))
            words = {"".join(rng.choices("ab", k=rng.randint(1, longest))) for _ in range(pieces)}
            costs = {word: len(word) + rng.randint(0, dearest) for word in sorted(words)}
            expected = best(text, costs)
        tests.append({"name": f"two letters {number}", "args": [text, costs], "expected": expected})
    return tests
