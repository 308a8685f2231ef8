"""Stories over a few prefixes, each with a sorted list of its own; and short forms found among sorted neighbours."""

import random
from bisect import bisect_left, insort

MACHINES = ["lathe", "lamp", "drill", "saw", "sander", "press", "mill", "lift"]
DEEDS = ["start", "stop", "status", "read_speed", "read_heat", "set_speed", "open", "close"]


def name_of(rng, number):
    """A name like those of real tools; the number keeps it apart from all others."""
    return f"{rng.choice(MACHINES)}.{rng.choice(DEEDS)}.{number:x}"


def suggestions(rng, names, steps_after):
    """Adding, using and asking; each prefix that is asked for keeps its names ranked in a list."""
    prefixes = ["", "l", "la", "lathe.", "s", "saw.st", "saw.stop.", "p", "press.read_", "mill.o", "q"]
    ranked = {prefix: [] for prefix in prefixes}
    uses, steps, results = {}, [], []

    def place(name, before):
        for prefix in prefixes:
            if name.startswith(prefix):
                if before is not None:
                    del ranked[prefix][bisect_left(ranked[prefix], (-before, name))]
                insort(ranked[prefix], (-uses[name], name))

    waiting = list(names)
    for _ in range(len(names) + steps_after):
        kind = rng.random()
        if waiting and (len(uses) < len(names) // 2 or kind < 0.2):
            name = waiting.pop()
            uses[name] = 0
            place(name, None)
            steps.append(["add", name])
            results.append(True)
        elif kind < 0.35:
            name = rng.choice(names)
            steps.append(["use", name])
            if name in uses:
                uses[name] += 1
                place(name, uses[name] - 1)
            results.append(uses.get(name, 0))
        else:
            prefix, limit = rng.choice(prefixes), rng.randint(1, 4)
            steps.append(["suggest", prefix, limit])
            results.append([name for _, name in ranked[prefix][:limit]])
    return steps, results


def short_forms(rng, names):
    """All names are added, then asked for one by one in each way."""
    steps, results = [["add", name] for name in names], [True] * len(names)
    ordered = ["", *sorted(names), ""]
    for place in rng.sample(range(1, len(names) + 1), len(names)):
        before, name, after = ordered[place - 1 : place + 2]
        typed = name[: max(shared(name, before), shared(name, after)) + 1]
        steps += [["shortest", name], ["resolve", typed], ["extend", typed]]
        results += [typed, name, name]
        steps.append(["names", typed, 3])
        results.append([name])
    return steps, results


def shared(first, second):
    """How many characters two texts have in common at their beginning."""
    length = 0
    while first[: length + 1] == second[: length + 1] and length < min(len(first), len(second)):
        length += 1
    return length


def generate(seed):
    """A small test and two large ones."""
    rng = random.Random(seed + 1)
    tests = []
    for name, count, steps_after, performance in [
        ("a short day at the console", 30, 120, False),
        ("a long day at the console", 2_400, 9_000, True),
    ]:
        names = [name_of(rng, number) for number in range(count)]
        steps, results = suggestions(rng, names, steps_after)
        test = {"name": name, "args": [steps], "expected": results}
        tests.append({**test, "performance": True} if performance else test)
    names = [f"{name_of(rng, number)}.end" for number in range(2_500)]
    steps, results = short_forms(rng, names)
    tests.append({"name": "all short forms", "args": [steps], "expected": results, "performance": True})
    return tests
