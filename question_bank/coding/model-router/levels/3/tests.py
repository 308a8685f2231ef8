"""A few requests against every combination, and large draws answered from the front, ties ruled out by counting."""

import random
from itertools import product


def offers(request, models, refusal):
    """What can be done with a request: (cost, points, name)."""
    rows = []
    for model in models:
        points = model["quality"].get(request["kind"], 0)
        if points >= request["least"] and request["tokens_in"] + request["tokens_out"] <= model["window"]:
            cost = request["tokens_in"] * model["price_in"] + request["tokens_out"] * model["price_out"]
            rows.append((cost, points, model["name"]))
    if refusal is not None or not rows:
        rows.append((0, -(refusal or 0), None))
    return rows


def every_combination(requests, models, budget, refusal):
    """The expected answer for few requests."""
    rows = [offers(request, models, refusal) for request in requests]
    ranked = []
    for places in product(*[range(len(row)) for row in rows]):
        taken = [row[place] for row, place in zip(rows, places, strict=True)]
        cost = sum(offer[0] for offer in taken)
        if cost <= budget:
            ranked.append((-sum(offer[1] for offer in taken), cost, places, [offer[2] for offer in taken]))
    return min(ranked)[3] if ranked else None


def from_the_front(requests, models, budget, refusal):
    """The expected answer for many requests, or None where it is not the only one of its sum and cost.

    Keeps, for each sum of points, the least cost, how often it is met, and the offers that led there as a linked list.
    """
    reached = {0: (0, 1, None)}
    for request in requests:
        rows, after = offers(request, models, refusal), {}
        for points, (cost, ways, way) in reached.items():
            for extra, more, name in rows:
                known = after.get(points + more)
                if cost + extra > budget or (known and known[0] < cost + extra):
                    continue
                same = known[1] if known and known[0] == cost + extra else 0
                after[points + more] = (cost + extra, ways + same, (name, way))
        reached = after
    if not reached or reached[max(reached)][1] > 1:
        return None
    way, names = reached[max(reached)][2], []
    while way:
        name, way = way
        names.append(name)
    return names[::-1]


def close(rng, count, models):
    """Few tokens and low prices, so that sums and costs are often equal."""
    catalogue = [
        {
            "name": f"m{number}",
            "window": 12,
            "price_in": rng.randint(0, 4),
            "price_out": 1,
            "quality": {"chat": rng.randint(0, 5), "code": rng.randint(0, 5)},
        }
        for number in range(models)
    ]
    mail = [
        {
            "kind": rng.choice(["chat", "code"]),
            "tokens_in": rng.randint(1, 5),
            "tokens_out": 0,
            "least": rng.randint(0, 2),
        }
        for _ in range(count)
    ]
    return mail, catalogue


def large(rng, count, models):
    """Prices that rise with quality, over many kinds, with sums of money far beyond any table."""
    kinds = ["chat", "code", "poem", "table", "mail"]
    catalogue = [
        {
            "name": f"m{number}",
            "window": 60_000 * (number + 2),
            "price_in": 4**number * 70 + rng.randint(0, 60),
            "price_out": 4**number * 90 + rng.randint(0, 60),
            "quality": {kind: max(0, min(10, 2 * number + rng.randint(-1, 2))) for kind in kinds},
        }
        for number in range(models)
    ]
    mail = [
        {
            "kind": rng.choice(kinds),
            "tokens_in": rng.randint(1_000, 300_000),
            "tokens_out": rng.randint(100, 100_000),
            "least": rng.choice([0, 0, 0, 2, 4]),
        }
        for _ in range(count)
    ]
    return mail, catalogue


def generate(seed):
    """Two small draws and three large ones."""
    rng = random.Random(seed + 2)
    tests = []
    for number, (count, models, refusal) in enumerate([(4, 3, 1), (5, 3, 2)], 1):
        while True:
            requests, catalogue = close(rng, count, models)
            budget = rng.randint(4, 20)
            routed = every_combination(requests, catalogue, budget, refusal)
            if None not in routed or len({*routed}) < 3:
                continue
            # Refusing must be a choice and not a need, and what it costs must matter.
            others = [every_combination(requests, catalogue, budget, penalty) for penalty in (None, 0)]
            if None not in others and routed not in others:
                break
        kwargs = {"budget": budget, "refusal": refusal}
        tests.append(
            {"name": f"refusing {number}", "args": [requests, catalogue], "kwargs": kwargs, "expected": routed}
        )
    for name, refusal, part in [
        ("eighty requests", None, 3),
        ("eighty requests, some refused", 4, 12),
        ("eighty requests and plenty of money", None, 2),
    ]:
        routed = None
        while routed is None:
            requests, catalogue = large(rng, 80, 6)
            top = catalogue[-1]
            most = sum(one["tokens_in"] * top["price_in"] + one["tokens_out"] * top["price_out"] for one in requests)
            routed = from_the_front(requests, catalogue, most // part, refusal)
        kwargs = {"budget": most // part} | ({} if refusal is None else {"refusal": refusal})
        tests.append(
            {"name": name, "args": [requests, catalogue], "kwargs": kwargs, "expected": routed, "performance": True}
        )
    return tests
