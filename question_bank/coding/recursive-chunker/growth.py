"""Inputs for the growth of run time: a manual of about n characters with code blocks, in small chunks."""

import random


def make_input(n, seed):
    """The arguments of the driver."""
    rng = random.Random(seed)
    parts, length = [], 0
    while length < n:
        words = " ".join("plank"[: rng.randint(1, 5)] for _ in range(rng.randint(3, 40)))
        parts.append(f"```\n{words}\n\n{words}\n```\n" if rng.random() < 0.2 else words + rng.choice(["\n", "\n\n"]))
        length += len(parts[-1])
    return "".join(parts), 120, 30
