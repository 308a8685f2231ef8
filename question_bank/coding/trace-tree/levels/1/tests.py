"""Random trees in random order, listed by the way from the root to each span; and a chain deeper than Python's stack."""

import random


def a_log(rng, size, lost):
    """Lines, and what tree must give: sorting the ways from the root puts each span before what is below it."""
    ways, lines = {}, []
    for number in range(size):
        name, start = f"s{number * 37 % 1009}", rng.randrange(12)
        choice = rng.random()
        above = rng.choice(sorted(ways)) if ways and choice > lost else None
        ways[name] = [*(ways[above] if above else []), (start, name)]
        parent = above or rng.choice(["-", f"lost{rng.randrange(3)}"])
        lines += [f"{name} {parent} x {start} {start + 3}"] * rng.choice([1, 1, 2])
    rng.shuffle(lines)
    return lines, [[len(way) - 1, way[-1][1]] for way in sorted(ways.values())]


def generate(seed):
    """Three tests."""
    rng = random.Random(seed)
    tests = []
    for number, (size, lost) in enumerate([(15, 0.2), (150, 0.05)], 1):
        lines, expected = a_log(rng, size, lost)
        tests.append({"name": f"random log {number}", "args": [lines, "tree"], "expected": expected})
    lines = [f"d{number} {f'd{number - 1}' if number else '-'} x {number} 9000" for number in range(1_200)]
    rng.shuffle(lines)
    deep = [[number, f"d{number}"] for number in range(1_200)]
    return [*tests, {"name": "a chain of twelve hundred", "args": [lines, "tree"], "expected": deep}]
