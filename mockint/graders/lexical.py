"""Finds a question's evidence points in an answer by their words: that a point is mentioned, not that it is right.

Every point has several phrasings. A window of one or two sentences is compared with each by the stems they share, rare
ones weighing more and the question's own less; the best window of the best phrasing counts. Length is never looked at.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from mockint.domain.question import EvidencePoint, Question
from mockint.graders.guards import told_texts
from mockint.graders.text import FUNCTION_WORDS, NEGATIONS, sentences, stem, words

State = Literal["found", "possibly", "missing"]

FOUND, POSSIBLY = 0.6, 0.4
"""From which likelihood on a point counts as found, and as possibly found."""
INTERCEPT, COVERED, NAMED = -4.2, 8.0, 1.2
"""The logistic: of nothing, of the share of a phrasing's weight that the window covers, of a term inside the window."""
QUESTION_WORD = 0.5
"""What a stem of the question's own text weighs of its idf."""
LONGEST_WINDOW = 60
"""Words in two sentences together beyond which they are looked at apart only."""

CLOSE = 0.6
"""Share of the best phrasing's cover from which on another one has a say in whether the window says the opposite."""
DENIED = 0.2
"""Share of a phrasing's weight that the clause with the denial must hold."""

_PARAGRAPH = re.compile(r"\n\s*\n")
_UNTRUE = re.compile(
    r"\b(?:it is|it's) (?:not (?:true|correct|right|the case)|false|wrong|untrue) that\b", re.IGNORECASE
)
_MORE_THAN = re.compile(r"\bnot (?:only|just|yet|even|too|much|long)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[,;:()]|\s-\s|\b(?:but|because|since|so that|so|which|while|although|though|and then|instead of|rather than|than)\b"
)


class Hit(NamedTuple):
    """What became of one point.

    Attributes:
        likelihood: That the point is mentioned, from 0 to 1.
        quote: The window, as the candidate wrote it; empty if nothing speaks for the point.
        reversed: Whether the sentence may say the opposite.
    """

    point: EvidencePoint
    likelihood: float
    quote: str = ""
    reversed: bool = False

    @property
    def state(self) -> State:
        """Found, possibly found, or missing."""
        if self.likelihood >= FOUND:
            return "found"
        return "possibly" if self.likelihood >= POSSIBLY else "missing"

    @property
    def credit(self) -> float:
        """What the point counts: 1, a half if only possibly found, and half of that if it may be the opposite."""
        full = {"found": 1.0, "possibly": 0.5, "missing": 0.0}[self.state]
        return full / 2 if self.reversed else full


class Clause(NamedTuple):
    """A part of a sentence: its stems, and how many words in it deny."""

    content: frozenset[str]
    denials: int


class Phrase(NamedTuple):
    """One way of saying a point.

    Attributes:
        weights: Weight of each stem; they add up to 1.
        said: As its author wrote it.
    """

    point: int
    weights: Mapping[str, float]
    said: str


class Window(NamedTuple):
    """One or two sentences of the answer."""

    text: str
    content: frozenset[str]
    spoken: str


class Lexicon(NamedTuple):
    """A question's points, ready to be looked for.

    Attributes:
        by_stem: For each stem the phrases that hold it, with its weight there.
        terms: For each point its terms as stems between spaces.
    """

    points: tuple[EvidencePoint, ...]
    phrases: tuple[Phrase, ...]
    by_stem: Mapping[str, tuple[tuple[int, float], ...]]
    terms: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, question: Question) -> Lexicon:
        """The lexicon of a question, from its own texts alone."""
        weigh = _weights(question)
        phrases = []
        for number, point in enumerate(question.evidence):
            for said in (point.says, *point.ways):
                found = {stemmed: weigh(stemmed) for stemmed in _content(said)}
                whole = sum(found.values())
                if whole:
                    shares = {stemmed: weight / whole for stemmed, weight in found.items()}
                    phrases.append(Phrase(number, shares, said))
        by_stem: dict[str, list[tuple[int, float]]] = {}
        for at, phrase in enumerate(phrases):
            for stemmed, share in phrase.weights.items():
                by_stem.setdefault(stemmed, []).append((at, share))
        terms = tuple(tuple(_spoken(term) for term in point.terms) for point in question.evidence)
        return cls(question.evidence, tuple(phrases), {key: tuple(hits) for key, hits in by_stem.items()}, terms)


def find_points(text: str, lexicon: Lexicon, without: Mapping[int, int] | None = None) -> tuple[Hit, ...]:
    """Look for every point in a text.

    Args:
        text: The candidate's own words.
        lexicon: The question's points.
        without: For a point, by place, the phrase that is left out, by place; see `mockint.graders.offline.Curve`.
    """
    return tuple(hit for hit, _ in find_phrases(text, lexicon, without))


def answer_windows(text: str) -> tuple[frozenset[str], ...]:
    """The stems of each window of one or two sentences of a text."""
    return tuple(window.content for window in _windows(text))


