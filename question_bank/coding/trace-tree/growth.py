"""Inputs for the growth of run time: n spans, one half a deep chain, the other half side by side below its end."""

import random


def make_input(n, seed):
    """The arguments of the driver for n spans."""
    rng = random.Random(seed)
    lines = [f"d{number} {f'd{number - 1}' if number else '-'} chain {number} {20 * n}" for number in range(n // 2)]
    last = n // 2 - 1
    lines += [f"w{number} d{last} wide {8 * number} {8 * number + rng.randint(2, 12)}" for number in range(n // 2)]
    rng.shuffle(lines)
    return lines, "critical_path", "d0"
