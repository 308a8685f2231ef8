"""Chats whose answer is found by halving the length: all runs of one length are priced at once, with no moving window."""

import random
from itertools import accumulate


def costs(tokens, length, speakers, portrait, replies):
    """What each run of this length costs, with room for replies: by sums, by blocks and by differences."""
    count = len(tokens) - length + 1
    sums = [0, *accumulate(tokens)]
    rise, fall = [], []  # largest so far in each block of `length` messages, from its start and from its end
    for at in range(0, len(tokens), length):
        block = tokens[at : at + length]
        rise += accumulate(block, max)
        fall += reversed([*accumulate(reversed(block), max)])
    people = [0] * (count + 1)
    last = {}
    for place, name in enumerate(speakers):
        # This message is the first one of its speaker in the runs that start behind the speaker's message before.
        first, behind = max(last.get(name, -1) + 1, place - length + 1), min(place + 1, count)
        last[name] = place
        if first < behind:
            people[first] += 1
            people[behind] -= 1
    return [
        sums[start + length] - sums[start] + portrait * different + replies * max(fall[start], rise[start + length - 1])
        for start, different in zip(range(count), accumulate(people), strict=False)
    ]


def expected(tokens, budget, speakers, portrait, replies):
    """Part of a run that fits fits as well, so the greatest length can be found by halving."""
    fits, too_long = 0, len(tokens) + 1
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if min(costs(tokens, middle, speakers, portrait, replies)) <= budget:
            fits = middle
        else:
            too_long = middle
    if not fits:
        return [0, 0]
    start = max(start for start, cost in enumerate(costs(tokens, fits, speakers, portrait, replies)) if cost <= budget)
    return [start, start + fits]


def a_chat(rng, size, people, most):
    """Messages whose lengths rise and fall slowly, so that the longest one often stands at the start of a run."""
    tokens, level = [], most
    for _ in range(size):
        level = level - 1 if level > most // 2 else most
        tokens.append(max(0, level - rng.randrange(3)))
    return tokens, [f"s{rng.randrange(people)}" for _ in range(size)]


def quiet_stretches(size):
    """A plain chat: two stretches of equal length where a message has one token; elsewhere it has two or three."""
    quiet = 24_000
    tokens = [2 + number % 2 for number in range(size)]
    tokens[20_000 : 20_000 + quiet] = [1] * quiet
    tokens[60_000 : 60_000 + quiet] = [1] * quiet
    return tokens, quiet, [60_000, 60_000 + quiet]


def generate(seed):
    """Three small tests and three large ones."""
    rng = random.Random(seed + 2)
    tests = []
    for name, size, people, most, portrait, replies, budget, performance in [
        ("random replies 1", 40, 3, 8, 2, 1, 60, False),
        ("random replies 2", 60, 7, 12, 3, 2, 90, False),
        ("random replies 3", 60, 2, 5, 0, 1, 30, False),
        ("a long chat of many speakers", 24_000, 40, 60, 9, 1, 400_000, True),
        ("a long chat of long messages", 24_000, 9_000, 4_000, 25, 10, 22_000_000, True),
    ]:
        tokens, speakers = a_chat(rng, size, people, most)
        kwargs = {"speakers": speakers, "portrait": portrait, "replies": replies}
        test = {"name": name, "args": [tokens, budget], "kwargs": kwargs}
        test["expected"] = expected(tokens, budget, speakers, portrait, replies)
        tests.append({**test, "performance": True} if performance else test)
    tokens, budget, answer = quiet_stretches(100_000)
    tests.append({"name": "two quiet stretches", "args": [tokens, budget], "expected": answer, "performance": True})
    return tests
