"""Inputs for the growth of run time: n steps, half of them writes of notes that live for a quarter of the story."""

import random


def make_input(n, seed):
    """The arguments of the driver for n steps."""
    rng = random.Random(seed)
    steps = []
    for number in range(n):
        key = f"job/{rng.randrange(n)}"
        if number % 2 == 0:
            steps.append(["set", number, key, "x", rng.randint(1, n // 2)])
        else:
            steps.append(["scan", number, key, 3])
    return (steps,)
