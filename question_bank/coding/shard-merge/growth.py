"""Inputs for the growth of run time: n hits in n / 8 shards."""

import random


def make_input(n, seed):
    """The arguments of drive for n hits in all."""
    rng = random.Random(seed)
    shards = []
    for shard in range(n // 8):
        hits = [[rng.randrange(10 * n), f"d{shard}.{number}"] for number in range(8)]
        shards.append(sorted(hits, key=lambda hit: (-hit[0], hit[1])))
    return [shards, n]
