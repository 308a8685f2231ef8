"""Inputs for the growth of run time: n windows of n / 10 keys, each open beside some dozens of others."""

import random


def make_input(n, seed):
    """The arguments of throttled for n windows."""
    rng = random.Random(seed)
    starts = [rng.randrange(10 * n) for _ in range(n)]
    return ([(start, start + rng.randint(1, 600), f"key-{rng.randrange(n // 10)}") for start in starts],)
