"""Inputs for the growth of run time: n messages of which about a third fit, with speakers and room for one reply."""

import random


def make_input(n, seed):
    """The arguments of longest_run for n messages."""
    rng = random.Random(seed)
    tokens = [rng.randint(0, 40) for _ in range(n)]
    speakers = [f"s{rng.randrange(30)}" for _ in range(n)]
    return tokens, 7 * n, speakers, 5, 1
