"""Random stories for level 1, judged by adding up each key's history in fractions."""

import random
from fractions import Fraction


def allowed(capacity, per_minute, calls):
    """For each (at, key) whether a token is there, by exact fractions."""
    level, since, results, now = {}, {}, [], 0
    for at, key in calls:
        now = max(now, at)
        tokens = level.get(key, Fraction(capacity)) + Fraction(per_minute * (now - since.get(key, now)), 60_000)
        tokens = min(Fraction(capacity), tokens)
        results.append(tokens >= 1)
        level[key], since[key] = tokens - (tokens >= 1), now
    return results


def story(name, capacity, per_minute, calls):
    """A test of these calls."""
    steps = [[at, "allow", key] for at, key in calls]
    return {"name": name, "args": [capacity, per_minute, steps], "expected": allowed(capacity, per_minute, calls)}


def generate(seed):
    """Three random stories and two keys that are asked for every few milliseconds."""
    rng = random.Random(seed)
    tests = []
    for number, (capacity, per_minute, pace) in enumerate([(3, 90, 900), (10, 700, 60), (1, 11, 4000)], 1):
        calls, at = [], 50_000
        for _ in range(400):
            at = max(0, at + rng.choice([0, 1, rng.randrange(pace), rng.randrange(pace), -rng.randrange(pace // 2)]))
            calls.append((at, rng.choice("abc")))
        tests.append(story(f"random story {number}", capacity, per_minute, calls))
    tests.append(story("asked for every millisecond", 2, 42, [(at, "a") for at in range(12_000)]))
    every = [(at, "a") for at in range(0, 9_000, 3)]
    tests.append(story("asked for every three milliseconds", 1, 100, every))
    return tests
