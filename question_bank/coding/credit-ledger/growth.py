"""Inputs for the growth of run time: n events and moments, with a fifth of all grants good at a time."""

import random


def make_input(n, seed):
    """The arguments of settle for n events and moments in all."""
    rng = random.Random(seed)
    events, moments = [], []
    for number in range(n):
        at = rng.randrange(10 * n)
        if number % 3 == 0:
            events.append(["grant", f"g{number}", at, rng.randint(1, 60), at + rng.randint(n, 3 * n)])
        elif number % 3 == 1:
            events.append(["use", f"u{number}", at, rng.randint(1, 60)])
        else:
            moments.append(at)
    return events, moments
