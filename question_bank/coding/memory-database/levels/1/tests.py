"""Random notes, and a shelf of many, answered from a bucket of notes for each prefix."""

import random


def story(rng, calls):
    """Random calls; every note stands in the bucket of each of its prefixes."""
    buckets, steps, expected = {}, [], []
    for number in range(calls):
        key = "".join(rng.choice("ab/ü") for _ in range(rng.randint(1, 4)))
        method = rng.choices(["set", "get", "delete", "scan"], [6, 2, 3, 4])[0]
        if method == "set":
            steps.append([method, number, key, f"v{number}"])
            for end in range(len(key) + 1):
                buckets.setdefault(key[:end], {})[key] = f"v{number}"
            expected.append(None)
        elif method == "get":
            steps.append([method, number, key])
            expected.append(buckets.get(key, {}).get(key))
        elif method == "delete":
            steps.append([method, number, key])
            found = [buckets.get(key[:end], {}).pop(key, None) for end in range(len(key) + 1)]
            expected.append(found[0] is not None)
        else:
            prefix, limit = key[: rng.randrange(4)], rng.randint(1, 6)
            steps.append([method, number, prefix, limit])
            expected.append(sorted(buckets.get(prefix, {}).items())[:limit])
    return steps, expected


def shelf(rng, areas, each, scans):
    """Areas with a few notes each, set in no order; then scans of one area between deletions."""
    names = [f"{area}/{number}" for area in range(areas) for number in range(each)]
    rng.shuffle(names)
    steps = [["set", 0, name, "x"] for name in names]
    expected = [None] * len(names)
    left = {f"{area}/": [f"{area}/{number}" for number in range(each)] for area in range(areas)}
    for now in range(scans):
        prefix = f"{rng.randrange(areas)}/"
        if rng.random() < 0.1 and left[prefix]:
            gone = left[prefix].pop(rng.randrange(len(left[prefix])))
            steps.append(["delete", now, gone])
            expected.append(True)
        else:
            steps.append(["scan", now, prefix, 2])
            expected.append([(name, "x") for name in left[prefix][:2]])
    return steps, expected


def generate(seed):
    """Two random stories and a large one."""
    rng = random.Random(seed)
    tests = []
    for number, calls in enumerate([60, 300], 1):
        steps, expected = story(rng, calls)
        tests.append({"name": f"random notes {number}", "args": [steps], "expected": expected})
    steps, expected = shelf(rng, 900, 9, 9_000)
    tests.append({"name": "scans beside many notes", "args": [steps], "expected": expected, "performance": True})
    return tests
