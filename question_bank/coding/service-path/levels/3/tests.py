"""Small random graphs answered by every simple route, and large ones whose best route is known from how they are built."""

import random
from itertools import pairwise


def best(links, start, goal, regions, crossings):
    """The expected answer, by walking every route that visits no service twice."""
    found = []

    def walk(services, time, left):
        if services[-1] == goal:
            found.append((time, len(services), services))
            return
        for caller, called, ms in links:
            if caller == services[-1] and called not in services:
                after = left - (regions.get(caller, "") != regions.get(called, ""))
                if after >= 0:
                    walk([*services, called], time + ms, after)

    walk([start], 0, crossings)
    return (min(found)[0], min(found)[2]) if found else None


def field(rng, name, services, links, longest):
    """One region: a planted route through some of its services, and links of which none can make it shorter.

    Each service has a height. A link takes more time than the height that it climbs; only the planted route takes just that.
    """
    names = [f"{name}{number}" for number in range(services)]
    rng.shuffle(names)
    height = {each: rng.randint(1, 900) for each in names}
    steps = [names[0], *names[2 : 2 + longest], names[1]]
    climbed = 0
    planted = []
    for caller, called in pairwise(steps):
        ms = rng.randint(5, 30)
        climbed += ms
        height[called] = height[steps[0]] + climbed
        planted.append([caller, called, ms])
    for _ in range(links):
        caller, called = rng.choice(names), rng.choice(names)
        planted.append([caller, called, max(0, height[called] - height[caller]) + rng.randint(1, 40)])
    return planted, steps, climbed


def fields(rng, count, services, links, longest):
    """Regions in a row, each left by its last service; side ways lead further at once, but cross once too often."""
    all_links, route, time, regions = [], [], 0, {}
    for number in range(count):
        name = f"r{number}_"
        planted, steps, climbed = field(rng, name, services, links, longest)
        regions |= {each: name for link in planted for each in link[:2]}
        if route:
            all_links += [[route[-1], steps[0], 12], [route[0], f"side{number}.0", 1]]
            # The side way crosses number + 1 times to a place that the route reaches with `number` crossings.
            for step in range(number):
                last = step == number - 1
                all_links.append([f"side{number}.{step}", steps[0] if last else f"side{number}.{step + 1}", 0])
                regions[f"side{number}.{step}"] = f"side{number}.{step}"
            time += 12
        all_links += planted
        route += steps
        time += climbed
    rng.shuffle(all_links)
    return all_links, route, time, regions


def generate(seed):
    """Three small graphs in which the cap makes a difference, and three large ones."""
    rng = random.Random(seed + 2)
    tests = []
    for number, (services, count, crossings) in enumerate([(7, 20, 1), (8, 22, 2), (8, 24, 0)], 1):
        names = [f"n{place}" for place in range(services)]
        expected = free = None
        while expected is None or expected == free or len(expected[1]) < 4:
            links = [[rng.choice(names), rng.choice(names), rng.randint(0, 3)] for _ in range(count)]
            regions = {name: "north" for name in names[1:-1] if rng.random() < 0.5}
            expected = best(links, names[0], names[-1], regions, crossings)
            free = best(links, names[0], names[-1], regions, services)
        kwargs = {"regions": regions, "crossings": crossings}
        tests.append(
            {
                "name": f"random regions {number}",
                "args": [links, names[0], names[-1]],
                "kwargs": kwargs,
                "expected": expected,
            }
        )
    for name, count, services, links, longest in [
        ("four large regions", 4, 950, 1_900, 370),
        ("two large regions", 2, 2_000, 4_000, 900),
        ("one large region", 1, 3_900, 8_000, 2_000),
    ]:
        every, route, time, regions = fields(rng, count, services, links, longest)
        kwargs = {"regions": regions, "crossings": count - 1}
        tests.append(
            {
                "name": name,
                "args": [every, route[0], route[-1]],
                "kwargs": kwargs,
                "expected": (time, route),
                "performance": True,
            }
        )
    return tests
