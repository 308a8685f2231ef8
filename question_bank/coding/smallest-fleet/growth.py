"""Inputs for the growth of run time: n requests in a crowd that gets denser towards the end."""

import random


def make_input(n, seed):
    """The arguments of smallest_fleet for n requests."""
    rng = random.Random(seed)
    requests, at = [], 0
    for number in range(n):
        at += rng.randint(0, 40 if number < n // 2 else 10)
        requests.append([at, rng.randint(50, 400)])
    rng.shuffle(requests)
    return requests, 500, 99
