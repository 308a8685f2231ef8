"""Inputs for the growth of run time: n texts of 14 words, one in four a copy of another with one word changed."""

import random


def make_input(n, seed):
    """The arguments of near_duplicates for n texts."""
    rng = random.Random(seed)
    texts = [" ".join(f"w{rng.randrange(5 * n)}" for _ in range(14)) for _ in range(n)]
    for number in range(0, n - 1, 4):
        texts[number + 1] = texts[number].rsplit(" ", 1)[0] + " end"
    hashes = [[rng.randrange(1, 10**9), rng.randrange(10**9)] for _ in range(8)]
    return [texts, 70, 3, hashes, 4]
