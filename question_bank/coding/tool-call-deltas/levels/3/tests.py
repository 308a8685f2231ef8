"""Calls whose closing piece is known from the way they are cut: it is the one that holds the last character."""

import json
import random


def note(rng):
    """A short text full of what only looks like the end of an object."""
    return rng.choice(["}", "{}", 'say "}"', "C:\\}", "{{", "a}b", "\\", '"']) + str(rng.randrange(100))


def mixed(rng, texts, sizes):
    """Deltas that hold the texts in pieces, mixed, and what feed must return with them."""
    at = dict.fromkeys(range(len(texts)), 0)
    left = list(at)
    deltas, expected = [], []
    while left:
        index = rng.choice(left)
        text, inputs = texts[index]
        size = rng.choice(sizes)
        delta = {"index": index, "arguments": text[at[index] : at[index] + size]}
        if at[index] == 0:
            delta |= {"id": f"id{index}", "name": "log"}
        at[index] += size
        if at[index] >= len(text):
            left.remove(index)
            call = {"index": index, "id": f"id{index}", "name": "log", "input": inputs, "error": None}
            expected.append([len(deltas), call])
        deltas.append(delta)
    return deltas, expected


def generate(seed):
    """Two small tests and two large ones."""
    rng = random.Random(seed + 1)
    tests = []
    for name, calls, notes, sizes, performance in [
        ("one character a piece", 2, 6, [1], False),
        ("seven calls, mixed", 7, 12, [1, 2, 3, 9], False),
        ("one long call", 1, 8_500, [8, 12, 16], True),
        ("three long calls, mixed", 3, 3_300, [14, 18, 22], True),
    ]:
        texts = []
        for _ in range(calls):
            inputs = {"notes": [{"n": note(rng)} for _ in range(notes)]}
            texts.append((json.dumps(inputs), inputs))
        deltas, expected = mixed(rng, texts, sizes)
        test = {"name": name, "args": [deltas, "feed"], "expected": expected}
        tests.append({**test, "performance": True} if performance else test)
    return tests
