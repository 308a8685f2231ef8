"""Several open batches, answered with what each batch has left; a batch is a row in a table and never a list of chunks."""

import random
from itertools import pairwise


def expected(sizes, max_tokens, max_items, open_batches, borders):
    """A table of what is left; the place of a group is found among the last rows that still have something left."""
    left_tokens, left_items, place, too_large = [], [], {}, []
    sent = -1
    for start, end in pairwise(borders):
        size = sum(sizes[start:end])
        if size > max_tokens or end - start > max_items:
            too_large += range(start, end)
            continue
        alive = [row for row in range(sent + 1, len(left_tokens)) if left_tokens[row] and left_items[row]]
        fitting = [row for row in alive if left_tokens[row] >= size and left_items[row] >= end - start]
        if fitting:
            row = min(fitting)
        else:
            if len(alive) >= open_batches:
                sent = alive[0]
            row = len(left_tokens)
            left_tokens.append(max_tokens)
            left_items.append(max_items)
        left_tokens[row] -= size
        left_items[row] -= end - start
        place.update(dict.fromkeys(range(start, end), row))
        # Rows before the first one that is open are never looked at again.
        while sent + 1 < len(left_tokens) and not (left_tokens[sent + 1] and left_items[sent + 1]):
            sent += 1
    batches = [[] for _ in left_tokens]
    for item, row in place.items():
        batches[row].append(item)
    return [batches, too_large]


def named(rng, count, longest):
    """Names of random sections, and where they begin."""
    names, borders = [], [0]
    while len(names) < count:
        names += [f"s{len(borders) % 7}"] * min(rng.randint(1, longest), count - len(names))
        borders.append(len(names))
    return names, borders


def generate(seed):
    """Random tests, and a large one in which sixteen large batches are open."""
    rng = random.Random(seed + 2)
    tests = []
    rows = [(80, 9, 14, 4, 3, 1), (120, 8, 20, 7, 4, 4), (200, 12, 30, 6, 7, 3), (160, 40, 42, 50, 16, 2)]
    for number, (count, largest, max_tokens, max_items, open_batches, longest) in enumerate(rows, 1):
        tokens = [rng.randint(1, largest) for _ in range(count)]
        names, borders = named(rng, count, longest)
        tests.append(
            {
                "name": f"random open batches {number}",
                "args": [tokens, max_tokens, max_items],
                "kwargs": {"sections": names, "open_batches": open_batches},
                "expected": expected(tokens, max_tokens, max_items, open_batches, borders),
            }
        )
    large = [rng.choice([1, 2, 3, 30]) for _ in range(30_000)]
    tests.append(
        {
            "name": "large batches, several open",
            "args": [large, 70_000, 9_000],
            "kwargs": {"open_batches": 16},
            "expected": expected(large, 70_000, 9_000, 16, list(range(len(large) + 1))),
            "performance": True,
        }
    )
    return tests
