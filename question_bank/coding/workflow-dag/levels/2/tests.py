"""Level 2: small random workflows by longest ways and reachability; large ones that are known by construction."""

import random


def expected(needs):
    """Waves and cycle, from all pairs of steps of which one reaches the other."""
    reach = {step: set(names) for step, names in needs.items()}
    for through in needs:
        for step in needs:
            if through in reach[step]:
                reach[step] |= reach[through]
    if any(step in reach[step] for step in needs):
        return ["ValueError", "a cycle"]
    depth = {}
    for step in sorted(needs, key=lambda name: len(reach[name])):
        depth[step] = 1 + max((depth[name] for name in needs[step]), default=-1)
    waves = [sorted(step for step in needs if depth[step] == wave) for wave in range(1 + max(depth.values()))]
    return [waves, None]


def shuffled(rng, needs):
    """The same workflow with its entries in another order."""
    return dict(sorted(needs.items(), key=lambda _: rng.random()))


def small(rng, count, share, back):
    """A random workflow, with `back` needs of later steps."""
    names = [f"{rng.choice('abc')}{number}" for number in rng.sample(range(900), count)]
    needs = {name: [other for other in names[:place] if rng.random() < share] for place, name in enumerate(names)}
    for _ in range(back):
        early, late = sorted(rng.sample(range(count), 2))
        needs[names[early]].append(names[late])
    return shuffled(rng, needs)


def deep(rng, count):
    """One long chain with some more needs of earlier steps: its order is the chain, each wave is one step."""
    chain = [f"s{number}" for number in rng.sample(range(count), count)]
    needs = {chain[0]: []}
    for place in range(1, count):
        needs[chain[place]] = [chain[place - 1]] + [chain[rng.randrange(place)]] * (place % 4 == 0)
    return shuffled(rng, needs), chain


def wide(rng, count, layers):
    """Layers whose names sort by layer, so that the order is the sorted names and the waves are the layers."""
    names = [[f"{layer:02}{number:x}" for number in range(count // layers)] for layer in range(layers)]
    needs = {name: [] for name in names[0]}
    for layer in range(1, layers):
        for name in names[layer]:
            needs[name] = [rng.choice(names[layer - 1]), rng.choice(names[rng.randrange(layer)])]
    return shuffled(rng, needs), [sorted(layer) for layer in names]


def ladder(count):
    """Diamonds on top of one another: 2^count ways lead from the top to the bottom."""
    needs, waves = {"r000": []}, [["r000"]]
    for number in range(1, count + 1):
        sides = [f"r{number:03}{side}" for side in "ab"]
        needs |= {side: [waves[-1][0]] for side in sides} | {f"r{number:03}": sides}
        waves += [sides, [f"r{number:03}"]]
    return needs, waves


def generate(seed):
    """Three small random workflows, a ladder, a long cycle, and two large ones."""
    rng = random.Random(seed + 1)
    calls = [["waves"], ["find_cycle"]]
    tests = []
    for name, needs in [
        ("random waves", small(rng, 50, 0.06, 0)),
        ("random, with needs of later steps", small(rng, 40, 0.04, 4)),
        ("random, with many needs of later steps", small(rng, 60, 0.03, 25)),
    ]:
        tests.append({"name": name, "args": [needs, calls], "expected": expected(needs)})

    needs, waves = ladder(80)
    tests.append({"name": "a ladder of diamonds", "args": [needs, calls], "expected": [waves, None]})

    calls = [["order"], ["waves"], ["find_cycle"]]
    needs, chain = deep(rng, 18_000)
    right = [chain, [[step] for step in chain], None]
    tests.append({"name": "a deep workflow", "args": [needs, calls], "expected": right, "performance": True})

    needs, waves = wide(rng, 20_000, 9)
    right = [sorted(needs), waves, None]
    tests.append({"name": "a wide workflow", "args": [needs, calls], "expected": right, "performance": True})

    needs, chain = deep(rng, 3_000)
    needs[chain[200]].append(chain[2_800])
    right = ["ValueError", "ValueError", "a cycle"]
    tests.append({"name": "a long cycle", "args": [needs, calls], "expected": right})
    return tests
