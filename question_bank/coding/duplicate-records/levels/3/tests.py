"""Random small lists against sets of whole groups, and large ones whose groups are known from the way they are built."""

import random


def tried(records, max_shared, apart):
    """The groups: all links written down first, then tried one by one on a list of sets."""
    spelt = [[(field, value.strip().lower()) for field, value in record if value.strip()] for record in records]
    links = []
    for number, values in enumerate(spelt):
        for value in values:
            having = [other for other, theirs in enumerate(spelt) if value in theirs]
            if len(having) <= max_shared:
                links.append((having[0], number))
    groups = [{number} for number in range(len(records))]
    for one, other in links:
        touched = [group for group in groups if one in group or other in group]
        union = set().union(*touched)
        if not any(a in union and b in union for a, b in apart):
            groups = [group for group in groups if group not in touched] + [union]
    return sorted(sorted(group) for group in groups)


def random_case(rng, count, pool, pairs):
    """Records over few values, and pairs of them to be kept apart."""
    records = [
        [[rng.choice("ab"), f"{rng.randrange(pool)}"] for _ in range(rng.choice([1, 2, 2, 3]))] for _ in range(count)
    ]
    return records, [rng.sample(range(count), 2) for _ in range(pairs)]


def two_sides(size):
    """Two large groups that must stay apart; each record of the one shares a number with a record of the other."""
    left = [[["m", "left"], ["p", f"{number}"]] for number in range(size)]
    right = [[["m", "right"], ["p", f"{number}"]] for number in range(size)]
    return left + right, [[0, size]], [list(range(size)), list(range(size, 2 * size))]


def households(rng, count):
    """Households of a phone and four records: two people, told apart, and an old record of each.

    The first person's two records and the second's are linked by mail; the phone would link them all.
    """
    numbers = list(range(4 * count))
    rng.shuffle(numbers)
    records, apart, groups = [[] for _ in numbers], [], []
    for house in range(count):
        first, first_old, second, second_old = numbers[4 * house : 4 * house + 4]
        for person, pair in (("a", (first, first_old)), ("b", (second, second_old))):
            for number in pair:
                records[number] = [["mail", f"{house}{person}"], ["phone", f"{house}"]]
            groups.append(sorted(pair))
        # Every record of the one is kept apart from every record of the other, so the order cannot matter.
        apart += [[one, other] for one in (first, first_old) for other in (second_old, second)]
    rng.shuffle(apart)
    return records, apart, sorted(groups)


def generate(seed):
    """Three small tests and two large ones."""
    rng = random.Random(seed + 2)
    tests = []
    for number, (count, pool, pairs) in enumerate([(9, 5, 4), (16, 9, 9), (40, 25, 30)], 1):
        records, apart = random_case(rng, count, pool, pairs)
        kwargs = {"max_shared": 6, "apart": apart}
        expected = tried(records, 6, apart)
        tests.append({"name": f"random pairs {number}", "args": [records], "kwargs": kwargs, "expected": expected})
    for name, (records, apart, expected) in [
        ("two large groups with very many refused links", two_sides(8_000)),
        ("households of two people", households(rng, 2_500)),
    ]:
        kwargs = {"apart": apart}
        tests.append({"name": name, "args": [records], "kwargs": kwargs, "expected": expected, "performance": True})
    return tests
