"""Random steps over a few tools, answered by crossing out combinations of a full list."""

import random
from itertools import product


def all_plans(steps, conflicts):
    """The expected answer."""
    kept = []
    for plan in product(*steps):
        tools = set(plan)
        if not any({*pair} <= tools for pair in conflicts):
            kept.append(list(plan))
    return kept


def generate(seed):
    """Three draws that leave some plans and cross out many."""
    rng = random.Random(seed)
    tests = []
    for number, (count, pool, pairs) in enumerate([(4, 6, 4), (5, 8, 9), (6, 9, 14)], 1):
        expected = []
        while not 4 <= len(expected) <= 40:
            tools = [f"tool{place}" for place in range(pool)]
            steps = [rng.sample(tools, rng.randint(2, 4)) for _ in range(count)]
            conflicts = [rng.sample(tools, 2) for _ in range(pairs)]
            expected = all_plans(steps, conflicts)
        tests.append({"name": f"random conflicts {number}", "args": [steps, conflicts], "expected": expected})
    return tests
