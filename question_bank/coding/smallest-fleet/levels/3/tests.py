"""Crowds of equal requests, whose answer is a short sum, and a random morning that is played with sorted lists."""

import random
from bisect import insort


def quiet(count, work):
    """Requests that even a single machine answers at once, and the first moment after them."""
    return [[100 * number, work] for number in range(count)], 100 * count


def needed(total, percent):
    """How many of `total` must be in time."""
    return -(-total * percent // 100)


def crowd(count, before, work, rounds, percent):
    """A quiet morning, then `count` equal requests at once; each machine is in time with `rounds` of them."""
    requests, moment = quiet(before, min(60, work))
    requests += [[moment, work]] * count
    machines = -(-(needed(len(requests), percent) - before) // rounds)
    return [requests, rounds * work + work // 2], {"percent": percent}, machines


def crowd_before_the_start(count, before, work, rounds, lost, warm, percent):
    """The same, but all but `warm` machines start late and are in time with `lost` requests fewer."""
    requests, moment = quiet(before, min(60, work))
    requests += [[moment, work]] * count
    missing = needed(len(requests), percent) - before - warm * rounds
    machines = warm + -(-missing // (rounds - lost))
    kwargs = {"percent": percent, "warm": warm, "boot_ms": moment + lost * work - work // 3}
    return [requests, rounds * work + work // 2], kwargs, machines


def late(requests, limit_ms, free):
    """How many are late, with the machines' times in a sorted list."""
    free, count = sorted(free), 0
    for arrival, work in requests:
        end = max(arrival, free.pop(0)) + work
        insort(free, end)
        count += end - arrival > limit_ms
    return count


def random_crowd(rng, count, longest, warm, percent):
    """Requests that come ever more often; the answer is found by doubling and then by halving the step."""
    at, requests = 0, []
    for number in range(count):
        at += rng.randint(1, 400 if number < count // 3 else 3)  # never two at once, so the list's order plays no part
        requests.append([at, rng.randint(longest // 3, longest)])
    limit_ms, boot_ms, allowed = longest * 3 // 2, at // 2, count - needed(count, percent)
    fleet, step = 0, 4_096
    while step:
        tried = fleet + step
        if late(requests, limit_ms, [0] * min(warm, tried) + [boot_ms] * max(0, tried - warm)) > allowed:
            fleet = tried
        step //= 2
    rng.shuffle(requests)
    return [requests, limit_ms], {"percent": percent, "warm": warm, "boot_ms": boot_ms}, fleet + 1


def generate(seed):
    """Two small tests and three large ones."""
    rng = random.Random(seed + 2)
    tests = []
    for name, (args, kwargs, expected) in [
        ("a small crowd", crowd(60, 10, 7, 3, 90)),
        ("a small crowd before the start", crowd_before_the_start(80, 12, 9, 5, 2, 4, 95)),
        ("a large crowd at the end", crowd(5_500, 2_500, 500, 2, 95)),
        ("a large crowd before the start", crowd_before_the_start(5_000, 3_000, 900, 3, 1, 700, 98)),
        ("a large crowd in any order", random_crowd(rng, 8_000, 9_000, 300, 97)),
    ]:
        large = len(args[0]) > 1_000
        tests.append({"name": name, "args": args, "kwargs": kwargs, "expected": expected, "performance": large})
    return tests
