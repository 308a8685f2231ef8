"""Random records against a search through the graph of links, and one long chain."""

import random


def searched(records):
    """The groups, by walking from record to record through the values that they share."""
    holders = {}
    for number, record in enumerate(records):
        for field, value in record:
            if value.strip():
                holders.setdefault((field, value.strip().lower()), []).append(number)
    seen, groups = set(), []
    for start in range(len(records)):
        if start in seen:
            continue
        seen.add(start)
        group = waiting = [start]
        for number in waiting:
            for field, value in records[number]:
                for other in holders.pop((field, value.strip().lower()), []):
                    if other not in seen:
                        seen.add(other)
                        group.append(other)
        groups.append(sorted(group))
    return groups


def random_records(rng, count, pool):
    """Records with up to three values in two fields, spelt in several ways."""
    spell = [str.upper, str.lower, lambda text: f" {text}", lambda text: f"{text} ", lambda _: " "]
    return [
        [[rng.choice(["mail", "phone"]), rng.choice(spell)(f"v{rng.randrange(pool)}")] for _ in range(rng.randrange(4))]
        for _ in range(count)
    ]


def generate(seed):
    """Two random lists and a chain through all records, in which each link joins the longer part to one record."""
    rng = random.Random(seed)
    tests = []
    for number, (count, pool) in enumerate([(14, 11), (60, 55)], 1):
        records = random_records(rng, count, pool)
        tests.append({"name": f"random records {number}", "args": [records], "expected": searched(records)})
    size = 1_500
    chain = [[["mail", f"m{number}"], ["mail", f"m{number + 1}"]] for number in range(size)]
    tests.append({"name": "one long chain", "args": [chain], "expected": [list(range(size))]})
    return tests
