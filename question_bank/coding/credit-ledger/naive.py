from math import inf


def settle(events, moments):
    """Right, but plays everything again for each moment, and sorts all grants for each use."""
    balances = [play(events, moment)[0] for moment in moments]
    return balances, play(events, inf)[1]


def play(events, until):
    once = {}
    for event in events:
        once.setdefault(event[1], event)
    order = {"grant": 0, "use": 1, "refund": 2}
    grants, taken, refused = [], {}, []
    for kind, name, at, *rest in sorted(once.values(), key=lambda event: (event[2], order[event[0]])):
        if at > until:
            break
        if kind == "grant":
            amount, expires, *feature = rest
            grants.append({"left": amount, "expires": expires, "feature": feature[0] if feature else None})
        elif kind == "use":
            amount, feature = rest[0], rest[1] if rest[1:] else None
            good = [grant for grant in grants if at < grant["expires"] and grant["feature"] in (None, feature)]
            if sum(grant["left"] for grant in good) < amount:
                refused.append(name)
                continue
            taken[name] = []
            for grant in sorted(good, key=lambda grant: grant["expires"]):
                part = min(amount, grant["left"])
                grant["left"] -= part
                amount -= part
                taken[name].append([grant, part])
        else:
            use, amount = rest
            for part in reversed(taken.get(use, [])):
                back = min(amount, part[1])
                part[1] -= back
                amount -= back
                if at < part[0]["expires"]:
                    part[0]["left"] += back
    return sum(grant["left"] for grant in grants if until < grant["expires"]), refused
