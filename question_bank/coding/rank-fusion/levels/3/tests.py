"""Large rankings whose fused order is known from the way they are built."""

import random


def pyramid(rng, ids, engines):
    """Rankings that agree: every engine has the same order, so the fused order is that order."""
    order = [f"doc{rng.randrange(ids // 5)}#{number}" for number in range(ids)]
    return [list(order) for _ in range(engines)], order


def shifted_blocks(rng, blocks, size):
    """Two rankings of blocks; inside a block the one runs forward and the other backward.

    With places p and q inside a block, the sum of 1 / (c + p) and 1 / (c + q) for a fixed p + q is largest at the two ends
    and smallest in the middle; equal sums stand at mirrored places, where the id decides.
    """
    forward, backward, order = [], [], []
    for block in range(blocks):
        ids = [f"m{rng.randrange(blocks)}#{block}.{number}" for number in range(size)]
        forward += ids
        backward += ids[::-1]
        for number in range(size // 2):
            order += sorted([ids[number], ids[size - 1 - number]])
        if size % 2:
            order.append(ids[size // 2])
    return [forward, backward], order


def capped(order, limit, cap):
    """The first `limit` ids of an order with at most `cap` of one document."""
    by_document = {}
    for place, each in enumerate(order):
        by_document.setdefault(each[: each.rindex("#")], []).append(place)
    places = sorted(place for group in by_document.values() for place in group[:cap])
    return [order[place] for place in places[:limit]]


def generate(seed):
    """One small test and three large ones."""
    rng = random.Random(seed + 2)
    small, small_order = shifted_blocks(rng, 4, 7)
    agreed, agreed_order = pyramid(rng, 16_000, 6)
    mirrored, mirrored_order = shifted_blocks(rng, 4_500, 7)
    split = [[f"u{number % 900}#{number}" for number in range(start, 60_000, 4)] for start in range(4)]
    split_order = [f"u{number % 900}#{number}" for number in range(60_000)]
    return [
        {
            "name": "mirrored blocks, small",
            "args": [small, 20],
            "kwargs": {"c": 60, "per_document": 2},
            "expected": capped(small_order, 20, 2),
        },
        {
            "name": "six engines that agree",
            "args": [agreed, 3_000],
            "kwargs": {"per_document": 1},
            "expected": capped(agreed_order, 3_000, 1),
            "performance": True,
        },
        {
            "name": "mirrored blocks",
            "args": [mirrored, 9_000],
            "kwargs": {"c": 0, "weights": [0.5, 0.5], "per_document": 4},
            "expected": capped(mirrored_order, 9_000, 4),
            "performance": True,
        },
        {
            "name": "four engines with nothing in common",
            "args": [split, 2_000],
            "kwargs": {"weights": [1, 1, 1, 1], "per_document": 2},
            "expected": capped(by_place(split_order), 2_000, 2),
            "performance": True,
        },
    ]


def by_place(order):
    """Four ids share each place; among them the smaller id comes first."""
    return [each for start in range(0, len(order), 4) for each in sorted(order[start : start + 4])]
