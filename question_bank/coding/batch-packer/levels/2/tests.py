"""Batches of whole sections: the borders of the sections are known by construction, sums come from the front."""

import random
from itertools import accumulate, pairwise


def expected(tokens, max_tokens, max_items, borders):
    """Borders are the places at which a section begins, and the end."""
    sums = list(accumulate(tokens, initial=0))
    batches, too_large, begun = [], [], None
    for start, end in pairwise(borders):
        if sums[end] - sums[start] > max_tokens or end - start > max_items:
            too_large += range(start, end)
            continue
        if begun is not None:
            inside = [*begun, *range(start, end)]
            if sum(tokens[item] for item in inside) <= max_tokens and len(inside) <= max_items:
                begun[:] = inside
                continue
        begun = [*range(start, end)]
        batches.append(begun)
    return [batches, too_large]


def sections_of(rng, count, longest):
    """Random names, some of which come back, and where the sections begin."""
    names, borders = [], [0]
    while len(names) < count:
        name = rng.choice([one for one in "abcd" if not names or one != names[-1]])
        names += [name] * min(rng.randint(1, longest), count - len(names))
        borders.append(len(names))
    return names, borders


def generate(seed):
    """Three random tests."""
    rng = random.Random(seed + 1)
    tests = []
    rows = [(60, 9, 22, 5, 4), (120, 6, 15, 4, 5), (200, 4, 40, 9, 8)]
    for number, (count, largest, max_tokens, max_items, longest) in enumerate(rows, 1):
        tokens = [rng.randint(1, largest) for _ in range(count)]
        names, borders = sections_of(rng, count, longest)
        tests.append(
            {
                "name": f"random sections {number}",
                "args": [tokens, max_tokens, max_items],
                "kwargs": {"sections": names},
                "expected": expected(tokens, max_tokens, max_items, borders),
            }
        )
    return tests
