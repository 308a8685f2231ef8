"""Finds the fact that answers a clarifying question, by what the question is about rather than how it is put."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from mockint.domain.question import Fact
from mockint.interviewer.words import meanings, sentences

THRESHOLD: Final = 0.76
"""Least chance of a fact that is told; below it the interviewer says honestly that it is for the candidate to assume."""
CLAUSE_THRESHOLD: Final = 0.9
"""The same for a clause of a sentence that as a whole asks for no fact: more tries must not make more mistakes."""

_EVIDENCE, _LIKENESS = 0.85, 7.4
"""What the two features of a fact weigh."""
_NONE, _LENGTH = 3.6, -2.0
"""What speaks for no fact: so much, and so much more with the log of one plus the number of words."""
_PRIOR: Final = 2.0
"""As many ways of asking as a fact is taken to have that hold each word as often as all facts together do."""
_RARE: Final = 0.5
"""Times that a word is taken to be said by all facts together, and by a fact in whose answer alone it stands."""
_SHARPNESS: Final = 4.0
"""How much the nearest ways of asking outdo the others; at 0 they all count alike, and far up only the nearest does."""
_STRANGE: Final = 0.7
"""Weight, as a share of the greatest, of a word that no fact is asked with."""


class Match(NamedTuple):
    """The fact that fits best and its chance (0 to 1) of being asked for; `fact` is -1 where that is too little to tell it."""

    fact: int
    score: float


class Features(NamedTuple):
    """How well one fact fits a sentence.

    Attributes:
        evidence: Log of how much more often the fact's ways of asking hold the sentence's words than those of all
            facts do, as naive Bayes adds it up, over the root of the number of words: neighbouring words repeat one
            another.
        likeness: Soft maximum over its ways of asking of the cosine to the sentence; a word weighs the more the fewer
            facts are asked with it.
    """

    evidence: float
    likeness: float


class FactFinder:
    """The facts of one question, made ready to be asked for.

    Each fact gets a utility from its two features, and 'no fact' gets one from the length of the sentence alone; a
    softmax over them all makes chances, so a runner-up that fits as well halves the chance of the best. The four
    weights are those of a conditional logit that was fitted on the bank's own ways of asking: each asked in turn while
    it was left out (its fact is right) and while its whole fact was left out (none is), plain and beside a clause of
    the task's text; and the ways of other questions and the task's own sentences (none is). The thresholds are the
    lowest at which, with each question left out of the fit in turn, no more than 4 in 100 were told something wrong,
    plain or beside a clause, three in five having a fact. After a change of the features both must be set anew.

    Args:
        facts: The question's facts, in order.
        prompt: The task's text; words that it uses often say less about what is asked.
    """

    def __init__(self, facts: Sequence[Fact], prompt: str = "") -> None:
        ways = tuple(tuple(frozenset(meanings(ask)) for ask in fact.asks) for fact in facts)
        counts = tuple(Counter(word for way in each for word in way) for each in ways)
        told = Counter(word for sentence in sentences(prompt) for word in frozenset(meanings(sentence)))
        self._weights, self._strange = _weights(counts), _STRANGE * math.log1p(len(facts))
        self._ways = tuple(tuple((way, self._square(way)) for way in each) for each in ways)
        self._evidence = tuple(_evidence(facts, counts, told))

    def find(self, sentence: str, *, least: float = THRESHOLD) -> Match:
        """The fact that a sentence asks for, if its chance is at least so much."""
        asked = frozenset(meanings(sentence))
        if not asked or not self._ways:
            return Match(-1, 0.0)
        none = _NONE + _LENGTH * math.log1p(len(asked))
        utilities = [_EVIDENCE * fits.evidence + _LIKENESS * fits.likeness for fits in self.features(asked)]
        best = max(utilities)
        chance = 1 / (sum(math.exp(each - best) for each in utilities) + math.exp(none - best))
        return Match(utilities.index(best) if chance >= least else -1, chance)

    def features(self, asked: frozenset[str]) -> Iterator[Features]:
        """How well each fact fits a sentence of these meanings, at least one, in order."""
        root, square = math.sqrt(len(asked)), self._square(asked)
        for (ratios, unheard), ways in zip(self._evidence, self._ways, strict=True):
            evidence = sum(ratios.get(word, unheard) for word in asked) / root
            cosines = (self._shared(asked, way) / math.sqrt(square * of_way) if of_way else 0.0 for way, of_way in ways)
            likeness = math.log(sum(math.exp(_SHARPNESS * cosine) for cosine in cosines) / len(ways)) / _SHARPNESS
            yield Features(evidence, likeness)

    def _square(self, bag: frozenset[str]) -> float:
        return sum(self._weights.get(word, self._strange) ** 2 for word in bag)

    def _shared(self, asked: frozenset[str], way: frozenset[str]) -> float:
        return sum(self._weights[word] ** 2 for word in asked & way)


def _weights(counts: Sequence[Counter[str]]) -> dict[str, float]:
    """Weight of each word that some fact is asked with."""
    facts = Counter(word for words in counts for word in words)
    return {word: math.log1p(len(counts) / knows) for word, knows in facts.items()}


def _evidence(
    facts: Sequence[Fact], counts: Sequence[Counter[str]], told: Counter[str]
) -> Iterator[tuple[dict[str, float], float]]:
    """For each fact the log ratio with which each of its words speaks for it, and the one of any word that it never says."""
    said = sum(counts, told)
    ways = sum(len(fact.asks) for fact in facts)
    for fact, words in zip(facts, counts, strict=True):
        answer = frozenset(meanings(fact.answer))
        total = len(fact.asks) + _PRIOR
        ratios = {}
        for word in words.keys() | answer:
            usual = (said[word] + _RARE) / (ways + 1)
            times = words[word] + (_RARE if word in answer else 0.0)
            ratios[word] = math.log((times / usual + _PRIOR) / total)
        yield ratios, math.log(_PRIOR / total)
