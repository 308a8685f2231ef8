"""Large stories, answered with one bucket of keys for every millisecond and a queue of uses."""

import random
from collections import defaultdict, deque


def expected(capacity, ttl_ms, steps):
    """Each result; a use is a line in a queue, and counts if it is the last one of its key."""
    ends = defaultdict(list)
    entries, uses, last_use = {}, deque(), {}
    used, before, results = 0, steps[0][0], []
    for number, (at, method, *arguments) in enumerate(steps):
        for moment in range(before, at + 1):
            for key in ends.pop(moment, ()):
                if key in entries and entries[key][1] == moment:
                    used -= entries.pop(key)[2]
        before = at
        if method == "size":
            results.append(len(entries))
            continue
        key = arguments[0]
        if method == "get":
            if key in entries:
                uses.append((number, key))
                last_use[key] = number
            results.append(entries[key][0] if key in entries else None)
            continue
        old = entries.pop(key, None)
        used -= old[2] if old else 0
        if method == "delete":
            results.append(old is not None)
            continue
        value, own, weight = [*arguments[1:], *[None, 1][len(arguments) - 2 :]]
        pushed_out = []
        if weight <= capacity:
            while used + weight > capacity:
                moment, candidate = uses.popleft()
                if candidate in entries and last_use[candidate] == moment:
                    used -= entries.pop(candidate)[2]
                    pushed_out.append(candidate)
            until = at + (own or ttl_ms)
            entries[key] = (value, until, weight)
            ends[until].append(key)
            uses.append((number, key))
            last_use[key] = number
            used += weight
        results.append(pushed_out)
    return results


def full_and_busy(rng):
    """The cache is full of live entries; nearly every put pushes something out, and the size is read often."""
    steps, at = [], 0
    for number in range(31_000):
        at += rng.randrange(2)
        kind = rng.random()
        if number < 14_000:
            steps.append([at, "put", f"q{number}", number % 97, rng.randint(40_000, 90_000)])
        elif kind < 0.5:
            steps.append(
                [at, "put", f"q{rng.randrange(28_000)}", number % 97, rng.choice([30, 50_000]), rng.randint(1, 3)]
            )
        elif kind < 0.8:
            steps.append([at, "get", f"q{rng.randrange(28_000)}"])
        elif kind < 0.85:
            steps.append([at, "delete", f"q{rng.randrange(28_000)}"])
        else:
            steps.append([at, "size"])
    return 14_000, 60_000, steps


def waves(rng):
    """Waves of short lives over a large stock of long ones; heavy entries push out hundreds at a time."""
    steps, at = [], 1_000
    for number in range(12_000):
        steps.append([at, "put", f"stock{number}", 1, 900_000])
    for number in range(17_000):
        at += rng.randrange(3)
        kind = rng.random()
        if kind < 0.002:
            steps.append([at, "put", f"heavy{number}", 2, 400, rng.randint(100, 400)])
        elif kind < 0.45:
            steps.append([at, "put", f"brief{rng.randrange(900)}", number % 10, rng.randint(1, 300)])
        elif kind < 0.75:
            steps.append([at, "get", f"stock{rng.randrange(12_000)}"])
        else:
            steps.append([at, "size"])
    return 12_400, 500, steps


def small(rng, calls, capacity):
    """A short story with weights, some of them too heavy."""
    steps, at = [], 0
    for number in range(calls):
        at += rng.choice([0, 0, 1, 4])
        key = f"q{rng.randrange(9)}"
        method = rng.choices(["put", "get", "delete", "size"], [6, 4, 1, 1])[0]
        step = [at, method, *([] if method == "size" else [key])]
        if method == "put":
            step += [
                number,
                rng.choice([None, rng.randint(1, 40)]),
                rng.choice([1, 1, 2, 3, 5, capacity, capacity + 1]),
            ]
        steps.append(step)
    return capacity, 25, steps


def generate(seed):
    """Two small random stories and two large ones."""
    rng = random.Random(seed + 2)
    tests = []
    for name, story, performance in [
        ("random weights 1", small(rng, 250, 8), False),
        ("random weights 2", small(rng, 400, 14), False),
        ("a full cache in heavy use", full_and_busy(rng), True),
        ("waves of short lives", waves(rng), True),
    ]:
        test = {"name": name, "args": list(story), "expected": expected(*story)}
        tests.append({**test, "performance": True} if performance else test)
    return tests
