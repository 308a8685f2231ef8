"""One small text under a cap, and large ones answered from the left over a tree of letters, ties ruled out by counting."""

import random
from itertools import pairwise


def letters(costs):
    """The vocabulary as a tree: a letter leads to the next dictionary, None to the cost."""
    root = {}
    for piece, cost in costs.items():
        node = root
        for letter in piece:
            node = node.setdefault(letter, {})
        node[None] = cost
    return root


class Spread:
    """The cheapest ways to reach places, with where each came from and how many there are."""

    def __init__(self):
        self.of = {}

    def offer(self, place, weight, source, number):
        known = self.of.get(place)
        if known is None or weight < known[0]:
            self.of[place] = (weight, source, number)
        elif weight == known[0]:
            self.of[place] = (weight, known[1], known[2] + number)


def best(text, costs, unknown, most):
    """The expected answer, or None where more than one cut has the least cost and number of pieces.

    A place is (pieces so far, letters so far, whether an unknown piece is open); without a cap the pieces stand in the weight alone.
    """
    big, root, size = len(text) + 1, letters(costs), len(text)
    spread = Spread()
    spread.offer((0, 0, False), 0, None, 1)
    step = 0 if most is None else 1
    for at in range(size):
        for pieces in range((most or 0) + 1):
            if (pieces, at, True) in spread.of:
                weight, _, number = spread.of[pieces, at, True]
                spread.offer((pieces, at + 1, True), weight + unknown[1] * big, (pieces, at, True), number)
            if (pieces, at, False) not in spread.of or (most is not None and pieces == most):
                continue
            weight, _, number = spread.of[pieces, at, False]
            node = root
            for end in range(at, size):
                node = node.get(text[end])
                if node is None:
                    break
                if None in node:
                    spread.offer(
                        (pieces + step, end + 1, False), weight + node[None] * big + 1, (pieces, at, False), number
                    )
            if unknown is not None:
                opened = weight + sum(unknown) * big + 1
                spread.offer((pieces + step, at + 1, True), opened, (pieces, at, False), number)
        for pieces in range((most or 0) + 1):
            if (pieces, at + 1, True) in spread.of:
                weight, _, number = spread.of[pieces, at + 1, True]
                spread.offer((pieces, at + 1, False), weight, (pieces, at + 1, True), number)
    ends = [
        (*spread.of[place], place) for pieces in range((most or 0) + 1) if (place := (pieces, size, False)) in spread.of
    ]
    if not ends or min(ends, key=lambda end: end[0])[2] > 1:
        return None
    weight, _, _, place = min(ends, key=lambda end: end[0])
    edges = {size}
    while place is not None:
        if not place[2]:
            edges.add(place[1])
        place = spread.of[place][1]
    cuts = sorted(edges)
    return weight // big, [text[start:end] for start, end in pairwise(cuts)]


def vocabulary(rng, pieces, longest, dearest):
    """Random pieces; the longer, the dearer, so that many cuts are close."""
    words = {"".join(rng.choices("aeilnrst", k=min(longest, 1 + number % longest))) for number in range(pieces)}
    return {word: len(word) * 900 + rng.randint(1, dearest) for word in sorted(words)}


def line(rng, costs, size, strange):
    """A text of known pieces with letters in between that no piece holds."""
    words, text = sorted(costs), ""
    while len(text) < size:
        text += (
            rng.choice(words) if rng.random() >= strange else "".join(rng.choices("0123456789", k=rng.randint(1, 12)))
        )
    return text[:size]


def generate(seed):
    """A small test and three large ones."""
    rng = random.Random(seed + 2)
    tests = []
    for name, pieces, longest, size, strange, unknown, most in [
        ("a small text under a cap", 40, 5, 40, 0.2, (900, 1_300), 8),
        ("a long text", 15_000, 16, 8_000, 0.0, None, None),
        ("a long text with unknown pieces", 9_000, 14, 8_000, 0.05, (2_000, 1_500), None),
        ("a text under a cap", 6_000, 10, 400, 0.05, (2_000, 1_500), 70),
    ]:
        expected = None
        while expected is None:
            costs = vocabulary(rng, pieces, longest, 1_200)
            text = line(rng, costs, size, strange)
            expected = best(text, costs, unknown, most)
        kwargs = {"unknown": list(unknown) if unknown else None, "most": most}
        test = {"name": name, "args": [text, costs], "kwargs": kwargs, "expected": expected}
        tests.append(test | {"performance": size > 100})
    return tests
