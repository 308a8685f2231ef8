"""Random texts of few letters, searched by regular expressions on the text as given."""

import random
import re


def expected(sources, citations):
    """A quote as a pattern: its words as they are, with any white space between them."""
    found = []
    for name, quote in citations:
        pattern = r"\s+".join(re.escape(word) for word in quote.split())
        match = re.search(pattern, sources.get(name, "")) if pattern else None
        found.append(list(match.span()) if match else None)
    return found


def text(rng, size):
    """Short words with white space of all kinds."""
    return "".join(rng.choice(["a", "b", "a.", "(", "+", " ", "  ", "\n", "\t", "\u00a0"]) for _ in range(size))


def generate(seed):
    """Two small tests."""
    rng = random.Random(seed)
    tests = []
    for number, (size, longest) in enumerate([(60, 4), (300, 6)], 1):
        sources = {name: text(rng, size) for name in ("a", "b")}
        citations = [[rng.choice(["a", "b", "b", "c"]), text(rng, rng.randint(1, longest))] for _ in range(40)]
        args = [sources, citations]
        tests.append({"name": f"random texts {number}", "args": args, "expected": expected(*args)})
    return tests
