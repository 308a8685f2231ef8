"""Finds the fact that answers a clarifying question, by what the question is about rather than how it is put."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from mockint.domain.question import Fact
from mockint.interviewer.words import is_of_the_trade, meanings

THRESHOLD: Final = 0.54
"""Least score of a fact that is told; below it the interviewer says honestly that it is for the candidate to assume."""
MARGIN: Final = 0.1
"""Least lead over the next fact: of two that fit alike neither is told."""

_BEST, _NEXT, _KNOWN = 0.2, 0.3, 0.5
"""Shares of the three parts of a score; see `FactFinder`."""
_STRANGE_TERM, _STRANGE_WORD = 1.0, 0.6
"""Weight, as a share of the greatest, of a word that no fact knows: it speaks against all of them, a term the more."""
_STRANGERS, _MORE_STRANGERS = 2, 0.3
"""So many strange words count in full, and further ones as this share: a rambling question asks for its fact all the same."""
_ANSWER_SHARE: Final = 0.8
"""What a word counts for that stands in a fact's answer and in no way of asking for it."""


class Match(NamedTuple):
    """The fact that fits best and how well (0 to 1); `fact` is -1 where none fits well enough to be told."""

    fact: int
    score: float
    lead: float


class FactFinder:
    """The facts of one question, made ready to be asked for.

    A question is compared with each way of asking (cosine of weighted meanings: the best way, and the mean of the best
    three) and with the fact as a whole (share of the question's weight that the fact knows, a word the more the more
    ways of asking hold it). A word weighs the more the fewer facts know it. The constants were chosen on the ways of
    asking alone, each asked in turn while it was left out, and again while its whole fact was left out, plain and
    amid clauses of the task's own text.

    Args:
        facts: The question's facts, in order.
        threshold: Least score of a fact that is found.
        margin: Least lead of it over the next.
    """

    def __init__(self, facts: Sequence[Fact], *, threshold: float = THRESHOLD, margin: float = MARGIN) -> None:
        self._threshold = threshold
        self._margin = margin
        self._ways = tuple(tuple(frozenset(meanings(ask)) for ask in fact.asks) for fact in facts)
        counts = [Counter(word for way in ways for word in way) for ways in self._ways]
        self._knows = tuple(
            dict.fromkeys(meanings(fact.answer), _ANSWER_SHARE)
            | {word: min(1.0, 0.1 + 4 * times / len(fact.asks)) for word, times in asked.items()}
            for fact, asked in zip(facts, counts, strict=True)
        )
        self._weights = _weights(counts)
        self._squares = {way: sum(self._weights[word] ** 2 for word in way) for ways in self._ways for way in ways}
        self._most = math.log1p(len(facts))

    def find(self, sentence: str) -> Match:
        """The fact that a sentence asks for."""
        asked = frozenset(meanings(sentence))
        weights = self._weigh(asked)
        scores = sorted(((self._score(weights, at), at) for at in range(len(self._ways))), reverse=True)
        if not scores:
            return Match(-1, 0.0, 0.0)
        (best, fact), lead = scores[0], scores[0][0] - (scores[1][0] if len(scores) > 1 else 0.0)
        return Match(fact if best >= self._threshold and lead >= self._margin else -1, best, lead)

    def _weigh(self, asked: frozenset[str]) -> dict[str, float]:
        """What each word of a question weighs."""
        weights = {word: self._weights[word] for word in asked if word in self._weights}
        strange = sorted(
            (self._most * (_STRANGE_TERM if is_of_the_trade(word) else _STRANGE_WORD), word)
            for word in asked
            if word not in self._weights
        )
        for place, (weight, word) in enumerate(reversed(strange)):
            weights[word] = weight if place < _STRANGERS else weight * _MORE_STRANGERS
        return weights

    def _score(self, weights: Mapping[str, float], fact: int) -> float:
        if not weights:
            return 0.0
        alike = sorted((self._cosine(weights, way) for way in self._ways[fact]), reverse=True)[:3]
        known = sum(weight * self._knows[fact].get(word, 0.0) for word, weight in weights.items())
        return _BEST * alike[0] + _NEXT * sum(alike) / len(alike) + _KNOWN * known / sum(weights.values())

    def _cosine(self, asked: Mapping[str, float], way: frozenset[str]) -> float:
        shared = sum(asked[word] ** 2 for word in way if word in asked)
        if not shared:
            return 0.0
        return shared / math.sqrt(sum(weight**2 for weight in asked.values()) * self._squares[way])


def _weights(counts: Sequence[Counter[str]]) -> Mapping[str, float]:
    """Weight of each word that some fact is asked with; a fact that says it once knows it less than one that lives by it."""
    shares: dict[str, float] = dict.fromkeys((word for words in counts for word in words), 0.0)
    for words in counts:
        for word, times in words.items():
            shares[word] += min(1.0, 0.5 + times / 4)
    return {word: math.log1p(len(counts) / max(1.0, share)) for word, share in shares.items()}
