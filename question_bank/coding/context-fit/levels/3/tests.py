"""Long days made of units that must stay whole; what is cleared and kept follows from running totals over the units."""

import random
from bisect import bisect_left
from itertools import accumulate


def day(rng, turns):
    """Units of messages: a question, calls with all their results and what stands between them, an answer."""
    units = []
    for turn in range(turns):
        calls = [f"c{turn}.{number}" for number in range(rng.randint(1, 3))]
        results = [{"role": "tool", "tokens": rng.randint(1, 400), "call": call} for call in calls]
        rng.shuffle(results)
        if rng.random() < 0.2:
            results.insert(len(results) - 1, {"role": "user", "tokens": rng.randint(1, 30)})
        units.append([{"role": "user", "tokens": rng.randint(1, 60)}])
        units.append([{"role": "assistant", "tokens": rng.randint(1, 30), "calls": calls}, *results])
        units.append([{"role": "assistant", "tokens": rng.randint(1, 120)}])
    units.append([{"role": "user", "tokens": 20}])
    number = 0
    for unit in units:
        for message in unit:
            message["id"] = f"m{number}"
            number += 1
    return units


def kept(units, budget):
    """The messages of the last units that fit."""
    totals = [0, *accumulate(sum(message["tokens"] for message in unit) for unit in reversed(units))]
    count = bisect_left(totals, budget + 1) - 1
    return [message for unit in units[len(units) - count :] for message in unit]


def short(message, stub):
    """The message as it stands when cleared."""
    return {**message, "tokens": stub, "cleared": True}


def all_cleared(units, stub):
    """The units with each long result cleared; the day ends with a user, so each of them is old."""
    return [
        [short(each, stub) if each["role"] == "tool" and each["tokens"] > stub else each for each in unit]
        for unit in units
    ]


def some_cleared(units, budget, stub):
    """All messages, with the first results cleared, as many as the excess asks for."""
    messages = [message for unit in units for message in unit]
    places = [place for place, each in enumerate(messages) if each["role"] == "tool" and each["tokens"] > stub]
    saved = [0, *accumulate(messages[place]["tokens"] - stub for place in places)]
    excess = sum(message["tokens"] for message in messages) - budget
    for place in places[: bisect_left(saved, excess)]:
        messages[place] = short(messages[place], stub)
    return messages


def generate(seed):
    """Two small tests and two large ones."""
    rng = random.Random(seed + 2)
    tests = []
    for name, turns, share, stub, performance in [
        ("a short day, some results cleared", 6, 70, 12, False),
        ("a short day, all results cleared", 6, 15, 12, False),
        ("a long day, messages dropped", 2_300, 40, None, True),
        ("a long day, all results cleared and messages dropped", 2_300, 14, 9, True),
    ]:
        units = day(rng, turns)
        messages = [message for unit in units for message in unit]
        budget = sum(message["tokens"] for message in messages) * share // 100
        if stub is None:
            expected = kept(units, budget)
        elif share > 50:
            expected = some_cleared(units, budget, stub)
        else:
            expected = kept(all_cleared(units, stub), budget)
        test = {"name": name, "args": [messages, budget], "expected": expected}
        if stub is not None:
            test["kwargs"] = {"stub": stub}
        tests.append({**test, "performance": True} if performance else test)
    return tests
