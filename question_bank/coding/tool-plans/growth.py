"""Inputs for the growth of run time: n steps with four tools each, and money for at most two dearer ones."""

import random


def make_input(n, seed):
    """The arguments of plans for n steps; about half of n squared plans can be paid for."""
    rng = random.Random(seed)
    steps = [[f"t{step}.{number}" for number in range(4)] for step in range(n)]
    conflicts = [[f"t{step}.{number}", f"t{step + 2}.{number}x"] for step in range(n - 2) for number in range(4)]
    costs = {}
    for step in steps:
        costs |= dict(zip(step, rng.sample([300, 303, 305, 307], 4), strict=True))
    return steps, conflicts, {}, {}, costs, 300 * n + 7, None
