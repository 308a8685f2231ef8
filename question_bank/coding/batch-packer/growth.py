"""Inputs for the growth of run time: n small chunks that end up in three large batches."""

import random


def make_input(n, seed):
    """The arguments of pack for n chunks."""
    rng = random.Random(seed)
    return [rng.randint(1, 3) for _ in range(n)], n * 2 // 3, n
