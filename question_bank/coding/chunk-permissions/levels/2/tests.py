"""Random groups, whose users are found by letting the groups fill one another until nothing changes."""

import random


def users_in(groups):
    """All names in each group, at any depth."""
    full = {group: set(members) for group, members in groups.items()}
    while True:
        sizes = [len(names) for names in full.values()]
        for names in full.values():
            for name in list(names):
                names.update(full.get(name, ()))
        if sizes == [len(names) for names in full.values()]:
            return full


def generate(seed):
    """Two small companies on a flat shelf of documents."""
    rng = random.Random(seed + 1)
    tests = []
    for number, (count, people, documents) in enumerate([(5, 6, 12), (14, 10, 60)], 1):
        names = [f"g{place}" for place in range(count)]
        everybody = [f"u{place}" for place in range(people)]
        groups = {name: rng.sample(names, rng.randint(0, 2)) + rng.sample(everybody, 2) for name in names}
        full = users_in(groups)
        parent = {f"d{place}#{part}": f"d{place}" for place in range(documents) for part in range(2)}
        rules, may, barred = [], set(), set()
        for _ in range(documents):
            effect, who = rng.choice(["allow", "allow", "deny"]), rng.choice([*names, *everybody])
            document = f"d{rng.randrange(documents)}"
            rules.append((effect, who, document))
            if who == "u0" or "u0" in full.get(who, ()):
                (may if effect == "allow" else barred).add(document)
        chunks = rng.sample(sorted(parent), len(parent))
        tests.append(
            {
                "name": f"a company of groups {number}",
                "args": ["u0", chunks, parent, rules],
                "kwargs": {"groups": groups},
                "expected": [chunk for chunk in chunks if parent[chunk] in may - barred],
            }
        )
    return tests
