"""Grants and uses on a strip with one cell for each second at which credits may expire."""

import random


def expected(events, moments, last):
    """What is in a cell expires together, so a use empties cells from the left; who granted what is never asked."""
    happens = [([], []) for _ in range(last)]
    for kind, name, at, amount, *rest in events:
        happens[at][kind == "use"].append((name, amount, *rest))
    cells, sums, refused = [0] * (last + 1), [], []
    first, good = 0, 0
    for now in range(last):
        good -= cells[now]
        cells[now] = 0
        for _, amount, expires in happens[now][0]:
            cells[expires] += amount
            good += amount
            first = min(first, expires)
        for name, price in happens[now][1]:
            if price > good:
                refused.append(name)
                continue
            good -= price
            open_ = price
            while open_:
                part = min(open_, cells[first])
                cells[first] -= part
                open_ -= part
                first += open_ > 0
        sums.append(good)
    return [sums[moment] for moment in moments], refused


def account(rng, grants, uses, moments, last, largest):
    """Random events in no order."""
    events = []
    for number in range(grants):
        at = rng.randrange(last - 1)
        events.append(["grant", f"g{number}", at, rng.randint(1, largest), rng.randint(at + 1, last)])
    for number in range(uses):
        events.append(["use", f"u{number}", rng.randrange(last), rng.randint(1, largest)])
    rng.shuffle(events)
    return events, [rng.randrange(last) for _ in range(moments)]


def generate(seed):
    """Two accounts."""
    rng = random.Random(seed)
    tests = []
    for name, sizes in [
        ("a small account", (8, 12, 20, 40, 9)),
        ("a busy account", (60, 80, 60, 90, 30)),
    ]:
        events, moments = account(rng, *sizes)
        tests.append({"name": name, "args": [events, moments], "expected": expected(events, moments, sizes[3])})
    return tests
