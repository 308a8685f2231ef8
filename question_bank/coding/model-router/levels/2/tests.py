"""A few requests with close prices and many ties, answered by trying every combination of models."""

import random
from itertools import product


def drawn(rng, requests, models):
    """Random requests and models; small numbers make equal costs and equal sums."""
    catalogue = [
        {
            "name": f"m{number}",
            "window": rng.choice([8, 9, 30]),
            "price_in": rng.randint(0, 3),
            "price_out": rng.randint(0, 3),
            "quality": {kind: rng.randint(0, 4) for kind in ("chat", "code")},
        }
        for number in range(models)
    ]
    mail = [
        {
            "kind": rng.choice(["chat", "chat", "code", "code", "other"]),
            "tokens_in": rng.randint(0, 6),
            "tokens_out": rng.randint(0, 4),
            "least": rng.choice([0, 0, 1, 2]),
        }
        for _ in range(requests)
    ]
    return mail, catalogue


def offers(request, models):
    """What each model asks and gives, in order: (cost, quality), or None where it does not fit."""
    rows = []
    for model in models:
        quality = model["quality"].get(request["kind"], 0)
        size = request["tokens_in"] + request["tokens_out"]
        cost = request["tokens_in"] * model["price_in"] + request["tokens_out"] * model["price_out"]
        rows.append(None if quality < request["least"] or size > model["window"] else (cost, quality))
    return rows


def best(requests, models, budget):
    """The expected answer and its cost."""
    rows = [offers(request, models) for request in requests]
    places = [[place for place, offer in enumerate(row) if offer] or [len(models)] for row in rows]
    ranked = []
    for combination in product(*places):
        taken = [row[place] for row, place in zip(rows, combination, strict=True) if place < len(models)]
        cost = sum(offer[0] for offer in taken)
        if cost <= budget:
            ranked.append((-sum(offer[1] for offer in taken), cost, combination))
    if not ranked:
        return None
    names = [model["name"] for model in models] + [None]
    return [names[place] for place in min(ranked)[2]]


def generate(seed):
    """Three draws in which the budget decides something."""
    rng = random.Random(seed + 1)
    tests = []
    for number, (count, models) in enumerate([(4, 3), (5, 4), (6, 4)], 1):
        routed = free = None
        while routed is None or routed == free or len(set(routed)) < 3:
            requests, catalogue = drawn(rng, count, models)
            budget = rng.randint(5, 40)
            routed, free = best(requests, catalogue, budget), best(requests, catalogue, 10**9)
        tests.append(
            {
                "name": f"every combination {number}",
                "args": [requests, catalogue],
                "kwargs": {"budget": budget},
                "expected": routed,
            }
        )
    return tests
