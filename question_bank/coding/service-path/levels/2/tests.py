"""Small random graphs with handling times and services that are down, answered by looking at every order of services."""

import random
from itertools import pairwise, permutations


def best(links, start, goal, handling, down):
    """The expected answer: every list of different services is tried as a route."""
    names = sorted({name for link in links for name in link[:2]} - set(down) - {start, goal})
    quickest = {}
    for caller, called, ms in links:
        quickest[caller, called] = min(ms, quickest.get((caller, called), ms))
    found = []
    for between in (order for length in range(len(names) + 1) for order in permutations(names, length)):
        services = [start, *between, goal]
        pairs = list(pairwise(services))
        if all(pair in quickest for pair in pairs):
            time = sum(quickest[pair] for pair in pairs) + sum(handling.get(name, 0) for name in services)
            found.append((time, len(services), services))
    return (min(found)[0], min(found)[2]) if found else None


def generate(seed):
    """Three small graphs whose best routes hold four services or more."""
    rng = random.Random(seed + 1)
    tests = []
    for number, (services, count, slowest) in enumerate([(6, 14, 3), (7, 18, 2), (7, 18, 12)], 1):
        names = [f"n{place}" for place in range(services)]
        down = [names[2]] if number > 1 else []
        expected = None
        while expected is None or len(expected[1]) < 4:
            links = [[rng.choice(names), rng.choice(names), rng.randint(0, slowest)] for _ in range(count)]
            handling = {name: rng.randint(0, slowest) for name in rng.sample(names, services - 2)}
            expected = best(links, names[0], names[-1], handling, down)
        tests.append(
            {
                "name": f"random handling {number}",
                "args": [links, names[0], names[-1]],
                "kwargs": {"handling": handling, "down": down},
                "expected": expected,
            }
        )
    return tests
