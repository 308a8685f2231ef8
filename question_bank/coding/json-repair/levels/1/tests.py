"""Objects that are known, written down between pieces of prose that hold none."""

import json
import random

PROSE = ["a {b} c", 'a 5" pipe', "{{-", "}", "{x: ", '{"k" ', "[", "```json", "it's", '{"k": [1 2]}', "\\"]


def value(rng, depth):
    """A random JSON value whose strings hold what could be taken for structure."""
    kind = rng.randrange(4 if depth < 4 else 2)
    if kind == 0:
        return rng.choice([True, False, None, 0, -1.25, rng.randrange(10**6)])
    if kind == 1:
        return "".join(rng.choice(["{", "}", "[", ",]", '"', "\\", "None", " ", "k"]) for _ in range(rng.randrange(5)))
    if kind == 2:
        return [value(rng, depth + 1) for _ in range(rng.randrange(4))]
    return {f"k{number}": value(rng, depth + 1) for number in range(rng.randrange(4))}


def generate(seed):
    """Three small tests of level 1."""
    rng = random.Random(seed)
    tests = []
    for number, count in enumerate([3, 8, 20], start=1):
        objects, parts = [], []
        for _ in range(count):
            parts += rng.sample(PROSE, 2)
            objects.append({"v": value(rng, 0), "w": value(rng, 1)})
            parts.append(json.dumps(objects[-1], indent=rng.choice([None, 1])))
        tests.append({"name": f"random objects {number}", "args": [" ".join(parts)], "expected": objects})
    return tests
