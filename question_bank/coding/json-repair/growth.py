"""Inputs for the growth of run time: texts of about n characters, objects between prose with braces."""

import json
import random


def make_input(n, seed):
    """The arguments of extract for about n characters."""
    rng = random.Random(seed)
    parts, size = [], 0
    while size < n:
        part = "see {fig} for a 5 mm " + json.dumps({"part": f"plate {rng.randrange(n)}", "holes": [rng.random(), {}]})
        parts.append(part)
        size += len(part)
    return ("\n".join(parts),)
