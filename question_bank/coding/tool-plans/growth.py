"""Inputs for the growth of run time: n steps with four tools each, of which many plans keep the rules."""

import random


def make_input(n, seed):
    """The arguments of plans for n steps; always the first 1,500 plans are asked for."""
    rng = random.Random(seed)
    steps = [[f"t{step}.{number}" for number in range(4)] for step in range(n)]
    conflicts = [[f"t{step}.{number}", f"t{step + 1}.{number}"] for step in range(n - 1) for number in range(4)]
    costs = {tool: rng.randint(5, 9) for step in steps for tool in step}
    budget = sum(max(costs[tool] for tool in step) for step in steps)
    return steps, conflicts, {}, {}, costs, budget, 1500
