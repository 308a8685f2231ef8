"""Finds the subject a question is about, by its words and by vectors; says how sure it is.

A subject is searched by the sentences of *all* its versions: each says the same in other words, and that is the best
list of synonyms to be had. What is answered and cited is decided elsewhere, from the version that holds.
"""

from __future__ import annotations

import difflib
import math
import sys
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from candidate.asked import Asked
from candidate.authority import Subject
from candidate.model import ModelError, embed
from candidate.values import large_words, small_words
from candidate.wording import raw_words, stem, stems

COMMON_SHARE = 0.12
"""A sentence that this share of the subjects holds says nothing of any of them."""
BATCH = 128
SPELLING = 0.8
LIKENESS_WEIGHT = 2.0
OTHER_WORDS = 0.3
"""Up to this share of shared words a question says the same thing in other words, and the few shared ones mislead."""


class Match(NamedTuple):
    """A subject with how well it fits.

    Attributes:
        words: Share of the question's meaning (rare words weigh more) that the subject's own words cover, 0 to 1.
        unknown: Share of the question's meaning that no subject has a word for, 0 to 1.
        is_named: Whether it holds a name that the question names.
        likeness: Cosine of the question and the subject's closest sentence; 0 where there are no vectors.
    """

    subject: Subject
    score: float
    words: float
    unknown: float
    is_named: bool
    likeness: float


class Index:
    """The subjects of a corpus, ready to be searched.

    Subjects of one title differ by what they are limited to. They are searched by one another's words, and told apart
    by the names in the question.
    """

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self.subjects = subjects
        procedures = [procedure for subject in subjects for procedure in subject.versions]
        told = [sentence for procedure in procedures for sentence in procedure.sentences]
        self.ordinary = small_words([*told, *(procedure.title.lower() for procedure in procedures)])
        self._names = large_words(told) - self.ordinary
        own = [_texts(subject) for subject in subjects]
        spread = Counter(text for texts in own for text in set(texts))
        most = max(2, COMMON_SHARE * len(subjects))
        self._common = frozenset(text for text, times in spread.items() if times > most)
        own = [[text for text in dict.fromkeys(texts) if text not in self._common] for texts in own]
        self._own_words = [frozenset(word for text in texts for word in stems(text)) for texts in own]
        self._texts = _shared(subjects, own)
        self._sentences = [[frozenset(stems(text)) for text in texts] for texts in self._texts]
        self._words = [frozenset[str]().union(*sentences) for sentences in self._sentences]
        self._held_by = Counter(word for words in self._words for word in words)
        self._spellings = frozenset(word for texts in own for text in texts for word in raw_words(text))
        self._vectors = self._embedded()

    def weight(self, word: str) -> float:
        """How much a stem tells subjects apart; a stem that no subject has weighs the most."""
        held = self._held_by[word]
        return math.log(1 + (len(self.subjects) - held + 0.5) / (held + 0.5))

    def familiar(self, text: str) -> float:
        """How much of a text the corpus knows."""
        return sum(self.weight(word) for word in set(stems(self.respelt(text))) if word in self._held_by)

    def is_common(self, sentence: str) -> bool:
        """Whether so many subjects say it that it settles nothing."""
        return sentence in self._common

    def search(self, asked: Asked) -> list[Match]:
        """All subjects, best first."""
        wanted = set(stems(self.respelt(asked.core)))
        whole = sum(map(self.weight, wanted)) or 1.0
        unknown = sum(self.weight(word) for word in wanted if word not in self._held_by) / whole
        likeness = self._likeness(asked)
        named = {stem(word) for word in raw_words(asked.text) if word in self._names}
        of_names = sum(map(self.weight, named)) or 1.0
        found = []
        for place, subject in enumerate(self.subjects):
            covered = self._covered(wanted, self._words[place]) / whole
            closest = max((self._closeness(wanted, told) for told in self._sentences[place]), default=0.0)
            limited = self._covered(named, self._own_words[place]) / of_names
            score = 0.5 * covered + 0.5 * closest + limited + LIKENESS_WEIGHT * likeness[place]
            found.append(Match(subject, score, covered, unknown, limited > 0, likeness[place]))
        ranked = sorted(found, key=lambda match: (-match.score, match.subject.current.id))
        if ranked and ranked[0].words <= OTHER_WORDS and ranked[0].likeness:
            ranked.sort(key=lambda match: (-match.is_named, -match.likeness))
        return ranked

    def respelt(self, question: str) -> str:
        """The question with words that occur nowhere replaced by the closest one that does."""
        fixed = []
        for word in raw_words(question):
            known = word in self._spellings or len(word) < 5
            close = [] if known else difflib.get_close_matches(word, self._spellings, 1, SPELLING)
            fixed.append(close[0] if close else word)
        return " ".join(fixed)

    def closest(self, question: str, sentences: Sequence[str]) -> list[str]:
        """Sentences by how well their words fit the question, best first."""
        asked = set(stems(self.respelt(question)))
        return sorted(sentences, key=lambda told: -self._closeness(asked, frozenset(stems(told))))

    def _covered(self, asked: set[str], told: frozenset[str]) -> float:
        return sum(map(self.weight, asked & told))

    def _closeness(self, asked: set[str], told: frozenset[str]) -> float:
        """Weighted overlap over both sides, 0 to 1."""
        shared = self._covered(asked, told)
        both = math.sqrt((sum(map(self.weight, asked)) or 1.0) * (sum(map(self.weight, told)) or 1.0))
        return shared / both

    def _embedded(self) -> list[list[list[float]]]:
        """Vectors of every subject's texts; none at all where the gateway has none to give."""
        flat = [text for texts in self._texts for text in texts]
        try:
            vectors = [v for start in range(0, len(flat), BATCH) for v in embed(flat[start : start + BATCH])]
        except ModelError as error:
            print(f"no vectors, words alone: {error}", file=sys.stderr)
            return [[] for _ in self._texts]
        told = iter(vectors)
        return [[next(told) for _ in texts] for texts in self._texts]

    def _likeness(self, asked: Asked) -> list[float]:
        """For each subject the best cosine of the question, as a whole or its core alone."""
        none = [0.0] * len(self.subjects)
        if not any(self._vectors):
            return none
        try:
            wanted = embed(list(dict.fromkeys((asked.core, asked.text))))
        except ModelError as error:
            print(f"no vector of the question: {error}", file=sys.stderr)
            return none
        return [max((_dot(one, told) for one in wanted for told in vectors), default=0.0) for vectors in self._vectors]


def _texts(subject: Subject) -> list[str]:
    """What is said of a subject: titles, sentences, and the variants of its tables."""
    said = (
        (procedure.title, *procedure.sentences, *(row.variant for row in procedure.rows))
        for procedure in subject.versions
    )
    return [text for texts in said for text in texts]


def _shared(subjects: Sequence[Subject], own: Sequence[list[str]]) -> list[list[str]]:
    """For each subject its own texts and those of the subjects of the same title."""
    by_title: dict[str, list[str]] = {}
    for subject, texts in zip(subjects, own, strict=True):
        by_title.setdefault(subject.current.title, []).extend(texts)
    return [list(dict.fromkeys(by_title[subject.current.title])) for subject in subjects]


def _dot(left: Sequence[float], right: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(left, right, strict=True))
