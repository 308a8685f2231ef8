"""Inputs for the growth of run time: n steps over n / 4 names, most of them suggestions."""

import random

WORDS = ["lathe", "drill", "saw", "press", "mill", "lift"]


def make_input(n, seed):
    """The arguments of the driver for n steps."""
    rng = random.Random(seed)
    names = [f"{rng.choice(WORDS)}.{rng.choice(WORDS)}.{number}" for number in range(n // 4)]
    steps = [["add", name] for name in names]
    while len(steps) < n:
        if rng.random() < 0.3:
            steps.append(["use", rng.choice(names)])
        else:
            steps.append(["suggest", rng.choice(WORDS)[: rng.randrange(5)], 5])
    return (steps,)