def find_phrases(text: str, lexicon: Lexicon, without: Mapping[int, int] | None = None) -> tuple[tuple[Hit, int], ...]:
    """Like `find_points`, with the place of each point's best phrase (-1 if there is none)."""
    best: list[tuple[float, Window | None, int]] = [(0.0, None, -1)] * len(lexicon.points)
    left_out = set((without or {}).values())
    for window in _windows(text):
        covered: dict[int, float] = {}
        for stemmed in window.content:
            for at, share in lexicon.by_stem.get(stemmed, ()):
                covered[at] = covered.get(at, 0.0) + share
        named: dict[int, bool] = {}
        for at, share in covered.items():
            if share < 0.2 or at in left_out:
                continue
            point = lexicon.phrases[at].point
            if point not in named:
                terms = lexicon.terms[point]
                named[point] = not terms or any(term in window.spoken for term in terms)
            likelihood = _likelihood(share, named=named[point], needs=bool(lexicon.terms[point]))
            if likelihood > best[point][0]:
                best[point] = (likelihood, window, at)
    found = []
    for number, (score, seen, at) in enumerate(best):
        hit = Hit(lexicon.points[number], score)
        if seen is not None:
            said = (phrase for phrase in lexicon.phrases if phrase.point == number)
            is_reversed = score >= POSSIBLY and _is_reversed(seen, said)
            hit = hit._replace(quote=seen.text, reversed=is_reversed)
        found.append((hit, at))
    return tuple(found)


def _likelihood(covered: float, *, named: bool, needs: bool) -> float:
    if needs and not named:
        return min(POSSIBLY - 0.01, covered)
    return 1 / (1 + math.exp(-(INTERCEPT + COVERED * covered + (NAMED if needs else NAMED / 2))))


def _weights(question: Question) -> Callable[[str], float]:
    """How much a stem weighs: its idf over the question's texts, less if the question itself says it."""
    told = [text for whole in told_texts(question) for text in _texts(whole)]
    texts = [
        *told,
        *(" ".join((point.says, *point.ways)) for point in question.evidence),
        *(text for sample in question.samples for text in _texts(sample.text)),
    ]
    seen = Counter(stemmed for text in texts for stemmed in set(_content(text)))
    asked = {stemmed for text in told for stemmed in _content(text)}

    def weigh(stemmed: str) -> float:
        idf = math.log((len(texts) + 1) / (seen[stemmed] + 0.5))
        return idf * QUESTION_WORD if stemmed in asked else idf

    return weigh


def _texts(whole: str) -> Iterable[str]:
    return (sentence.text for sentence in sentences(whole))


def _windows(text: str) -> list[Window]:
    parts = [sentence for sentence in sentences(text) if not sentence.is_code]
    single = [_window(part.text, words(part.text)) for part in parts]
    found = []
    for at, (window, size) in enumerate(single):
        found.append(window)
        if at + 1 < len(single):
            after, more = single[at + 1]
            whole = text[parts[at].start : parts[at + 1].start + len(parts[at + 1].text)]
            if size + more <= LONGEST_WINDOW and _PARAGRAPH.search(whole) is None:
                found.append(Window(whole, window.content | after.content, window.spoken + after.spoken))
    return found


def _window(text: str, said: Sequence[str]) -> tuple[Window, int]:
    content = frozenset(stem(word) for word in said if word not in FUNCTION_WORDS)
    return Window(text, content, f" {' '.join(stem(word) for word in said)} "), len(said)


def _content(text: str) -> set[str]:
    return {stem(word) for word in words(text) if word not in FUNCTION_WORDS}


def _spoken(term: str) -> str:
    return f" {' '.join(stem(word) for word in words(term))} "


def _denials(text: str) -> int:
    return sum(word in NEGATIONS for word in words(_MORE_THAN.sub(" ", text)))


def _clauses(text: str) -> tuple[Clause, ...]:
    found = []
    for sentence in sentences(text):
        whole, untrue = _UNTRUE.subn(" ", sentence.text)
        parts = (part for part in _CLAUSE.split(whole) if part.strip())
        found += [Clause(frozenset(_content(part)), _denials(part) + untrue) for part in parts]
    return tuple(found)


def _is_reversed(window: Window, phrases: Iterable[Phrase]) -> bool:
    """Whether the window denies what each phrase close to it says.

    Only a denial that the window has on top of the phrase's own counts: leaving one out is told in too many other ways.
    """
    if not _denials(window.text) and _UNTRUE.search(window.text) is None:
        return False
    said = _clauses(window.text)
    shares = [(sum(phrase.weights.get(s, 0.0) for s in window.content), phrase) for phrase in phrases]
    best = max(share for share, _ in shares)
    return all(_denies(said, phrase) for share, phrase in shares if share >= CLOSE * best)


def _denies(said: Sequence[Clause], phrase: Phrase) -> bool:
    clauses = _clauses(phrase.said)
    for mine in said:
        theirs = max(clauses, key=lambda clause: _shared(mine, clause, phrase))
        more = mine.denials - theirs.denials
        if more > 0 and more % 2 and _shared(mine, theirs, phrase) >= DENIED:
            return True
    return False


def _shared(mine: Clause, theirs: Clause, phrase: Phrase) -> float:
    return sum(phrase.weights.get(stemmed, 0.0) for stemmed in mine.content & theirs.content)
