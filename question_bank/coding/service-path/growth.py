"""Inputs for the growth of run time: n services with three links each, in two regions."""

import random


def make_input(n, seed):
    """The arguments of route for n services."""
    rng = random.Random(seed)
    links = [[f"s{number}", f"s{number + 1}", rng.randint(40, 60)] for number in range(n - 1)]
    for number in range(n):
        for _ in range(2):
            to = min(n - 1, max(0, number + rng.randint(-20, 4)))
            links.append([f"s{number}", f"s{to}", rng.randint(150, 300)])
    rng.shuffle(links)
    regions = {f"s{number}": "north" for number in range(n // 2)}
    return links, "s0", f"s{n - 1}", {}, [], regions, 1
