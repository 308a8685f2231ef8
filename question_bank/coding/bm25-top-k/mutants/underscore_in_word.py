import re
from collections import Counter, defaultdict
from heapq import nsmallest
from math import log

K1 = 1.5
B = 0.75
DECIMALS = 4
WORD = re.compile(r"\w+")


class Index:
    """Finds the documents that fit a query best, by BM25, while documents come and go."""

    def __init__(self, documents: list[str]) -> None:
        self._postings: dict[str, dict[int, int]] = {}  # word -> document -> how often it stands there
        self._words: dict[int, Counter[str]] = {}
        self._lengths: dict[int, int] = {}
        self._total_length = 0
        self._next_number = 0
        for text in documents:
            self.add(text)

    def add(self, text: str) -> int:
        """Take in a document; returns its number, which is never used again."""
        number = self._next_number
        self._next_number += 1
        counts = Counter(words_of(text))
        self._words[number] = counts
        self._lengths[number] = counts.total()
        self._total_length += counts.total()
        for word, count in counts.items():
            self._postings.setdefault(word, {})[number] = count
        return number

    def remove(self, number: int) -> bool:
        """Forget a document; returns whether it was there."""
        if number not in self._words:
            return False
        for word in self._words.pop(number):
            del self._postings[word][number]
        self._total_length -= self._lengths.pop(number)
        return True

    def search(self, query: str, k: int) -> list[tuple[int, float]]:
        """At most k pairs of number and score, best first."""
        wanted, excluded = parse(query)
        scores = self._scores(Counter(wanted))
        for word in excluded:
            for number in self._postings.get(word, ()):
                scores.pop(number, None)
        rounded = ((number, round(score, DECIMALS)) for number, score in scores.items())
        return nsmallest(k, rounded, key=lambda hit: (-hit[1], hit[0]))

    def _scores(self, wanted: Counter[str]) -> dict[int, float]:
        """The score of each document that holds a wanted word."""
        scores: dict[int, float] = defaultdict(float)
        for word, times in wanted.items():
            postings = self._postings.get(word)
            if not postings:
                continue
            average = self._total_length / len(self._words)
            weight = times * idf(len(self._words), len(postings)) * (K1 + 1)
            for number, count in postings.items():
                norm = K1 * (1 - B + B * self._lengths[number] / average)
                scores[number] += weight * count / (count + norm)
        return scores


def words_of(text: str) -> list[str]:
    """The words of a text, in small letters."""
    return WORD.findall(text.lower())


def parse(query: str) -> tuple[list[str], set[str]]:
    """The wanted words, repeats included, and the excluded ones."""
    wanted: list[str] = []
    excluded: set[str] = set()
    for piece in query.split():
        if piece.startswith("-"):
            excluded.update(words_of(piece))
        else:
            wanted.extend(words_of(piece))
    return wanted, excluded


def idf(documents: int, holding: int) -> float:
    """How telling a word is that so many of the documents hold; always over 0."""
    return log(1 + (documents - holding + 0.5) / (holding + 0.5))
