"""Inputs for the growth of run time: n records in chains of all lengths, one pair in ten to be kept apart."""

import random


def make_input(n, seed):
    """The arguments of customers for n records."""
    rng = random.Random(seed)
    records = [[["mail", f"m{rng.randrange(2 * n)}"], ["phone", f"p{rng.randrange(2 * n)}"]] for _ in range(n)]
    apart = [rng.sample(range(n), 2) for _ in range(n // 10)]
    return [records, 50, apart]
