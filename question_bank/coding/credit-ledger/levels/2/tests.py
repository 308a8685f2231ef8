"""Refunds and copies, told by single credits instead of amounts."""

import random


def expected(events, moments, last):
    """The result, with every single credit a thing of its own that is free, taken or gone."""
    once = []
    for event in events:
        if event not in once:
            once.append(event)
    units, taken, refused, sums = [], {}, [], []
    for now in range(last):
        units = [unit for unit in units if unit["end"] > now or not unit["free"]]
        for kind in ("grant", "use", "refund"):
            for event in [event for event in once if event[0] == kind and event[2] == now]:
                if kind == "grant":
                    units += [{"end": event[4], "free": True} for _ in range(event[3])]
                elif kind == "use":
                    fit = [unit for unit in units if unit["free"]]
                    fit.sort(key=lambda unit: unit["end"])
                    if len(fit) < event[3]:
                        refused.append(event[1])
                        continue
                    taken[event[1]] = fit[: event[3]]
                    for unit in fit[: event[3]]:
                        unit["free"] = False
                else:
                    for _ in range(event[4]):
                        if taken.get(event[3]):
                            taken[event[3]].pop()["free"] = True
        units = [unit for unit in units if unit["end"] > now or not unit["free"]]
        sums.append(sum(unit["free"] for unit in units))
    return [sums[moment] for moment in moments], refused


def account(rng, grants, uses, refunds, last):
    """Random events in no order, some of them there twice."""
    events = []
    for number in range(grants):
        at = rng.randrange(last // 2)
        events.append(["grant", f"g{number}", at, rng.randint(1, 9), at + rng.randint(1, last // 2)])
    for number in range(uses):
        events.append(["use", f"u{number}", rng.randrange(last), rng.randint(1, 12)])
    for number in range(refunds):
        use = f"u{rng.randrange(uses + 1)}"
        events.append(["refund", f"r{number}", rng.randrange(last), use, rng.randint(1, 7)])
    events += [list(event) for event in rng.sample(events, len(events) // 5)]
    rng.shuffle(events)
    return events, rng.sample(range(last), last // 2)


def generate(seed):
    """Three small accounts."""
    rng = random.Random(seed + 1)
    tests = []
    for number, sizes in enumerate([(5, 6, 6, 20), (14, 18, 25, 50), (30, 30, 50, 60)], 1):
        events, moments = account(rng, *sizes)
        args = [events, moments]
        tests.append({"name": f"single credits {number}", "args": args, "expected": expected(*args, sizes[3])})
    return tests
