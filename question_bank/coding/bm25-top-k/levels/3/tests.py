"""Corpora planned before they are written: which part names stand in which document, how often, among words of no use.

The scores come from the plan; no text is read for them.
"""

import random
from math import fsum, log


class Plan:
    """Knows what stands where, without the text."""

    def __init__(self, rng, parts):
        self.rng = rng
        self.parts = parts
        self.held = {part: {} for part in range(parts)}
        self.length = {}
        self.given = 0

    def write(self, most_parts, words):
        """Plan a document of some words and return its text."""
        number, rng = self.given, self.rng
        self.given += 1
        text = [f"x{rng.randrange(400)}" for _ in range(words)]
        for part in rng.sample(range(self.parts), rng.randint(0, most_parts)):
            times = rng.choice([1, 1, 1, 2, 3])
            self.held[part][number] = times
            text += [f"p{part}"] * times
        rng.shuffle(text)
        self.length[number] = len(text)
        return rng.choice([" ", ", ", "; "]).join(text)

    def forget(self, number):
        """Whether the document was planned; it is no longer."""
        for where in self.held.values():
            where.pop(number, None)
        return self.length.pop(number, None) is not None

    def hits(self, wanted, excluded, k):
        """The expected result of a search."""
        count, total = len(self.length), sum(self.length.values())
        gone = {number for part in excluded for number in self.held[part]}
        rows = []
        for number in {number for part in wanted for number in self.held[part]} - gone:
            terms = []
            for part in wanted:
                times, holding = self.held[part].get(number, 0), len(self.held[part])
                stretch = 0.375 + 1.125 * self.length[number] * count / total
                terms.append(log((count + 1) / (holding + 0.5)) * times * 2.5 / (times + stretch))
            score = fsum(terms)
            if abs(score * 10_000 % 1 - 0.5) < 1e-8:
                raise ValueError(f"the score {score} is not fit for a test")
            rows.append((-round(score, 4), number))
        return [[number, -score] for score, number in sorted(rows)[:k]]


def story(rng, documents, parts, most_parts, words, calls, changes):
    """A corpus and calls upon it, with the share of changes among them."""
    plan = Plan(rng, parts)
    corpus = [plan.write(most_parts, words) for _ in range(documents)]
    made, expected = [], []
    for _ in range(calls):
        if rng.random() < changes:
            if rng.random() < 0.5:
                made.append(["add", plan.write(most_parts, words)])
                expected.append(plan.given - 1)
            else:
                number = rng.randrange(plan.given)
                made.append(["remove", number])
                expected.append(plan.forget(number))
            continue
        wanted = [rng.randrange(parts) for _ in range(rng.randint(1, 3))]
        excluded = [rng.randrange(parts) for _ in range(rng.choice([0, 0, 1]))]
        k = rng.choice([1, 10, 10, 50])
        pieces = [f"p{part}" for part in wanted] + [f"-P{part}" for part in excluded]
        rng.shuffle(pieces)
        made.append(["search", " ".join(pieces), k])
        expected.append(plan.hits(wanted, excluded, k))
    return corpus, made, expected


def generate(seed):
    """Two small tests and two large ones."""
    rng = random.Random(seed + 2)
    tests = []
    for name, performance, shape in [
        ("random exclusions 1", False, (12, 8, 4, 3, 40, 0.3)),
        ("random exclusions 2", False, (60, 20, 5, 6, 60, 0.2)),
        ("a large corpus", True, (9_500, 900, 5, 7, 1_600, 0.0)),
        ("a large corpus that changes all the time", True, (6_500, 500, 4, 6, 4_900, 0.5)),
    ]:
        corpus, calls, expected = story(rng, *shape)
        test = {"name": name, "args": [corpus, calls], "expected": expected}
        tests.append({**test, "performance": True} if performance else test)
    return tests
