"""Inputs for the growth of run time: n messages, of which half fit when old results are cleared."""

import random


def make_input(n, seed):
    """The arguments of the driver for n messages."""
    rng = random.Random(seed)
    messages = []
    for number in range(n // 4):
        call = f"c{number}"
        messages += [
            {"id": f"u{number}", "role": "user", "tokens": rng.randint(1, 50)},
            {"id": f"a{number}", "role": "assistant", "tokens": 10, "calls": [call]},
            {"id": f"t{number}", "role": "tool", "tokens": rng.randint(1, 500), "call": call},
            {"id": f"b{number}", "role": "assistant", "tokens": rng.randint(1, 90)},
        ]
    return messages, n * 12
