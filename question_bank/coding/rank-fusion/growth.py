"""Inputs for the growth of run time: n ids in four rankings, half of them found by another engine too."""

import random


def make_input(n, seed):
    """The arguments of fuse for n ids in all."""
    rng = random.Random(seed)
    pool = [f"doc{rng.randrange(n)}#{number}" for number in range(n // 2)]
    return [rng.sample(pool, n // 4) for _ in range(4)], 100
