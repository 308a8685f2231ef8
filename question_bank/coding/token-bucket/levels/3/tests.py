"""Large stories; the active keys are counted afterwards from the sorted ends of all busy stretches."""

import random
from bisect import bisect_right

TOKEN = 60_000


def expected(capacity, per_minute, steps):
    """The results of the steps, worked out in two passes over the whole story."""
    full = capacity * TOKEN
    level, since, now = {}, {}, 0
    results, queries = [], []
    busy_until, ends, started = {}, [], 0
    for at, method, *arguments in steps:
        now = max(now, at)
        if method == "active_keys":
            queries.append((len(results), now * per_minute, started))
            results.append(None)
            continue
        key, cost = arguments
        units = min(full, level.get(key, full) + (now - since.get(key, now)) * per_minute)
        results.append(units >= cost * TOKEN)
        if units < cost * TOKEN:
            continue
        level[key], since[key] = units - cost * TOKEN, now
        if key in busy_until and busy_until[key] <= now * per_minute:
            ends.append(busy_until.pop(key))
        started += key not in busy_until
        busy_until[key] = now * per_minute + full - level[key]
    ends = sorted(ends + list(busy_until.values()))
    for place, moment, begun in queries:
        results[place] = begun - bisect_right(ends, moment)
    return results


def many_active(rng):
    """Tens of thousands of keys stay active while the count is read again and again."""
    steps = [[number, "allow", f"w{number}", 1 + number % 3] for number in range(22_000)]
    at = 22_000
    for _ in range(15_000):
        at += rng.randrange(4)
        steps.append([at, "allow", f"w{rng.randrange(22_000)}", rng.randint(1, 4)])
        steps.append([at, "active_keys"])
    return 12, 6, steps


def coming_and_going(rng):
    """Each key is used a few times and is soon full again."""
    steps, at = [], 0
    for number in range(26_000):
        at += rng.choice([0, 1, 1, 2, 40, -15]) if at > 15 else 1
        steps.append([at, "allow", f"w{max(0, number - rng.randrange(60))}", rng.randint(1, 3)])
        steps.append([at, "active_keys"])
    return 5, 3_000, steps


def small(rng, count):
    """A short story over few keys, with a clock that steps back."""
    steps, at = [], 5_000
    for _ in range(count):
        at = max(0, at + rng.choice([0, rng.randrange(900), -rng.randrange(300)]))
        steps.append([at, "active_keys"])
        steps.append([at, "allow", rng.choice("abcdef"), rng.randint(1, 4)])
    return 3, 50, steps


def generate(seed):
    """Two small random stories and two large ones."""
    rng = random.Random(seed + 2)
    tests = []
    for name, story, performance in [
        ("random count 1", small(rng, 300), False),
        ("random count 2", small(rng, 500), False),
        ("many keys active at once", many_active(rng), True),
        ("keys that come and go", coming_and_going(rng), True),
    ]:
        test = {"name": name, "args": list(story), "expected": expected(*story)}
        tests.append({**test, "performance": True} if performance else test)
    return tests
