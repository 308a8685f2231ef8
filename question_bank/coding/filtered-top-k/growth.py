"""Inputs for the growth of run time: n entries, and n searches whose filter leaves about ten of them."""

import random


def make_input(n, seed):
    """The arguments of drive for n entries and n searches."""
    rng = random.Random(seed)

    def vector():
        return [rng.randint(-9, 9) for _ in range(3)]

    steps = [["add", f"c{number}", vector(), {"doc": f"d{rng.randrange(n // 10)}"}] for number in range(n)]
    steps += [["search", vector(), 3, {"doc": [f"d{rng.randrange(n // 10)}"]}] for _ in range(n)]
    return [steps]
