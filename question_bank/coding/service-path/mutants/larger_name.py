from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from heapq import heappop, heappush
from math import inf
from typing import NamedTuple

Link = tuple[str, str, int]


class Rest(NamedTuple):
    """A way from a service to the goal: its time with all handling, its links, and how many of them cross."""

    ms: int
    links: int
    crossings: int


def route(
    links: Sequence[Link],
    start: str,
    goal: str,
    handling: Mapping[str, int] | None = None,
    down: Collection[str] | None = None,
    regions: Mapping[str, str] | None = None,
    crossings: int | None = None,
) -> tuple[int, list[str]] | None:
    """The time and the services of the fastest route, or None if there is none."""
    handling, regions = handling or {}, regions or {}
    closed = set(down or ())
    if start in closed or goal in closed:
        return None
    usable = [link for link in links if link[0] not in closed and link[1] not in closed]
    cap = inf if crossings is None else crossings
    rests = ways_to(goal, start, usable, handling, regions, cap)
    if start not in rests:
        return None
    return rests[start][0].ms, first_by_name(start, goal, usable, handling, regions, cap, rests)


def ways_to(
    goal: str,
    start: str,
    links: Sequence[Link],
    handling: Mapping[str, int],
    regions: Mapping[str, str],
    cap: float,
) -> dict[str, list[Rest]]:
    """For each service the ways to the goal that are worth knowing: slower ones only if they cross less."""
    callers = defaultdict(list)
    for caller, called, ms in links:
        callers[called].append((caller, ms))
    rests: dict[str, list[Rest]] = defaultdict(list)
    fewest: dict[str, float] = {}
    heap = [(Rest(handling.get(goal, 0), 0, 0), goal)]
    while heap:
        rest, service = heappop(heap)
        if rest.crossings >= fewest.get(service, inf):
            continue
        fewest[service] = rest.crossings
        rests[service].append(rest)
        if service == start:
            break
        region = regions.get(service, "")
        for caller, ms in callers[service]:
            crossed = rest.crossings + (regions.get(caller, "") != region)
            if crossed <= cap and crossed < fewest.get(caller, inf):
                heappush(heap, (Rest(rest.ms + ms + handling.get(caller, 0), rest.links + 1, crossed), caller))
    return rests


def first_by_name(
    start: str,
    goal: str,
    links: Sequence[Link],
    handling: Mapping[str, int],
    regions: Mapping[str, str],
    cap: float,
    rests: Mapping[str, Sequence[Rest]],
) -> list[str]:
    """Of the best routes the first in the order of names: at each service the first call that loses nothing."""
    calls = defaultdict(list)
    for caller, called, ms in links:
        calls[caller].append((called, ms))
    here, services = start, [start]
    ms, hops, _ = rests[start][0]
    while here != goal:
        good = []
        for called, link_ms in calls[here]:
            left = cap - (regions.get(here, "") != regions.get(called, ""))
            rest = next((rest for rest in rests.get(called, ()) if rest.crossings <= left), None)
            if rest and (handling.get(here, 0) + link_ms + rest.ms, rest.links + 1) == (ms, hops):
                good.append((called, rest, left))
        here, rest, cap = max(good)
        ms, hops = rest.ms, rest.links
        services.append(here)
    return services
