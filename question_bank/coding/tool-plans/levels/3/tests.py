"""Large inputs whose plans are known from how they are built, and a small draw against all combinations."""

import random
from itertools import combinations, product


def families(rng, steps, count):
    """Each tool belongs to a family and conflicts with all of the others: one plan for each family."""
    rows = [[f"{step}:{family}" for family in range(count)] for step in range(steps)]
    conflicts = [
        rng.sample([one, other], 2)
        for first, second in combinations(range(steps), 2)
        for one in rows[first]
        for other in rows[second]
        if one.split(":")[1] != other.split(":")[1]
    ]
    rng.shuffle(conflicts)
    return [rows, conflicts], [[row[family] for row in rows] for family in range(count)]


def little_money(rng, steps, extra, spare):
    """Each step has one cheapest tool; the others cost more by one of `extra`, of which at most two can be paid for.

    Returns:
        The arguments and the plans, in order.
    """
    rows, costs, base, dearer = [], {}, 0, []
    for step in range(steps):
        cheapest = rng.randint(300, 900)
        added = rng.sample([0, *extra], len(extra) + 1)
        rows.append([f"s{step}.{place}" for place in range(len(added))])
        costs |= {tool: cheapest + more for tool, more in zip(rows[-1], added, strict=True)}
        base += cheapest
        dearer.append(added)
    free = [added.index(0) for added in dearer]
    places = [tuple(free)]
    for number in (1, 2):
        for changed in combinations(range(steps), number):
            for taken in product(*[[place for place, more in enumerate(dearer[step]) if more] for step in changed]):
                if sum(dearer[step][place] for step, place in zip(changed, taken, strict=True)) <= spare:
                    plan = list(free)
                    for step, place in zip(changed, taken, strict=True):
                        plan[step] = place
                    places.append(tuple(plan))
    if 3 * min(extra) <= spare:
        raise ValueError("three dearer tools could be paid for")
    expected = [[row[place] for row, place in zip(rows, plan, strict=True)] for plan in sorted(places)]
    return [rows, []], {"costs": costs, "budget": base + spare}, expected


def first_of_many(steps, tools, limit):
    """A tool conflicts with its namesake in the next step; the plans are counted like a number with `tools` digits."""
    rows = [[f"{step}/{number}" for number in range(tools)] for step in range(steps)]
    conflicts = [[rows[step + 1][number], rows[step][number]] for step in range(steps - 1) for number in range(tools)]
    digits, found = [step % 2 for step in range(steps)], []
    while len(found) < limit:
        found.append([row[digit] for row, digit in zip(rows, digits, strict=True)])
        at = steps - 1
        while True:
            digits[at] += 1 + (at > 0 and digits[at] + 1 == digits[at - 1])
            if digits[at] < tools:
                break
            at -= 1
        for later in range(at + 1, steps):
            digits[later] = int(digits[later - 1] == 0)
    return [rows, conflicts], {"limit": limit}, found


def all_combinations(steps, conflicts, needs, costs, budget, limit):
    """The expected answer for few steps."""
    found = []
    for plan in product(*steps):
        fits = sum(costs.get(tool, 0) for tool in plan) <= budget
        apart = all(not (one in plan and other in plan) for one, other in conflicts)
        ready = all({*needs.get(tool, [])} <= {*plan[:at]} for at, tool in enumerate(plan))
        if fits and apart and ready:
            found.append(list(plan))
    return found[:limit]


def generate(seed):
    """Two small draws and three large inputs."""
    rng = random.Random(seed + 2)
    tests = []
    for number, (count, pool, limit) in enumerate([(4, 5, 6), (6, 6, 9)], 1):
        expected = []
        while len(expected) < limit:
            tools = [f"t{place}" for place in range(pool)]
            steps = [rng.sample(tools, rng.randint(2, 4)) for _ in range(count)]
            conflicts = [rng.sample(tools, 2) for _ in range(2)]
            needs = {rng.choice(tools): [rng.choice(tools)]}
            costs = {tool: rng.randint(0, 6) for tool in rng.sample(tools, pool - 1)}
            budget = 3 * count
            expected = all_combinations(steps, conflicts, needs, costs, budget, limit)
        kwargs = {"needs": needs, "costs": costs, "budget": budget, "limit": limit}
        tests.append(
            {"name": f"random costs {number}", "args": [steps, conflicts], "kwargs": kwargs, "expected": expected}
        )
    args, expected = families(rng, 16, 6)
    tests.append({"name": "six families", "args": args, "expected": expected, "performance": True})
    args, kwargs, expected = little_money(rng, 24, [3, 5, 7], 8)
    tests.append({"name": "little money", "args": args, "kwargs": kwargs, "expected": expected, "performance": True})
    args, kwargs, expected = first_of_many(60, 5, 200)
    tests.append(
        {"name": "the first of many", "args": args, "kwargs": kwargs, "expected": expected, "performance": True}
    )
    return tests
