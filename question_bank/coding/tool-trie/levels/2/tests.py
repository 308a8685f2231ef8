"""Random names over few letters; every answer is found among neighbours in the sorted list."""

import random
from bisect import bisect_left


def answers(steps):
    """What each step returns, from a sorted list of names."""
    names, results = [], []
    for method, text, *rest in steps:
        place = bisect_left(names, text)
        is_name = place < len(names) and names[place] == text
        end = bisect_left(names, text + "\U0010ffff")
        found = names[place:end]
        if method == "add":
            results.append(not is_name)
            if not is_name:
                names.insert(place, text)
        elif method == "names":
            results.append(found[: rest[0]])
        elif method == "extend":
            results.append(found[0][: shared(found[0], found[-1])] if found else None)
        elif method == "resolve":
            results.append(text if is_name else found[0] if len(found) == 1 else None)
        else:
            around = [names[other] for other in (place - 1, place + 1) if is_name and 0 <= other < len(names)]
            common = max((shared(text, other) for other in around), default=0)
            results.append(text[: common + 1] if is_name else None)
    return results


def shared(first, second):
    """How many characters two texts have in common at their beginning."""
    length = 0
    while first[: length + 1] == second[: length + 1] and length < min(len(first), len(second)):
        length += 1
    return length


def generate(seed):
    """Three small tests of levels 1 and 2."""
    rng = random.Random(seed)
    tests = []
    for number, (letters, longest, count) in enumerate([("ab", 5, 60), ("abc", 7, 150), ("ab.Z", 9, 250)], start=1):
        steps = []
        for _ in range(count):
            text = "".join(rng.choice(letters) for _ in range(rng.randint(1, longest)))
            method = rng.choice(["add", "add", "names", "extend", "resolve", "shortest"])
            if method in {"names", "extend"}:
                text = text[: rng.randrange(3)]
            elif method == "shortest":
                text = rng.choice([step[1] for step in steps if step[0] == "add"] or [text])
            elif method == "resolve":
                text = text[: rng.randint(1, longest)]
            steps.append([method, text, rng.randint(1, 10)] if method == "names" else [method, text])
        tests.append({"name": f"random names {number}", "args": [steps], "expected": answers(steps)})
    return tests
