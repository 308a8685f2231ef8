"""Inputs for the growth of run time: n documents and n / 4 calls, over a vocabulary that grows with n."""

import random


def make_input(n, seed):
    """The arguments of the driver for n documents at first."""
    rng = random.Random(seed)

    def text():
        return " ".join(f"w{rng.randrange(n // 2)}" for _ in range(8))

    calls = []
    for number in range(n // 4):
        calls.append(["search", f"w{rng.randrange(n // 2)} w{rng.randrange(n // 2)}", 10])
        if number % 4 == 0:
            calls += [["add", text()], ["remove", rng.randrange(n)]]
    return [text() for _ in range(n)], calls
