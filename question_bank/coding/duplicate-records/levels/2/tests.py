"""A large list whose groups are known from the way it is built: families of records, and a number that all of them have."""

import random


def generate(seed):
    """One large test: shuffled families, each a chain of shared values."""
    rng = random.Random(seed + 1)
    numbers = list(range(9_000))
    rng.shuffle(numbers)
    records = [[["phone", "0800"]] for _ in numbers]
    groups, start = [], 0
    while start < len(numbers):
        family = numbers[start : start + rng.choice([1, 2, 3, 200])]
        for place, number in enumerate(family):
            values = [["mail", f"{start + place}"], ["mail", f"{start + place + 1}x"]]
            if place:
                values[0] = ["mail", f"{start + place}X "]
            records[number] += values
        groups.append(sorted(family))
        start += len(family)
    return [
        {
            "name": "families that share a front desk",
            "args": [records],
            "kwargs": {"max_shared": 500},
            "expected": sorted(groups),
            "performance": True,
        }
    ]
