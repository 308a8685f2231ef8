"""Features: small accounts by single credits, and large ones in which every number is known beforehand."""

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
                    units += [{"end": event[4], "free": True, "pays": event[5:]} for _ in range(event[3])]
                elif kind == "use":
                    fit = [unit for unit in units if unit["free"] and unit["pays"] in ([], event[4:])]
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
    """Random events in no order, most of them for a feature."""
    features = [[], ["voice"], ["scan"]]
    events = []
    for number in range(grants):
        at = rng.randrange(last // 2)
        ends = at + rng.randint(1, last // 2)
        events.append(["grant", f"g{number}", at, rng.randint(1, 9), ends, *rng.choice(features)])
    for number in range(uses):
        events.append(["use", f"u{number}", rng.randrange(last), rng.randint(1, 12), *rng.choice(features)])
    for number in range(refunds):
        use = f"u{rng.randrange(uses)}"
        events.append(["refund", f"r{number}", rng.randrange(last), use, rng.randint(1, 7)])
    rng.shuffle(events)
    return events, rng.sample(range(last), last // 2)


def late_features(rng, many, features):
    """Thousands of grants of one feature expire first, and all uses are for others.

    Use i takes the 3 credits of the grant of its feature and time, asks for 1 more which nobody has, or gets 2 back.
    """
    events, sums, refused, balance = [], [], [], 2 * many
    for number in range(many):
        events.append(["grant", f"a{number}", 0, 2, 50_000 + number, "drawing"])
    for number in range(many):
        at, feature = 10 * number + 10, f"feature {number % features}"
        events.append(["grant", f"b{number}", at, 3, 900_000, feature])
        balance += 3
        too_many = rng.random() < 0.2
        events.append(["use", f"u{number}", at + 1, 4 if too_many else 3, feature])
        if too_many:
            refused.append(f"u{number}")
            events.append(["use", f"v{number}", at + 2, 3, feature])
        balance -= 3
        back = rng.random() < 0.2
        if back:
            events.append(["refund", f"r{number}", at + 3, ("v" if too_many else "u") + str(number), 2])
            events.append(["use", f"w{number}", at + 5, 2, feature])
        sums += [(at + 3, balance + 2 * back), (at + 5, balance)]
    rng.shuffle(events)
    rng.shuffle(sums)
    return events, [at for at, _ in sums], ([amount for _, amount in sums], refused)


def all_at_once(rng, grants, uses, moments):
    """All grants come before all uses, which come before anything expires.

    Then at a moment there is left what was never used, and at most what expires later.
    """
    ends = [100_000 + rng.randrange(20_000) for _ in range(grants)]
    events = [["grant", f"g{number}", 0, rng.randint(1, 40), end] for number, end in enumerate(ends)]
    asked = [rng.randint(1, 43) for _ in range(uses)]
    sums, refused, balance = [], [], sum(event[3] for event in events)
    later = [0] * 20_001
    for event in events:
        later[event[4] - 100_000] += event[3]
    for place in reversed(range(20_000)):
        later[place] += later[place + 1]
    for number, amount in enumerate(asked):
        at = 10 * number + 10
        events.append(["use", f"u{number}", at, amount])
        if amount > balance:
            refused.append(f"u{number}")
        else:
            balance -= amount
        if number % 10 == 0:
            sums.append((at, balance))
    for _ in range(moments):
        place = rng.randrange(20_000)
        sums.append((100_000 + place, min(balance, later[place + 1])))
    rng.shuffle(events)
    rng.shuffle(sums)
    return events, [at for at, _ in sums], ([amount for _, amount in sums], refused)


def generate(seed):
    """Three small accounts and two large ones."""
    rng = random.Random(seed + 2)
    tests = []
    for number, sizes in enumerate([(6, 8, 6, 20), (20, 24, 25, 50), (45, 50, 50, 60)], 1):
        events, moments = account(rng, *sizes)
        args = [events, moments]
        tests.append(
            {"name": f"single credits with features {number}", "args": args, "expected": expected(*args, sizes[3])}
        )
    for name, (events, moments, answer) in [
        ("two hundred features", late_features(rng, 3_000, 200)),
        ("thousands of good grants", all_at_once(rng, 7_000, 6_400, 900)),
    ]:
        tests.append({"name": name, "args": [events, moments], "expected": answer, "performance": True})
    return tests
