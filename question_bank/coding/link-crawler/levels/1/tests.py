"""Random graphs, answered level by level without any time, and a large one."""

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
    """Two random graphs and a large one."""
    rng = random.Random(seed)
    tests = []
    for number, (count, most_links, longest, limit) in enumerate([(25, 3, 9, 3), (60, 4, 20, 7)], 1):
        graph = random_graph(rng, [f"p{name}" for name in range(count)], most_links, longest)
        tests.append({"name": f"random pages {number}", "args": [graph, limit], "expected": expected(graph)})
    graph = random_graph(rng, [f"p{name}" for name in range(1_500)], 60, 50_000)
    whole = expected(graph)
    whole["pages"] = [len(whole["pages"]), sum(map(len, whole["pages"].values()))]
    tests.append(
        {
            "name": "many pages and links",
            "args": [graph, 60],
            "kwargs": {"look_at": "counts"},
            "expected": whole,
            "performance": True,
        }
    )
    return tests
