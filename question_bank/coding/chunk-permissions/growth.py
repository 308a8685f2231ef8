"""Inputs for the growth of run time: n nodes in one long branch with leaves, n rules for groups in a chain."""

import random


def make_input(n, seed):
    """The arguments of visible for n nodes."""
    rng = random.Random(seed)
    half = n // 2
    parent = {f"f{number}": f"f{number - 1}" for number in range(1, half)}
    parent |= {f"c{number}": f"f{rng.randrange(half)}" for number in range(half)}
    groups = {f"g{number}": [f"g{number + 1}"] for number in range(half)} | {f"g{half}": ["ada"]}
    rules = [(rng.choice(["allow", "deny"]), f"g{rng.randrange(half)}", f"c{rng.randrange(half)}") for _ in range(half)]
    rules.append(("allow", "g0", "f0"))
    return "ada", [f"c{number}" for number in range(half)], parent, rules, groups
