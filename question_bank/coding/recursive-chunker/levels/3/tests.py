"""Level 3: code blocks, judged with a mark on every place inside of one; two texts are large."""

import random
import re
from bisect import bisect_left, bisect_right

SEPARATORS = ["\n\n", "\n", " "]


def spans(text, size, inside):
    """All spans before white space is removed; the places of the cuts are searched by bisection."""
    todo, done = [(0, len(text), 0)], []
    while todo:
        start, end, kind = todo.pop()
        if end - start <= size:
            done.append((start, end))
            continue
        if kind == len(SEPARATORS):
            done.extend((at, min(end, at + size)) for at in range(start, end, size))
            continue
        found = re.finditer(SEPARATORS[kind], text[start:end])
        places = [start + match.end() for match in found if start + match.end() < end]
        places = [place for place in places if not inside[place]] + [end]
        at = start
        while at < end:
            last = bisect_right(places, at + size) - 1
            if last >= 0 and places[last] > at:
                done.append((at, places[last]))
                at = places[last]
            else:
                following = places[bisect_right(places, at)]
                todo.append((at, following, kind + 1))
                at = following
    return sorted(done)


def marks(text, size):
    """For each place whether it is strictly inside a protected code block; the blocks are read line by line."""
    inside, opened, at = bytearray(len(text) + 1), None, 0
    blocks = []
    for line in text.split("\n"):
        if line.startswith("```"):
            blocks.extend([] if opened is None else [(opened, min(len(text), at + len(line) + 1))])
            opened = at if opened is None else None
        at += len(line) + 1
    blocks.extend([] if opened is None else [(opened, len(text))])
    for start, end in blocks:
        if end - start <= size:
            inside[start + 1 : end] = b"x" * (end - start - 1)
    return inside


def expected(text, size, overlap):
    """The chunks with their overlap."""
    inside = marks(text, size)
    words = [match.start() for match in re.finditer(r"\S+", text) if not inside[match.start()]]
    result = []
    for start, end in spans(text, size, inside):
        part = text[start:end]
        if part.strip():
            first = end - len(part.lstrip())
            place = bisect_left(words, first - overlap)
            result.append([min(first, *words[place : place + 1]), end - len(part) + len(part.rstrip())])
    return result


def manual(rng, count, share, longest):
    """Words, and code blocks of up to `longest` lines for a `share` of them."""
    words = ["saw", "board", "jig", "a", "clamp" * 4, "sharpening", "0.5 mm", "a `b` c", "x ``` y", "plane", "oak"]
    parts = []
    for _ in range(count):
        if rng.random() < share:
            lines = [rng.choice(["", *words]) for _ in range(rng.randrange(longest))]
            parts.append("\n".join(["\n```" + rng.choice(["", "toml"]), *lines, rng.choice(["```", "```", "````"])]))
            parts.append(rng.choice(["\n", "\n\n", "\n\n\n"]))
        else:
            parts.append(rng.choice(words) + rng.choice([" ", " ", " ", "\n", "\n\n"]))
    return "".join(parts)


def generate(seed):
    """Five random texts, the last two of them large."""
    rng = random.Random(seed + 2)
    tests = []
    for name, (count, share, longest), size, overlap in [
        ("random code blocks", (200, 0.15, 6), 60, 0),
        ("random code blocks with overlap", (300, 0.2, 5), 50, 40),
        ("random code blocks, many of them long", (200, 0.3, 14), 40, 20),
        ("many code blocks", (60_000, 0.2, 4), 80, 40),
        ("a few very large chunks", (125_000, 0.0001, 30), 100_000, 2_000),
    ]:
        text = manual(rng, count, share, longest)
        if name.startswith("a few"):
            text = text.replace("\n", " ").replace("```", "~~~")
        if name == "random code blocks":
            text += "\n```\nlast\n\nlines"
        test = {"name": name, "args": [text, size, overlap], "expected": expected(text, size, overlap)}
        tests.append({**test, "performance": True} if count > 10_000 else test)
    return tests
