"""Random graphs with failures and a bound, answered level by level without any time."""

import random


def expected(graph, max_depth=None):
    """Level by level over the whole graph, as if nothing took any time."""
    links = {page: found for page, _, found in graph}
    reached = level = {graph[0][0]}
    depth = 0
    while level and depth != max_depth:
        targets = {link.split("#")[0] for page in level if isinstance(links[page], list) for link in links[page]}
        level = targets - reached
        reached = reached | level
        depth += 1
    pages = {page: links[page] if isinstance(links[page], list) else None for page in reached}
    return {"pages": pages, "fetches": len(pages), "faults": []}


def random_graph(rng, names, most_links, longest, failing=0.0):
    """Pages with random links; each but the first is linked from one before it."""
    links = {name: [] for name in names}
    for number, name in enumerate(names[1:], 1):
        links[names[rng.randrange(max(0, number - 12), number)]].append(name)
    graph = []
    for number, name in enumerate(names):
        own = links[name] + rng.choices(names, k=rng.randint(0, most_links))
        own = [link + rng.choice(["", "", "#top", "#"]) for link in own]
        rng.shuffle(own)
        fails = number and rng.random() < failing
        graph.append([name, rng.randint(1, longest), rng.choice(["TimeoutError", "ValueError"]) if fails else own])
    return graph


def generate(seed):
    """Three random graphs whose long ways are often quicker than the short ones."""
    rng = random.Random(seed + 1)
    tests = []
    rows = [(40, 1, 60, 4, 6, 0.0), (60, 1, 90, 12, 8, 0.1), (80, 2, 40, 6, 6, 0.2)]
    for number, (count, most_links, longest, limit, max_depth, failing) in enumerate(rows, 1):
        graph = random_graph(rng, [f"p{name}" for name in range(count)], most_links, longest, failing)
        tests.append(
            {
                "name": f"random distances {number}",
                "args": [graph, limit],
                "kwargs": {"max_depth": max_depth},
                "expected": expected(graph, max_depth),
            }
        )
    return tests
