"""Crowds in which each machine saves one more request, where the count must be exact, and random mornings in small steps."""

import random


def in_time(requests, limit_ms, machines):
    """How many requests are in time, from a set of the milliseconds in which each machine is busy."""
    busy = [set() for _ in range(machines)]
    good = now = 0
    for arrival, work in sorted(requests, key=lambda request: request[0]):
        now = max(now, arrival)
        while all(now in taken for taken in busy):
            now += 1
        machine = next(taken for taken in busy if now not in taken)
        machine.update(range(now, now + work))
        good += now + work - arrival <= limit_ms
    return good


def smallest(requests, limit_ms, percent):
    """The expected answer."""
    for machines in range(1, len(requests) + 2):
        if 100 * in_time(requests, limit_ms, machines) >= percent * len(requests):
            return machines
    return None


def generate(seed):
    """Two crowds and two mornings."""
    rng = random.Random(seed + 1)
    tests = []
    for percent in (7, 55):
        # All at once, and only those that do not wait are in time: as many machines as requests in time.
        tests.append(
            {
                "name": f"{percent} of a hundred",
                "args": [[[3, 10]] * 100, 10],
                "kwargs": {"percent": percent},
                "expected": percent,
            }
        )
    for number, (count, last, longest, limit_ms, percent) in enumerate([(23, 40, 20, 18, 85), (37, 80, 30, 24, 70)], 1):
        requests = [[rng.randint(0, last), rng.randint(1, longest)] for _ in range(count)]
        expected = smallest(requests, limit_ms, percent)
        kwargs = {"percent": percent}
        tests.append(
            {"name": f"some may be late {number}", "args": [requests, limit_ms], "kwargs": kwargs, "expected": expected}
        )
    return tests
