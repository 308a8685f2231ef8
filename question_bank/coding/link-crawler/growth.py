"""Inputs for the growth of run time: n pages with ten links each, on many hosts."""

import random


def make_input(n, seed):
    """The arguments of the driver for n pages."""
    rng = random.Random(seed)
    names = [f"h{number % 40}/{number}" for number in range(n)]
    graph = []
    for number, name in enumerate(names):
        links = [names[min(n - 1, 2 * number + 1)], names[min(n - 1, 2 * number + 2)], *rng.choices(names, k=8)]
        graph.append([name, rng.randint(1, 9), links])
    return graph, 50, "counts"
