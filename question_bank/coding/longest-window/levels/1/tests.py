"""Random chats of which every run is looked at, the longest first."""

import random


def expected(tokens, budget):
    """The first run that fits, going from long ones to short ones and from late ones to early ones."""
    for length in range(len(tokens), 0, -1):
        for start in range(len(tokens) - length, -1, -1):
            if sum(tokens[start : start + length]) <= budget:
                return [start, start + length]
    return [0, 0]


def generate(seed):
    """Three small tests."""
    rng = random.Random(seed)
    tests = []
    for number, (size, most, budget) in enumerate([(40, 9, 25), (60, 3, 12), (60, 30, 40)], 1):
        tokens = [rng.choice([0, rng.randint(1, most), most]) for _ in range(size)]
        tests.append({"name": f"random chat {number}", "args": [tokens, budget], "expected": expected(tokens, budget)})
    return tests
