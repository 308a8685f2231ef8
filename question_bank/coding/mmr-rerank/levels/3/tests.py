"""Random chunks whose scores are brought up to date only when they matter, and groups of parallel chunks."""

import heapq
import random


def inner(one, other):
    """The dot product."""
    return sum(a * b for a, b in zip(one, other, strict=True))


def lazily(query, vectors, k, percent, shown, floor, costs, budget):
    """The expected positions, by a heap.

    Once anything was seen, penalties only grow, so an old score is an upper limit: what comes to the top of the heap with an
    old score is put back with its new one, until the top is up to date.
    """
    seen, chosen, relevance = list(shown), [], [inner(query, vector) for vector in vectors]

    def entry(position):
        penalty = max((inner(vectors[position], other) for other in seen), default=0)
        score = percent * relevance[position] - (100 - percent) * penalty
        return -score, -relevance[position], position, len(seen)

    heap = []
    for _ in range(k):
        if not chosen or len(seen) == 1:
            waiting = [each for each in range(len(vectors)) if each not in chosen and relevance[each] >= floor]
            heap = sorted(map(entry, waiting))
        while heap and (costs[heap[0][2]] > budget or heap[0][3] < len(seen)):
            position = heapq.heappop(heap)[2]
            if costs[position] <= budget:
                heapq.heappush(heap, entry(position))
        if not heap:
            break
        chosen.append(heapq.heappop(heap)[2])
        seen.append(vectors[chosen[-1]])
        budget -= costs[chosen[-1]]
    return chosen


def parallel(rng, axes, count):
    """Chunks along a few axes and a query of ones, with every chunk chosen at equal shares.

    A chunk of length m along its axis has the relevance m. The first of an axis is its longest, M; from then on the others of
    the axis have the score 50 (m - m M), which falls with m. So first come the longest of each axis, then all others, from the
    highest of these scores down; with equal scores the longer chunk first, then the smaller position.
    """
    lengths = [(rng.randrange(axes), rng.randint(2, 100)) for _ in range(count)]
    vectors = [[length if axis == place else 0 for place in range(axes)] for axis, length in lengths]
    longest = {}
    for position, (axis, length) in enumerate(lengths):
        if length > lengths[longest.setdefault(axis, position)][1]:
            longest[axis] = position
    firsts = sorted(longest.values(), key=lambda each: (-lengths[each][1], each))
    rows = []
    for position, (axis, length) in enumerate(lengths):
        if position not in longest.values():
            rows.append((length * (lengths[longest[axis]][1] - 1), -length, position))
    return [1] * axes, vectors, [*firsts, *(position for _, _, position in sorted(rows))]


def random_case(rng, count, size, seen, width):
    """The arguments of a random test."""
    query, *vectors = [[rng.randint(-width, width) for _ in range(size)] for _ in range(count + 1)]
    shown = [[rng.randint(-width, width) for _ in range(size)] for _ in range(seen)]
    return query, vectors, shown


def generate(seed):
    """Three small tests and two large ones."""
    rng = random.Random(seed + 2)
    tests = []
    for name, count, size, seen, width, k, percent, large in [
        ("random chunks 1", 8, 2, 1, 3, 6, 50, False),
        ("random chunks 2", 15, 3, 0, 4, 12, 30, False),
        ("random chunks 3", 25, 4, 3, 6, 20, 65, False),
        ("many chunks, some shown before", 520, 8, 10, 100, 400, 60, True),
    ]:
        query, vectors, shown = random_case(rng, count, size, seen, width)
        floor = sorted(inner(query, vector) for vector in vectors)[count // 10]
        costs = [rng.randint(1, 9) for _ in vectors]
        budget = 4 * k
        expected = lazily(query, vectors, k, percent, shown, floor, costs, budget)
        test = {
            "name": name,
            "args": [query, vectors, k, percent],
            "kwargs": {"shown": shown, "floor": floor, "costs": costs, "budget": budget},
            "expected": expected,
        }
        tests.append(test | ({"performance": True} if large else {}))
    query, vectors, expected = parallel(rng, 8, 420)
    args = [query, vectors, 420, 50]
    tests.append({"name": "groups of parallel chunks", "args": args, "expected": expected, "performance": True})
    return tests
