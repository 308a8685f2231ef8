"""Inputs for the growth of run time: n calls over n / 2 keys, a third of them active_keys."""

import random


def make_input(n, seed):
    """The arguments of the driver for n steps."""
    rng = random.Random(seed)
    steps, at = [], 0
    for number in range(n):
        at += rng.randrange(3)
        key = f"w{rng.randrange(max(1, n // 2))}"
        steps.append([at, "active_keys"] if number % 3 == 2 else [at, "allow", key, rng.randint(1, 5)])
    return 20, 30, steps
