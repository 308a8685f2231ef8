"""Inputs for the growth of run time: n deltas of two long calls, with braces in their strings."""

import json
import random


def make_input(n, seed):
    """The arguments of the driver for n deltas."""
    rng = random.Random(seed)
    deltas = []
    for index in range(2):
        notes = [f"}} {rng.randrange(10**6)} {{" for _ in range(n // 4)]
        text = json.dumps({"notes": notes})
        size = len(text) // (n // 2) + 1
        deltas += [
            {"index": index, "name": "log", "arguments": text[at : at + size]} for at in range(0, len(text), size)
        ]
    return deltas, "feed"
