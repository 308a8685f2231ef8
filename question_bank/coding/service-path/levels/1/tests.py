"""Small random graphs full of ties, answered by looking at every route that visits no service twice."""

import random


def every_route(links, here, goal, names):
    """Each route from the last of `names` on, as (time, services)."""
    if here == goal:
        yield 0, names
        return
    for caller, called, ms in links:
        if caller == here and called not in names:
            for rest, services in every_route(links, called, goal, [*names, called]):
                yield ms + rest, services


def best(links, start, goal):
    """The expected answer: no best route visits a service twice, for leaving the circle out is shorter."""
    found = [(time, len(names), names) for time, names in every_route(links, start, goal, [start])]
    return (min(found)[0], min(found)[2]) if found else None


def graph(rng, services, links, slowest):
    """Random links; few different times make many ties."""
    names = [chr(ord("a") + number) for number in range(services)]
    return [[rng.choice(names), rng.choice(names), rng.randint(0, slowest)] for _ in range(links)]


def generate(seed):
    """Four small graphs whose best routes hold four services or more."""
    rng = random.Random(seed)
    tests = []
    for number, (services, count, slowest) in enumerate([(6, 14, 2), (7, 18, 1), (8, 20, 9), (9, 24, 3)], 1):
        start, goal, expected = "a", chr(ord("a") + services - 1), None
        while expected is None or len(expected[1]) < 4:
            links = graph(rng, services, count, slowest)
            expected = best(links, start, goal)
        tests.append({"name": f"random links {number}", "args": [links, start, goal], "expected": expected})
    return tests
