"""Small texts with every combination of places tried out, a manual of words that occur once, and a log of one word."""

import itertools
import random
import re


def brute(source, quote, max_gap):
    """The passage by trying all combinations of places; for sources without anything that plain form changes."""
    parts = [part.strip() for part in quote.split("...") if part.strip()]
    places = [[at for at in range(len(source)) if source.startswith(part, at)] for part in parts]
    found = []
    for starts in itertools.product(*places):
        ends = [start + len(part) for start, part in zip(starts, parts, strict=True)]
        if all(0 <= after - before <= max_gap for before, after in zip(ends, starts[1:], strict=False)):
            found.append([starts[0], ends[-1]])
    return min(found) if parts and found else None


def small(rng, size, max_gap):
    """A text of few letters and quotes of two to four parts."""
    source = re.sub(" +", " ", "".join(rng.choice("abb c") for _ in range(size))).strip()
    citations = []
    for _ in range(30):
        parts = []
        for _ in range(rng.randint(2, 4)):
            at = rng.randrange(len(source) - 3)
            parts.append(source[at : at + rng.randint(1, 3)])
        citations.append(["a", " ... ".join(parts)])
    expected = [brute(source, quote, max_gap) for _, quote in citations]
    return [{"a": source}, citations], {"max_gap": max_gap}, expected


def manual(rng, words, quotes, max_gap):
    """A manual in which each word occurs once; quotes by place, some with a gap, some with a word that is not there."""
    source, places = "", []
    for number in range(words):
        word = (
            rng.choice(["feed\u2019s", "cof\ufb01n", "o\ufb03ce", "r\u00e9glage", "plain", "on\u00adoff"])
            + f"{number:05}"
        )
        places.append((len(source), len(source) + len(word), word))
        source += word + rng.choice([" ", " ", "\n", "\u00a0 ", "  "])
    citations, expected = [], []
    for _ in range(quotes):
        first = rng.randrange(words - 40)
        last = first + rng.randint(1, 4)
        text = " ".join(word for _, _, word in places[first : last + 1])
        passage = [places[first][0], places[last][1]]
        if max_gap is not None and rng.random() < 0.5:
            start, end, word = places[last + rng.randint(2, 30)]
            text += " \u2026 " + word
            passage = [passage[0], end] if start - passage[1] <= max_gap else None
        if rng.random() < 0.3:
            text, passage = text[:-1] + "9x", None
        citations.append(["m", text.replace("\ufb01", "fi").replace("\u2019", "'").replace("\u00ad", "")])
        expected.append(passage)
    return [{"m": source}, citations], {"max_gap": max_gap}, expected


def one_word(count, parts, max_gap):
    """A log of one word and an end: the passage starts as many words before it as the gaps allow.

    Word i stands at 5 i, and two words may be `(max_gap + 4) // 5` apart.
    """
    source = "tick " * count + "tock"
    far = source + " " * (max_gap + 1) + "stop"
    quote = " ... ".join(["tick"] * parts)
    first = count - parts * ((max_gap + 4) // 5)
    citations = [["near", quote + " ... tock"], ["far", quote + " ... stop"], ["near", quote]]
    expected = [[5 * first, len(source)], None, [0, 5 * parts - 1]]
    return [{"near": source, "far": far}, citations], {"max_gap": max_gap}, expected


def generate(seed):
    """Two small tests and three large ones."""
    rng = random.Random(seed + 2)
    return [
        {"name": name, "args": args, "kwargs": kwargs, "expected": expected, **({"performance": True} if large else {})}
        for name, (args, kwargs, expected), large in [
            ("random parts 1", small(rng, 40, 3), False),
            ("random parts 2", small(rng, 60, 12), False),
            ("a long manual", manual(rng, 7_000, 1_500, None), True),
            ("a long manual with ellipses", manual(rng, 7_000, 1_000, 150), True),
            ("a log of one word", one_word(8_000, 4, 3_001), True),
        ]
    ]
