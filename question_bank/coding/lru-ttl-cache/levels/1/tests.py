"""Random stories, answered from the history of the calls and not from a kept state."""

import random


def expected(capacity, ttl_ms, steps):
    """Each result, from a list of all entries ever written."""
    written = []  # [key, value, at, until, number of its last use, gone]
    results = []
    for number, (at, method, *arguments) in enumerate(steps):
        live = [entry for entry in written if entry[3] > at and not entry[5]]
        mine = [entry for entry in live if entry[0] == arguments[0]]
        if method == "get":
            for entry in mine:
                entry[4] = number
            results.append(mine[0][1] if mine else None)
            continue
        pushed_out = []
        for entry in mine:
            entry[5] = True
        if not mine and len(live) == capacity:
            last = min(live, key=lambda entry: entry[4])
            last[5] = True
            pushed_out = [last[0]]
        written.append([*arguments, at, at + ttl_ms, number, False])
        results.append(pushed_out)
    return results


def story(rng, calls, keys, step):
    """Random calls; many fall on the same millisecond."""
    steps, at = [], rng.randrange(50)
    for number in range(calls):
        at += rng.choice([0, 1, rng.randrange(step)])
        key = f"q{rng.randrange(keys)}"
        steps.append([at, "get", key] if rng.random() < 0.5 else [at, "put", key, number % 50])
    return steps


def generate(seed):
    """Three random stories."""
    rng = random.Random(seed)
    tests = []
    for number, (capacity, ttl_ms, calls, keys, step) in enumerate(
        [(3, 20, 150, 6, 4), (8, 40, 300, 14, 5), (5, 400, 300, 8, 9)], 1
    ):
        steps = story(rng, calls, keys, step)
        args = [capacity, ttl_ms, steps]
        tests.append({"name": f"random story {number}", "args": args, "expected": expected(*args)})
    return tests
