"""Random stories with backups, told by counting down what each note has left, millisecond by millisecond."""

import random


def story(rng, calls, keys):
    """Random calls and their answers; no end is ever written down, only what is left."""
    notes, pictures, steps, expected, now = {}, [], [], [], 0
    for number in range(calls):
        wait = rng.choice([0, 0, 1, 2, 6])
        now += wait
        for _ in range(wait):
            notes = {key: [value, left and left - 1] for key, (value, left) in notes.items() if left != 1}
        key = f"k{rng.randrange(keys)}"
        method = rng.choices(["set", "get", "delete", "scan", "backup", "restore"], [8, 3, 2, 4, 1, 1])[0]
        if method in {"backup", "restore"} and sum(step[0] == method for step in steps) >= 20:
            method = "get"
        if method == "set":
            left = rng.choice([None, rng.randint(1, 30)])
            steps.append([method, now, key, f"v{number}", left])
            notes[key] = [f"v{number}", left]
            expected.append(None)
        elif method == "get":
            steps.append([method, now, key])
            expected.append(notes[key][0] if key in notes else None)
        elif method == "delete":
            steps.append([method, now, key])
            expected.append(notes.pop(key, None) is not None)
        elif method == "scan":
            prefix, limit = key[: rng.randint(0, 2)], rng.randint(1, keys)
            steps.append([method, now, prefix, limit])
            expected.append([(each, notes[each][0]) for each in sorted(notes) if each.startswith(prefix)][:limit])
        elif method == "backup":
            steps.append([method, now])
            pictures.append((now, {each: [*note] for each, note in notes.items()}))
            expected.append(len(notes))
        else:
            moment = rng.randint(max(0, now - 40), now)
            steps.append([method, now, moment])
            fit = [picture for taken, picture in pictures if taken <= moment]
            if fit:
                notes = {each: [*note] for each, note in fit[-1].items()}
            expected.append(bool(fit))
    return steps, expected


def generate(seed):
    """Three random stories."""
    rng = random.Random(seed + 2)
    tests = []
    for number, (calls, keys) in enumerate([(80, 4), (250, 12), (400, 25)], 1):
        steps, expected = story(rng, calls, keys)
        tests.append({"name": f"counted down {number}", "args": [steps], "expected": expected})
    return tests
