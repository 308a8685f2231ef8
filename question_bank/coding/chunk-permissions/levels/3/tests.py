"""Closed nodes: small forests painted downwards, and two large inputs whose answers are a matter of depth."""

import random


def paint(parent, node, stops):
    """A node and what lies in it, but nothing from a stop on."""
    found, fresh = {node}, [node]
    while fresh:
        fresh = [child for child, above in parent.items() if above in fresh and child not in stops]
        found |= {*fresh}
    return found


def small(rng, nodes, count):
    """A random forest with rules and closed nodes, and the visible chunks."""
    parent = {f"n{number}": f"n{rng.randrange(max(0, number - 6), number)}" for number in range(3, nodes)}
    closed = rng.sample(sorted(parent), nodes // 5)
    effects = rng.choices(["allow", "deny"], [5, 1], k=count)
    rules = [(effect, rng.choice(["ada", "*", "bo"]), f"n{rng.randrange(nodes)}") for effect in effects]
    may, barred = set(), set()
    for effect, who, node in rules:
        if who == "bo":
            continue
        if effect == "allow":
            may |= paint(parent, node, closed)
        else:
            barred |= paint(parent, node, ())
    chunks = [f"n{rng.randrange(nodes)}" for _ in range(nodes)]
    return ["ada", chunks, parent, rules], closed, [chunk for chunk in chunks if chunk in may - barred]


def deep(rng, depth, leaves):
    """One long branch: allowed from 50 on, closed at two thirds, allowed again a little below; some leaves are denied."""
    shut, again = depth * 2 // 3, depth * 2 // 3 + 100
    parent = {f"f{number}": f"f{number - 1}" for number in range(1, depth)}
    rules = [("allow", "ada", f"f{again}"), ("allow", "*", "f50")]
    chunks, expected = [], []
    for number in range(leaves):
        place = rng.randrange(depth)
        chunk = f"c{number}"
        parent[chunk] = f"f{place}"
        chunks.append(chunk)
        if number % 7 == 0:
            rules.append(("deny", "ada", chunk))
        elif 50 <= place < shut or place >= again:
            expected.append(chunk)
    return ["ada", chunks, parent, rules], [f"f{shut}"], expected


def crowd(rng, groups, documents):
    """A chain of groups, each in the next; ada is in the middle one, so the rules of the later half are for her."""
    middle = groups // 2
    members = {f"g{number}": [f"g{number - 1}", f"u{number}"] for number in range(1, groups)}
    members["g0"] = ["u0", f"g{middle - 1}"]
    members[f"g{middle}"].append("ada")
    parent, rules, chunks, expected = {}, [], [], []
    for number in range(documents):
        document = f"d{number}"
        parent |= {f"{document}#{part}": document for part in range(2)}
        parent[document] = f"shelf{number % 40}"
        chunks += [f"{document}#{part}" for part in range(2)]
        allow, deny = rng.randrange(groups), rng.randrange(groups * 2)
        rules.append(("allow", f"g{allow}", document))
        if deny < groups:
            rules.append(("deny", f"g{deny}", document))
        if allow >= middle and not middle <= deny < groups:
            expected += [f"{document}#{part}" for part in range(2)]
    rng.shuffle(rules)
    return ["ada", chunks, parent, rules], members, expected


def generate(seed):
    """Two small forests and two large inputs."""
    rng = random.Random(seed + 2)
    tests = []
    for number, (nodes, count) in enumerate([(25, 14), (90, 45)], 1):
        args, closed, expected = small(rng, nodes, count)
        name = f"painted up to the closed nodes {number}"
        tests.append({"name": name, "args": args, "kwargs": {"closed": closed}, "expected": expected})
    args, closed, expected = deep(rng, 9_000, 9_000)
    tests.append(
        {
            "name": "a branch with thousands of leaves",
            "args": args,
            "kwargs": {"closed": closed},
            "expected": expected,
            "performance": True,
        }
    )
    args, groups, expected = crowd(rng, 3_000, 3_000)
    tests.append(
        {
            "name": "a chain of groups",
            "args": args,
            "kwargs": {"groups": groups},
            "expected": expected,
            "performance": True,
        }
    )
    return tests
