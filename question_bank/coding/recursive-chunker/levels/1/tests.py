"""Level 1: random texts, judged by bisection over the places of all cuts."""

import random
import re
from bisect import bisect_right

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


def expected(text, size):
    """The chunks without white space at their ends."""
    result = []
    for start, end in spans(text, size):
        part = text[start:end]
        if part.strip():
            result.append([end - len(part.lstrip()), start + len(part.rstrip())])
    return result


def manual(rng, count, gaps):
    """Words and gaps at random; some words are long, and some stand in the text again and again."""
    words = ["saw", "board", "jig", "a", "clamp" * 9, "sharpening", "0.5 mm", "dowel-joint"]
    return "".join(rng.choice(words) + rng.choice(gaps) for _ in range(count))


def generate(seed):
    """Four random texts."""
    rng = random.Random(seed)
    tests = []
    for name, count, size, gaps in [
        ("random words and lines", 300, 30, [" ", " ", " ", "\n", "\n\n"]),
        ("random gaps of every length", 400, 17, [" ", "  ", "\n", "\n\n\n", " \n\n\n\n ", "\u00a0", "\t", "\n \n"]),
        ("random text with larger chunks", 1500, 400, [" ", " ", " ", " ", " ", "\n", "\n", "\n\n"]),
        ("chunks of one to three characters", 40, 3, [" ", "\n", "\n\n", "   "]),
    ]:
        text = manual(rng, count, gaps)
        tests.append({"name": name, "args": [text, size], "expected": expected(text, size)})
    return tests
