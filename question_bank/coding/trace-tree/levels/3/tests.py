"""Traces made backwards: first what was waited for, then the spans around it, then clocks that the rules put right."""

import random


class Maker:
    """Writes the lines of a trace whose critical path it knows."""

    def __init__(self, rng):
        self.rng = rng
        self.lines = []

    def line(self, parent, start, end):
        """Log a span; returns its id."""
        name = f"s{len(self.lines)}"
        self.lines.append(f"{name} {parent} x {start} {end}")
        return name

    def span(self, parent, start, end, skew, depth):
        """A span with children; times are right, `skew` is what its clock is off. Returns its path.

        Children that are waited for follow one another. Beside each, others may run that end while it does, so that at its
        start they have not ended. A first child that starts with its parent may be logged too early, a last one that ends
        with it too late: the rules move them back to where they were.
        """
        rng = self.rng
        name = self.line(parent, start + skew, end + skew)
        path, at = [], start
        while depth and at < end:
            first = at + rng.choice([0, 0, rng.randrange(20)])
            last = first + rng.randint(4, max(4, (end - start) // rng.randint(2, 4)))
            if last > end - 4:
                break
            if rng.random() < 0.1:
                last = end
            off = skew
            if first == start and last < end:
                off -= rng.choice([0, rng.randrange(1, 500)])
            elif first > start and last == end:
                off += rng.choice([0, rng.randrange(1, 500)])
            path.append((name, at, first))
            path += self.span(name, first, last, off, depth - 1)
            for _ in range(rng.randrange(2)):
                # Runs beside the child, inside its parent, and ends while the child does.
                ended = rng.randint(first + 1, last - 1)
                self.line(name, rng.randint(start, min(first, ended - 1)) + skew, ended + skew)
            at = last
        path.append((name, at, end))
        return [piece for piece in path if piece[1] < piece[2]]


def a_trace(rng, length, depth):
    """A random trace, late enough that no clock goes below 0."""
    maker = Maker(rng)
    path = maker.span("-", 100_000, 100_000 + length, 0, depth)
    rng.shuffle(maker.lines)
    return [maker.lines, "critical_path", "s0"], [list(piece) for piece in path]


def wide(rng, count):
    """Many calls one after the other, each with two that run beside it and end while it does."""
    lines, path = [f"root - answer 0 {10 * count}"], []
    for number in range(count):
        at = 10 * number
        lines.append(f"c{number} root x {at + 2} {at + 10}")
        lines += [f"{side}{number} root y {max(0, at - rng.randrange(30))} {at + rng.randint(3, 9)}" for side in "pq"]
        path += [["root", at, at + 2], [f"c{number}", at + 2, at + 10]]
    rng.shuffle(lines)
    return [lines, "critical_path", "root"], path


def deep(rng, count):
    """A chain in which each span starts with its parent, ends one before it, and is logged too early."""
    lines, path, skew = [], [], 0
    for number in range(count):
        skew += rng.choice([0, 0, rng.randrange(1, 5)]) if number else 0
        parent = f"d{number - 1}" if number else "-"
        lines.append(f"d{number} {parent} x {90_000 - skew} {90_000 + count - number - skew}")
        path.append([f"d{number}", 90_000 + count - number - 1, 90_000 + count - number])
    rng.shuffle(lines)
    return [lines, "critical_path", "d0"], path[::-1]


def generate(seed):
    """Three small tests and two large ones."""
    rng = random.Random(seed + 2)
    return [
        {"name": name, "args": args, "expected": expected, **({"performance": True} if large else {})}
        for name, (args, expected), large in [
            ("random trace 1", a_trace(rng, 120, 2), False),
            ("random trace 2", a_trace(rng, 400, 3), False),
            ("random trace 3", a_trace(rng, 3_000, 6), False),
            ("many calls one after the other", wide(rng, 3_500), True),
            ("a chain of calls with bad clocks", deep(rng, 10_000), True),
        ]
    ]
