"""Random hosts, answered level by level without any time, and a large graph on many hosts."""

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


def hosted(rng, count, hosts):
    """Names of pages on some hosts."""
    return [f"h{rng.randrange(hosts)}.example/{name}" for name in range(count)]


def generate(seed):
    """Three random graphs and a large one."""
    rng = random.Random(seed + 2)
    tests = []
    rows = [(30, 4, 3, 2, None, 0.0), (50, 6, 3, 5, None, 0.1), (60, 9, 4, 3, 7, 0.1)]
    for number, (count, hosts, limit, pause, max_depth, failing) in enumerate(rows, 1):
        graph = random_graph(rng, hosted(rng, count, hosts), 2, 12, failing)
        tests.append(
            {
                "name": f"random hosts {number}",
                "args": [graph, limit],
                "kwargs": {"pause": pause, "max_depth": max_depth},
                "expected": expected(graph, max_depth),
            }
        )
    graph = random_graph(rng, hosted(rng, 1_400, 90), 50, 50_000, 0.05)
    whole = expected(graph, 40)
    whole["pages"] = [len(whole["pages"]), sum(len(links) for links in whole["pages"].values() if links)]
    tests.append(
        {
            "name": "many pages on many hosts",
            "args": [graph, 50],
            "kwargs": {"look_at": "counts", "pause": 2, "max_depth": 40},
            "expected": whole,
            "performance": True,
        }
    )
    return tests
