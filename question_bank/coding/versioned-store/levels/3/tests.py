"""Forgetting: small stories by the definition itself, a large one in which every key lives by a timetable."""

import random


def answers(versions, before, last):
    """All that can still be learned about a key: its value at every moment, and its list of versions."""
    values, found = [], None
    for moment in range(last):
        found = versions.get(moment, found)
        if moment >= before:
            values.append(found)
    return values, {at: value for at, value in versions.items() if at >= before}


def story(rng, calls, keys, last):
    """Random calls; a version is dropped if all answers stay the same without it."""
    kept = {f"k{number}": {} for number in range(keys)}
    steps, expected, at, horizon = [], [], 0, 0
    for number in range(calls):
        key = f"k{rng.randrange(keys)}"
        versions = kept[key]
        method = rng.choices(["put", "delete", "get", "history", "forget"], [6, 4, 4, 3, 3])[0]
        if method in {"put", "delete"}:
            at = min(last - 1, at + rng.choice([0, 0, 1, 3]))
        if method == "put":
            steps.append([method, key, f"v{number}", at])
            versions[at] = f"v{number}"
            expected.append(None)
        elif method == "delete":
            alive = bool(versions) and versions[max(versions)] is not None
            steps.append([method, key, at])
            expected.append(alive)
            if alive:
                versions[at] = None
        elif method == "get":
            moment = rng.randrange(max(0, horizon - 3), last)
            steps.append([method, key, moment])
            older = [when for when in versions if when <= moment]
            expected.append("LookupError" if moment < horizon else versions[max(older)] if older else None)
        elif method == "history":
            start = rng.randrange(max(0, horizon - 2), last)
            end = rng.randrange(start, last)
            steps.append([method, key, start, end])
            listed = sorted((when, value) for when, value in versions.items() if start <= when <= end)
            expected.append("LookupError" if start < horizon else listed)
        else:
            before = rng.randint(max(0, horizon - 1), at)
            steps.append([method, before])
            horizon = max(horizon, before)
            dropped = 0
            for own in kept.values():
                for when in sorted(own):
                    rest = {other: value for other, value in own.items() if other != when}
                    if answers(rest, horizon, last) == answers(own, horizon, last):
                        del own[when]
                        dropped += 1
            expected.append(dropped)
    return steps, expected


def timetable(rng, keys, rounds):
    """Key i is put in second 2 * i of every round and deleted in some; all is forgotten one round later.

    A round lasts as long as all keys take. Forgetting up to a moment of the round before drops exactly what the keys did before.
    """
    length = 2 * keys
    steps, expected, alive = [], [], [False] * keys
    for round_ in range(rounds):
        for key in range(keys):
            at = round_ * length + 2 * key
            delete = alive[key] and rng.random() < 0.3
            before_it = (1 if alive[key] else 0) if round_ else 0
            steps.append(["delete", f"k{key}", at] if delete else ["put", f"k{key}", f"r{round_}", at])
            expected.append(True if delete else None)
            alive[key] = not delete
            steps.append(["forget", at])
            expected.append(before_it + expired(steps, expected, key))
            if key % 3 == 0:
                other = rng.randrange(keys)
                steps.append(["get", f"k{other}", at + 1])
                shown = f"r{round_ if other <= key else round_ - 1}" if alive[other] else None
                expected.append(shown)
    return steps, expected


def expired(steps, expected, key):
    """Whether the key before this one was deleted a moment ago: that version goes as well."""
    for step, answer in zip(reversed(steps[:-2]), reversed(expected[:-1]), strict=False):
        if step[0] in {"put", "delete"}:
            return int(step[0] == "delete" and answer is True)
    return 0


def generate(seed):
    """Two small stories and a large one."""
    rng = random.Random(seed + 2)
    tests = []
    for number, (calls, keys, last) in enumerate([(70, 2, 30), (160, 3, 50)], 1):
        steps, expected = story(rng, calls, keys, last)
        tests.append({"name": f"forgetting by definition {number}", "args": [steps], "expected": expected})
    steps, expected = timetable(rng, 3_000, 4)
    tests.append({"name": "forgetting after every write", "args": [steps], "expected": expected, "performance": True})
    return tests
