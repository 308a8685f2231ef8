"""Inputs for the growth of run time: a text of n characters over a vocabulary of fixed size."""

import random


def make_input(n, seed):
    """The arguments of segment for a text of n characters."""
    rng = random.Random(seed)
    words = ["".join(rng.choices("aeilnrst", k=rng.randint(2, 9))) for _ in range(2000)]
    costs = {word: rng.randint(1, 900) for word in words}
    text = ""
    while len(text) < n:
        text += rng.choice(words)
    return text[:n], costs, [400, 60]
