"""Small random mornings, played millisecond by millisecond with every number of machines."""

import random


def latencies(requests, ready):
    """The latency of each request, by letting time pass; `ready` says when each machine starts."""
    waiting = sorted(range(len(requests)), key=lambda number: (requests[number][0], number))
    busy_until = list(ready)
    result, now = {}, 0
    while waiting:
        for machine, until in enumerate(busy_until):
            if until <= now and waiting and requests[waiting[0]][0] <= now:
                number = waiting.pop(0)
                arrival, work = requests[number]
                busy_until[machine] = now + work
                result[number] = now + work - arrival
        now += 1
    return list(result.values())


def smallest(requests, limit_ms):
    """The expected answer."""
    for machines in range(1, len(requests) + 3):
        if all(latency <= limit_ms for latency in latencies(requests, [0] * machines)):
            return machines
    return None


def generate(seed):
    """Four mornings."""
    rng = random.Random(seed)
    tests = []
    for number, (count, last, longest, limit_ms) in enumerate(
        [(9, 15, 12, 14), (14, 30, 20, 24), (18, 20, 9, 16), (25, 60, 25, 25)], 1
    ):
        requests = [[rng.randint(0, last), rng.randint(1, longest)] for _ in range(count)]
        args = [requests, limit_ms]
        tests.append({"name": f"random morning {number}", "args": args, "expected": smallest(*args)})
    return tests
