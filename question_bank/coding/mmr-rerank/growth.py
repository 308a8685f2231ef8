"""Inputs for the growth of run time: n random vectors, of which 20 are chosen."""

import random


def make_input(n, seed):
    """The arguments of rerank for n vectors."""
    rng = random.Random(seed)
    query, *vectors = [[rng.randint(-100, 100) for _ in range(6)] for _ in range(n + 1)]
    return [query, vectors, 20, 60]
