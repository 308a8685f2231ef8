"""Inputs for the growth of run time: n steps, half of them writes to a few keys, with questions about any moment."""

import random


def make_input(n, seed):
    """The arguments of the driver for n steps."""
    rng = random.Random(seed)
    steps = []
    for number in range(n):
        key = f"k{rng.randrange(4)}"
        if number % 2 == 0:
            steps.append(["put", key, f"v{number}", number])
        elif number % 20 == 19:
            steps.append(["forget", number // 2])
        else:
            steps.append(["get", key, rng.randint(number // 2, number)])
    return (steps,)
