"""Random rules over a few tools, answered by growing all partial plans of one length from those before."""

import random


def layer_by_layer(steps, conflicts, uses, needs):
    """The expected answer: the kept partial plans of each length, in order."""
    forbidden = {frozenset(pair) for pair in conflicts}
    layer = [[]]
    for step in steps:
        longer = []
        for partial in layer:
            for tool in step:
                if any(frozenset((tool, other)) in forbidden for other in partial):
                    continue
                if partial.count(tool) + 1 > uses.get(tool, len(steps)):
                    continue
                if not {*needs.get(tool, [])} <= {*partial}:
                    continue
                longer.append([*partial, tool])
        layer = longer
    return layer


def generate(seed):
    """Three draws in which each kind of rule is there."""
    rng = random.Random(seed + 1)
    tests = []
    for number, (count, pool) in enumerate([(4, 5), (5, 6), (6, 6)], 1):
        expected = []
        while not 3 <= len(expected) <= 40:
            tools = [f"t{place}" for place in range(pool)]
            steps = [rng.sample(tools, rng.randint(2, 5)) for _ in range(count)]
            conflicts = [rng.sample(tools, 2) for _ in range(2)]
            uses = {tool: rng.randint(0, 2) for tool in rng.sample(tools, 3)}
            needs = {tool: rng.sample(tools, rng.randint(1, 2)) for tool in rng.sample(tools, 3)}
            expected = layer_by_layer(steps, conflicts, uses, needs)
        kwargs = {"uses": uses, "needs": needs}
        tests.append(
            {"name": f"random rules {number}", "args": [steps, conflicts], "kwargs": kwargs, "expected": expected}
        )
    return tests
