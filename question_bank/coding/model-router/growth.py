"""Inputs for the growth of run time: n requests, five models, and half of the money that the best would take."""

import random


def make_input(n, seed):
    """The arguments of route for n requests."""
    rng = random.Random(seed)
    models = [
        {
            "name": f"m{number}",
            "window": 200_000,
            "price_in": 3**number * 40 + number,
            "price_out": 3**number * 170 + number,
            "quality": {"chat": 2 * number + 1, "code": min(10, number * number)},
        }
        for number in range(5)
    ]
    requests = [
        {
            "kind": rng.choice(["chat", "code"]),
            "tokens_in": rng.randint(100, 90_000),
            "tokens_out": rng.randint(10, 9_000),
            "least": rng.randint(0, 2),
        }
        for _ in range(n)
    ]
    dearest = models[-1]
    most = sum(one["tokens_in"] * dearest["price_in"] + one["tokens_out"] * dearest["price_out"] for one in requests)
    return requests, models, most // 2, 3
