"""Level 2: overlap, judged with a sorted list of all word starts; one text is large."""

import random
import re
from bisect import bisect_left, bisect_right

SEPARATORS = ["\n\n", "\n", " "]


def spans(text, size):
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
        places.append(end)
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


def expected(text, size, overlap):
    """The chunks with their overlap."""
    words = [match.start() for match in re.finditer(r"\S+", text)]
    result = []
    for start, end in spans(text, size):
        part = text[start:end]
        if part.strip():
            first = end - len(part.lstrip())
            word = words[bisect_left(words, first - overlap)]
            result.append([min(word, first), end - len(part) + len(part.rstrip())])
    return result


def manual(rng, count, gaps):
    """Words and gaps at random."""
    words = ["saw", "board", "jig", "a", "clamp" * 6, "sharpening", "0.5 mm", "dowel-joint", "plane", "oak"]
    return "".join(rng.choice(words) + rng.choice(gaps) for _ in range(count))


def generate(seed):
    """Four random texts, the last of them large."""
    rng = random.Random(seed + 1)
    gaps = [" ", " ", " ", " ", "\n", "\n\n"]
    odd = [" ", "  ", "\n", "\n\n\n", "\u00a0", "\t ", "\n \n"]
    tests = []
    for name, count, size, overlap, some in [
        ("random overlap", 300, 60, 25, gaps),
        ("random overlap with odd gaps", 400, 25, 24, odd),
        ("random overlap over many short chunks", 300, 45, 44, ["\n\n", " ", "\n\n\n\n"]),
        ("a long text in many chunks", 85_000, 24, 12, gaps),
    ]:
        text = manual(rng, count, some)
        test = {"name": name, "args": [text, size, overlap], "expected": expected(text, size, overlap)}
        tests.append({**test, "performance": True} if count > 10_000 else test)
    return tests
