"""Inputs for the growth of run time: n calls on a cache that is full for half of them."""

import random


def make_input(n, seed):
    """The arguments of the driver for n steps."""
    rng = random.Random(seed)
    steps = []
    for number in range(n):
        key = f"q{rng.randrange(n)}"
        if number % 4 == 3:
            steps.append([number, "size"])
        elif number % 4 == 2:
            steps.append([number, "get", key])
        else:
            steps.append([number, "put", key, number, rng.randint(n // 4, n)])
    return max(1, n // 5), n, steps
