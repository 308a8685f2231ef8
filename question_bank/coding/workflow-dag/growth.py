"""Inputs for the growth of run time: n steps that need up to three earlier ones; all methods are called."""

import random


def make_input(n, seed):
    """The arguments of the driver."""
    rng = random.Random(seed)
    names = [f"s{number}" for number in rng.sample(range(10 * n), n)]
    needs = {}
    for place, name in enumerate(names):
        needs[name] = [names[rng.randrange(max(0, place - 50), place)] for _ in range(rng.randrange(4)) if place]
    seconds = {name: rng.randint(1, 9) for name in names}
    return needs, [["order"], ["waves"], ["find_cycle"], ["simulate", seconds, 5, names[-10:]]]
