"""Random small corpora scored with 40 digits, and scores that are equal only after rounding."""

import random
from decimal import Decimal, localcontext


def exact_search(documents, query, k):
    """The expected hits; documents and query are lists of words."""
    total = len(documents)
    mean = Decimal(sum(map(len, documents))) / total
    idf = {}
    for word in query:
        holding = sum(word in document for document in documents)
        idf[word] = (1 + (total - holding + Decimal("0.5")) / (holding + Decimal("0.5"))).ln()
    hits = []
    for number, document in enumerate(documents):
        parts = []
        for word in query:
            times = document.count(word)
            parts.append(idf[word] * times * 5 / (2 * times + Decimal("0.75") + Decimal("2.25") * len(document) / mean))
        if any(parts):
            hits.append((-rounded(sum(parts)), number))
    return [[number, float(-score)] for score, number in sorted(hits)[:k]]


def rounded(score):
    """The score to 4 decimals; too near to the middle between two of them, floats could not agree on it."""
    if abs(score * 10_000 % 1 - Decimal("0.5")) < Decimal("0.0000001"):
        raise ValueError(f"the score {score} is not fit for a test")
    return round(score, 4)


def random_corpus(rng, documents, vocabulary, length):
    """Documents as lists of words; small numbers are frequent."""
    words = [f"w{number}" for number in range(vocabulary)]
    weights = [1 / (number + 1) for number in range(vocabulary)]
    return [rng.choices(words, weights, k=rng.randrange(length)) for _ in range(documents)]


def nearly_equal():
    """Document 1 scores a little more than document 0, but not after rounding."""
    long = ["saw", *("oak" for _ in range(4_800))]
    return [[*long, "oak"], long, ["saw", "elm"], ["elm"]], ["saw"]


def generate(seed):
    """Small tests of level 1."""
    rng = random.Random(seed)
    tests = []
    with localcontext() as context:
        context.prec = 40
        for number, (documents, vocabulary, length, calls) in enumerate([(8, 10, 9, 15), (60, 25, 14, 15)], 1):
            corpus = random_corpus(rng, documents, vocabulary, length)
            queries = [[f"w{rng.randrange(vocabulary)}" for _ in range(rng.randint(1, 4))] for _ in range(calls)]
            limits = [rng.choice([1, 3, 10, 100]) for _ in range(calls)]
            tests.append(
                {
                    "name": f"random corpus {number}",
                    "args": [
                        [" ".join(document) for document in corpus],
                        [["search", " ".join(query), k] for query, k in zip(queries, limits, strict=True)],
                    ],
                    "expected": [exact_search(corpus, query, k) for query, k in zip(queries, limits, strict=True)],
                }
            )
        corpus, query = nearly_equal()
        tests.append(
            {
                "name": "equal after rounding",
                "args": [[" ".join(document) for document in corpus], [["search", "saw", 4], ["search", "saw elm", 3]]],
                "expected": [exact_search(corpus, query, 4), exact_search(corpus, [*query, "elm"], 3)],
            }
        )
    return tests
