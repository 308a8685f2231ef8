"""Inputs for the growth of run time: n calls, with a window that holds a third of them."""

import random


def make_input(n, seed):
    """The arguments of the driver for n steps."""
    rng = random.Random(seed)
    third = n // 3
    steps = [[number, "acquire", rng.randint(2, 9)] for number in range(third)]
    for _ in range(third):
        steps.append([third, "settle", rng.randint(1, third), rng.randint(1, 9)])
        steps.append([third, "wait_ms", rng.randint(1, third * 9)])
    return n, third * 9, steps
