"""Level 1: random workflows whose order is found by asking all steps again for each place."""

import random


def expected(needs):
    """The order, or "ValueError"."""
    order = []
    while len(order) < len(needs):
        possible = sorted(step for step in needs if step not in order and all(name in order for name in needs[step]))
        if not possible:
            return ["ValueError"]
        order.append(possible[0])
    return [order]


def workflow(rng, count, share, back=0):
    """Steps that need a `share` of the earlier ones, and `back` needs of later ones."""
    names = [f"{rng.choice('abc')}{number}" for number in rng.sample(range(900), count)]
    needs = {name: [other for other in names[:place] if rng.random() < share] for place, name in enumerate(names)}
    for _ in range(back):
        early, late = sorted(rng.sample(range(count), 2))
        needs[names[early]].append(names[late])
    return dict(sorted(needs.items(), key=lambda _: rng.random()))


def generate(seed):
    """Four random workflows."""
    rng = random.Random(seed)
    tests = []
    for name, needs in [
        ("random with few needs", workflow(rng, 60, 0.03)),
        ("random with many needs", workflow(rng, 40, 0.3)),
        ("random, almost no needs", workflow(rng, 90, 0.005)),
        ("random with a cycle or not", workflow(rng, 30, 0.05, 2)),
    ]:
        tests.append({"name": name, "args": [needs, [["order"]]], "expected": expected(needs)})
    return tests
