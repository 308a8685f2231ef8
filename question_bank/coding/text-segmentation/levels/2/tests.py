"""Short random texts with unknown pieces, answered by growing all cuts from the left, letter by letter."""

import random


def best(text, costs, unknown):
    """The expected answer; each letter either opens a new piece or joins the last one of every cut so far."""
    fixed, each = unknown
    cuts = [[]]
    for letter in text:
        cuts = [[*cut, letter] for cut in cuts] + [[*cut[:-1], cut[-1] + letter] for cut in cuts if cut]
    dear = 10**9
    ranked = [
        (
            sum(min(costs.get(piece, dear), fixed + each * len(piece)) for piece in cut),
            len(cut),
            [-len(piece) for piece in cut],
            cut,
        )
        for cut in cuts
    ]
    return min(ranked)[0], min(ranked)[3]


def generate(seed):
    """Three texts of eleven letters whose best cuts hold known and unknown pieces."""
    rng = random.Random(seed + 1)
    tests = []
    for number, unknown in enumerate([(3, 2), (0, 4), (6, 1)], 1):
        costs, expected = {}, (0, [])
        while len(expected[1]) < 4 or all(piece in costs for piece in expected[1]):
            text = "".join(rng.choices("abc", k=11))
            words = {"".join(rng.choices("abc", k=rng.randint(1, 4))) for _ in range(10)}
            costs = {word: rng.randint(1, 5) for word in sorted(words)}
            expected = best(text, costs, unknown)
        kwargs = {"unknown": list(unknown)}
        tests.append(
            {"name": f"unknown pieces {number}", "args": [text, costs], "kwargs": kwargs, "expected": expected}
        )
    return tests
