"""Stories answered from a strip that holds the value of every moment."""

import random


def story(rng, calls, keys, last):
    """Random writes and questions, and the answers."""
    strips = {f"k{number}": [None] * last for number in range(keys)}
    steps, expected, at = [], [], rng.randrange(4)
    for number in range(calls):
        key = f"k{rng.randrange(keys)}"
        if rng.random() < 0.5:
            at = min(last - 1, at + rng.choice([0, 0, 1, 2, 5]))
            steps.append(["put", key, f"v{number}", at])
            strips[key][at:] = [f"v{number}"] * (last - at)
            expected.append(None)
        else:
            moment = rng.randrange(last)
            steps.append(["get", key, moment])
            expected.append(strips[key][moment])
    return steps, expected


def long_past(rng, versions, questions):
    """A key with a version every three seconds, so that the answer is a division."""
    steps = [["put", "t", f"v{number}", 3 * number + 3] for number in range(versions)]
    expected = [None] * versions
    for _ in range(questions):
        moment = rng.randrange(3 * versions + 9)
        steps.append(["get", "t", moment])
        place = min(moment // 3, versions) - 1
        expected.append(f"v{place}" if place >= 0 else None)
    return steps, expected


def generate(seed):
    """Two random stories and a long past."""
    rng = random.Random(seed)
    tests = []
    for number, (calls, keys, last) in enumerate([(80, 2, 60), (300, 5, 400)], 1):
        steps, expected = story(rng, calls, keys, last)
        tests.append({"name": f"random story {number}", "args": [steps], "expected": expected})
    steps, expected = long_past(rng, 14_000, 14_000)
    tests.append({"name": "a long past", "args": [steps], "expected": expected, "performance": True})
    return tests
