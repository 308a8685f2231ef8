"""Inputs for the growth of run time: n calls, some of them repeated, ten in a reply."""

import random


def make_input(n, seed):
    """The arguments of the driver for n calls."""
    rng = random.Random(seed)
    replies = [
        {
            "text": "",
            "calls": [
                {"id": "k", "name": "note", "arguments": f'{{"text": "{rng.randrange(n)}", "level": "low"}}'}
                for _ in range(10)
            ],
        }
        for _ in range(n // 10)
    ]
    return [*replies, {"text": "Done."}], n, "texts"
