"""Notes that fade one after another in front of those that are asked for; the answer is arithmetic."""

import random


def conveyor(rng, stock, rounds, life):
    """A note a millisecond, each living for `life` of them, beside a stock that stays."""
    steps = [["set", 0, f"stock{number}", "x"] for number in range(stock)]
    expected = [None] * stock
    for now in range(rounds):
        steps.append(["set", now, f"b{now:05}", "y", life])
        expected.append(None)
        oldest = max(0, now - life + 1)
        if rng.random() < 0.8:
            steps.append(["scan", now, "b", 2])
            expected.append([(f"b{number:05}", "y") for number in range(oldest, min(oldest + 2, now + 1))])
        else:
            asked = rng.randint(max(0, oldest - 3), now)
            steps.append(["get", now, f"b{asked:05}"])
            expected.append("y" if asked >= oldest else None)
    return steps, expected


def generate(seed):
    """A small conveyor and a large one."""
    rng = random.Random(seed + 1)
    tests = []
    for name, stock, rounds, life in [("a short conveyor", 3, 60, 7), ("a long conveyor", 4_000, 6_000, 40)]:
        steps, expected = conveyor(rng, stock, rounds, life)
        test = {"name": name, "args": [steps], "expected": expected}
        tests.append({**test, "performance": True} if rounds > 1_000 else test)
    return tests
