"""Inputs for the growth of run time: n calls, a third of them at a time."""

import random


def make_input(n, seed):
    """The arguments of the driver for n items."""
    rng = random.Random(seed)
    return [[rng.randint(1, 500), 1] for _ in range(n)], max(1, n // 3), "list", None, None, None, "result"
