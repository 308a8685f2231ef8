"""Texts put together from signs that can be written in several ways, so that it is known where each one stands."""

import random

SIGNS = [
    ("'", "\u2018", "\u2019"),
    ('"', "\u201c", "\u201d"),
    ("-", "\u2010", "\u2011", "\u2013", "\u2014"),
    ("fi", "\ufb01"),
    ("ffl", "\ufb04"),
    ("e\u0301", "\u00e9"),
    ("o\u0308", "\u00f6"),
    ("A", "\uff21"),
    ("2", "\u00b2", "\u2461"),
    ("x", "x\u00ad", "\u200bx"),
    (" ", "\u00a0", "\n", "  ", " \u200b "),
]


def chosen(rng, size):
    """Signs by number: no two white spaces in a row, and none at the ends."""
    numbers = [rng.randrange(len(SIGNS) - 1)]
    while len(numbers) < size:
        number = rng.randrange(len(SIGNS))
        if number != len(SIGNS) - 1 or numbers[-1] != number:
            numbers.append(number)
    return [*numbers, rng.randrange(len(SIGNS) - 1)]


def written(rng, numbers):
    """The signs, each in one of its ways."""
    return [rng.choice(SIGNS[number]) for number in numbers]


def generate(seed):
    """Two small tests; what is quoted stands between signs that occur once."""
    rng = random.Random(seed + 1)
    tests = []
    for name, pieces in [("random typography 1", 6), ("random typography 2", 25)]:
        source, citations, expected = "", [], []
        for piece in range(pieces):
            numbers = chosen(rng, rng.randint(1, 8))
            opening, closing = chr(ord("\u4e00") + 2 * piece), chr(ord("\u4e01") + 2 * piece)
            source += " "
            start = len(source)
            source += opening + "".join(written(rng, numbers)) + closing
            citations.append(["a", opening + "".join(written(rng, numbers)) + closing])
            expected.append([start, len(source)])
            if piece % 3 == 2:
                citations.append(["a", opening + "".join(written(rng, [*numbers, 0])) + closing])
                expected.append(None)
        tests.append({"name": name, "args": [{"a": source}, citations], "expected": expected})
    return tests
