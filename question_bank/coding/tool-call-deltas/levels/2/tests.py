"""Random calls whose arguments are known, cut anywhere and mixed."""

import json
import random


def value(rng, depth):
    """A random JSON value, with everything in its strings that could confuse a reader of braces."""
    kind = rng.randrange(4 if depth < 3 else 2)
    if kind == 0:
        return rng.choice([0, -3.5, True, None, rng.randrange(1000)])
    if kind == 1:
        return "".join(rng.choice(['"', "\\", "{", "}", "a", " ", "é", "\n"]) for _ in range(rng.randrange(8)))
    if kind == 2:
        return [value(rng, depth + 1) for _ in range(rng.randrange(4))]
    return {f"k{number}": value(rng, depth + 1) for number in range(rng.randrange(4))}


def pieces(rng, text, longest):
    """The text cut at random places; some pieces are empty."""
    cut = []
    at = 0
    while at < len(text):
        size = rng.randrange(longest + 1)
        cut.append(text[at : at + size])
        at += size
    return cut


def generate(seed):
    """Three small tests of level 2."""
    rng = random.Random(seed)
    tests = []
    for number, calls in enumerate([2, 5, 9], start=1):
        waiting, expected = {}, []
        for index in range(calls):
            inputs = {"a": value(rng, 0), "b": value(rng, 0)}
            text = rng.choice(["", " "]) + json.dumps(inputs, ensure_ascii=rng.random() < 0.5) + rng.choice(["", "\n"])
            waiting[index] = pieces(rng, text, 5)
            expected.append({"index": index, "id": f"id{index}", "name": "tool", "input": inputs, "error": None})
        deltas = [{"index": index, "id": f"id{index}", "name": "tool", "arguments": ""} for index in waiting]
        rng.shuffle(deltas)
        while any(waiting.values()):
            index = rng.choice([index for index, left in waiting.items() if left])
            deltas.append({"index": index, "arguments": waiting[index].pop(0)})
        tests.append({"name": f"random calls {number}", "args": [deltas, "results"], "expected": expected})
    return tests
