"""Random failures and cancellations, answered from the schedule that would have been."""

import random
from heapq import heappop, heappush


def schedule(items, limit):
    """When each call begins and ends if nothing fails."""
    free, rows = [0] * limit, []
    for took, *_ in items:
        begin = heappop(free)
        rows.append((begin, begin + took))
        heappush(free, begin + took)
    return rows


def expected(items, limit, cancel_at):
    """What the driver sees: the schedule up to the moment of the failure or cancellation, and then the clean-ups.

    None if something else happens at that very time.
    """
    rows = schedule(items, limit)
    failures = [(end, place) for place, (_, end) in enumerate(rows) if items[place][1] == "fails"]
    moment, place = min([*failures, *([] if cancel_at is None else [(cancel_at, -1)])])
    if any(end == moment and other != place for other, (_, end) in enumerate(rows)):
        return None
    spans, last = [], moment
    for other, (begin, end) in enumerate(rows):
        if begin >= moment:
            spans.append(None)
        elif end <= moment:
            spans.append([begin, end, "failed" if other == place else "done"])
        else:
            spans.append([begin, moment + sum(items[other][2:]), "cancelled"])
            last = max(last, spans[-1][1])
    most = max(sum(1 for begin, end in rows if begin <= at < end) for at, _ in rows if at < moment)
    return {"result": "cancelled" if place < 0 else f"failed: {place}", "end": last, "most": most, "calls": spans}


def generate(seed):
    """Four random tests, in two of which the map is cancelled from outside."""
    rng = random.Random(seed + 1)
    tests = []
    while len(tests) < 4:
        count, limit = rng.randint(12, 40), rng.randint(2, 6)
        items = [[rng.randint(1, 50), place, *rng.choice([[], [rng.randint(1, 30)]])] for place in range(count)]
        cancel_at = rng.randint(40, 150) if len(tests) % 2 else None
        if cancel_at is None:
            items[rng.randrange(count // 3, count)][1] = "fails"
        answer = expected(items, limit, cancel_at)
        if answer is not None and None in answer["calls"]:
            kwargs = {} if cancel_at is None else {"cancel_at": cancel_at}
            name = f"random {'failure' if cancel_at is None else 'cancellation'} {len(tests) // 2 + 1}"
            tests.append({"name": name, "args": [items, limit], "kwargs": kwargs, "expected": answer})
    return tests
