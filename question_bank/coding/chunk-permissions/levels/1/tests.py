"""Random trees, answered downwards: each rule paints all that lies in its node. And one very deep branch."""

import random


def below(parent, node):
    """A node and all that lies in it."""
    found = {node}
    while True:
        more = {child for child, above in parent.items() if above in found} - found
        if not more:
            return found
        found |= more


def expected(user, chunks, parent, rules):
    """The visible chunks, from two painted sets."""
    painted = {"allow": set(), "deny": set()}
    for effect, who, node in rules:
        if who in (user, "*"):
            painted[effect] |= below(parent, node)
    return [chunk for chunk in chunks if chunk in painted["allow"] - painted["deny"]]


def forest(rng, nodes, roots):
    """Nodes that lie in one made before; the first few lie in nothing."""
    return {f"n{number}": f"n{rng.randrange(number)}" for number in range(roots, nodes)}


def generate(seed):
    """Two random forests and a branch that is deep but not large."""
    rng = random.Random(seed)
    tests = []
    for number, (nodes, roots, count) in enumerate([(12, 2, 6), (60, 4, 30)], 1):
        parent = forest(rng, nodes, roots)
        chunks = [f"n{rng.randrange(nodes)}" for _ in range(nodes)]
        effects = rng.choices(["allow", "deny"], [4, 1], k=count)
        rules = [(effect, rng.choice(["ada", "bo", "*"]), f"n{rng.randrange(nodes)}") for effect in effects]
        args = ["ada", chunks, parent, rules]
        tests.append({"name": f"painted downwards {number}", "args": args, "expected": expected(*args)})
    parent = {f"f{number}": f"f{number - 1}" for number in range(1, 4_000)}
    rules = [("allow", "*", "f0"), ("deny", "bo", "f0"), ("deny", "ada", "f3500")]
    deep = ["ada", ["f3999", "f3499", "f3500"], parent, rules]
    tests.append({"name": "a deep branch", "args": deep, "expected": ["f3499"]})
    return tests
