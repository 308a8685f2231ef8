from bisect import bisect_left
from collections.abc import Sequence
from heapq import heapify, heapreplace
from operator import itemgetter

Request = tuple[int, int]


def smallest_fleet(
    requests: Sequence[Request],
    limit_ms: int,
    percent: int = 100,
    warm: int | None = None,
    boot_ms: int = 0,
) -> int | None:
    """The smallest number of machines with which enough requests are answered in time; None if there is none."""
    queue = sorted(requests, key=itemgetter(0))  # stable, so requests of one moment keep their order
    late_allowed = len(queue) * (100 - percent) // 100

    def is_enough(machines: int) -> bool:
        return late(queue, limit_ms, ready_times(machines, warm, boot_ms)) <= late_allowed

    # One more machine never makes a request later, and more machines than requests change nothing.
    fleets = range(len(queue) + 1)
    place = bisect_left(fleets, x=True, key=is_enough)
    return place if place < len(fleets) else None


def ready_times(machines: int, warm: int | None, boot_ms: int) -> list[int]:
    """When each machine can take its first request."""
    at_once = machines if warm is None else min(warm, machines)
    return [0] * at_once + [boot_ms] * (machines - at_once)


def late(queue: Sequence[Request], limit_ms: int, free: list[int]) -> int:
    """The number of requests that are answered too late; `free` says when each machine is free, and is used up."""
    if not free:
        return len(queue)
    heapify(free)
    too_late = 0
    for arrival, work in queue:
        end = max(arrival, free[0]) + work
        if end - arrival > limit_ms:
            too_late += 1
        else:
            heapreplace(free, end)
    return too_late
