"""Stories of adding, replacing, deleting and searching, answered from a list of what was added, document by document."""

import random
from math import isqrt


def rounded(one, other):
    """The cosine in billionths; too near to the middle between two of them, floats could not agree on it."""
    product = sum(a * b for a, b in zip(one, other, strict=True))
    squares = sum(a * a for a in one) * sum(b * b for b in other)
    if not squares:
        return 0
    scaled = isqrt(product * product * 10**34 // squares)
    whole, rest = divmod(scaled, 10**8)
    if abs(rest - 10**8 // 2) < 400:
        raise ValueError(f"the cosine of {one} and {other} is not fit for a test")
    whole += rest > 10**8 // 2
    return whole if product > 0 else -whole


class Shelf:
    """The entries of each document in a list of its own; every filter names documents."""

    def __init__(self):
        self.rows = {}
        self.home = {}
        self.count = 0

    def add(self, name, vector, meta):
        place = self.count
        self.count += 1
        if name in self.home:
            place = self.take(name)[0]
        self.home[name] = meta["doc"]
        self.rows.setdefault(meta["doc"], []).append((place, name, vector, meta))

    def delete(self, name):
        return name in self.home and self.take(name) is not None

    def take(self, name):
        rows = self.rows[self.home.pop(name)]
        return rows.pop(next(at for at, row in enumerate(rows) if row[1] == name))

    def search(self, query, k, where):
        rows = [row for document in set(where["doc"]) for row in self.rows.get(document, [])]
        rows = [row for row in rows if all(row[3].get(field) in values for field, values in where.items())]
        rows.sort(key=lambda row: (-rounded(row[2], query), row[0]))
        return [row[1] for row in rows[:k]]


def story(rng, adds, calls, documents, broad):
    """Adds first, then searches; with `broad`, replacing and deleting between them, and filters of two fields."""

    def vector():
        return [rng.randint(-9, 9) for _ in range(2)]

    def document():
        return f"d{rng.randrange(documents)}"

    def adding(name):
        meta = {"lang": rng.choice(["en", "en", "fr"]), "doc": document()}
        return ["add", name, vector(), meta if broad else {"doc": meta["doc"]}]

    steps = [adding(f"c{number}") for number in rng.sample(range(adds), adds)]
    for _ in range(calls):
        kind = rng.choices(["search", "add", "delete"], [6, 1, 1])[0] if broad else "search"
        if kind == "search":
            where = {"lang": rng.choice([["en"], ["en", "de"]])} if broad else {}
            steps.append(["search", vector(), rng.randint(1, 4), where | {"doc": [document(), document()]}])
        else:
            name = f"c{rng.randrange(adds)}"
            steps.append(adding(name) if kind == "add" else ["delete", name])
    return steps


def generate(seed):
    """Two small tests and two large ones."""
    rng = random.Random(seed + 2)
    tests = []
    for name, adds, calls, documents, broad, large in [
        ("random story 1", 12, 40, 4, True, False),
        ("random story 2", 60, 200, 9, True, False),
        ("one document in hundreds", 4_000, 4_200, 700, False, True),
        ("a broad and a rare field, and changes", 3_800, 5_200, 650, True, True),
    ]:
        steps = story(rng, adds, calls, documents, broad)
        shelf = Shelf()
        expected = [getattr(shelf, method)(*arguments) for method, *arguments in steps]
        test = {"name": name, "args": [steps], "expected": expected}
        tests.append(test | ({"performance": True} if large else {}))
    return tests
