"""What the interviewer must not give away: the words of the solution that the candidate has neither seen nor said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from mockint.domain.question import Question
from mockint.interviewer.words import content_stems, runs, sentences

RUN: Final = 4
"""So many neighbouring content words of the solution in one turn give it away."""

Row = tuple[str, ...]
"""Stems of a text's content words, in order."""

_TELLING_LEVEL: Final = 3
_SOURCES: Final = 2
_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{3,}")
_PARTS: Final = re.compile(r"[A-Z]?[a-z]+")


class Secrets(NamedTuple):
    """The solution of one question, as the contract looks for it.

    Attributes:
        passages: Each passage that gives something away, as its stems: points from level 3 on, sentences of the
            reference.
        telling: Terms that give the idea away by themselves, each as its stems: they stand in a point that speaks for
            level 3 or more, and are of several words or in the reference too.
        rare: Stems that at least two of reference, code and points share.
        code: Names that the reference's code brings in.
        levels: For each level of a coding problem its text; a later one is not told before it opens.
        level_passages: For each level its sentences, as `passages`.
    """

    passages: tuple[Row, ...]
    telling: frozenset[frozenset[str]]
    rare: frozenset[str]
    code: frozenset[str]
    levels: tuple[str, ...]
    level_passages: tuple[tuple[Row, ...], ...]


@lru_cache(maxsize=4096)
def _runs(row: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return runs(row, RUN)


def secrets_of(question: Question) -> Secrets:
    """Make a question's solution ready to be looked for; once a question, since it reads all of it."""
    task = question.coding
    points = [point for point in question.evidence if point.level >= _TELLING_LEVEL]
    said = [way for point in points for way in (point.says, *point.ways)]
    reference = [part for part in sentences(question.reference_answer) if len(content_stems(part)) >= RUN]
    code = task.reference if task is not None else ""
    levels = tuple(level.prompt for level in task.levels) if task is not None else ()
    sources = [frozenset(content_stems(text)) for text in (" ".join(said), question.reference_answer, _prose_of(code))]
    counts = Counter(each for source in sources for each in source)
    terms = {
        frozenset(content_stems(term)) for point in points if point.criterion != "communication" for term in point.terms
    }
    rare = frozenset(each for each, count in counts.items() if count >= _SOURCES and len(each) > 3 and each.isalpha())
    return Secrets(
        passages=_rows((*said, *reference)),
        telling=frozenset(
            term
            for term in terms
            if any(map(str.isalpha, term)) and (len(term) > 1 or term <= sources[1] or term <= sources[2])
        ),
        rare=rare,
        code=frozenset(_IDENTIFIER.findall(code)),
        levels=levels,
        level_passages=tuple(_rows(sentences(text)) for text in levels),
    )


def gives_away(
    turn: str, secrets: Secrets, levels_open: int, told: frozenset[str], told_runs: frozenset[tuple[str, ...]]
) -> bool:
    """Whether a turn tells the solution, or what a later level asks.

    Args:
        turn: The interviewer's words.
        secrets: The question's solution.
        levels_open: Levels of a coding problem that the candidate sees.
        told: Stems of everything that the candidate has seen, said, or may be told.
        told_runs: Runs of `RUN` stems of the same.
    """
    row = content_stems(turn)
    stems = frozenset(row)
    news = frozenset(each for each in stems - told if each.isalpha())
    if any(term <= stems and news & term for term in secrets.telling) or len(news & secrets.rare) >= 3:
        return True
    spoken = runs(row, RUN) - told_runs
    closed = [passage for level in secrets.level_passages[levels_open:] for passage in level]
    return any(spoken & _runs(passage) or _covers(stems, news, passage) for passage in (*secrets.passages, *closed))


def _covers(stems: frozenset[str], news: frozenset[str], passage: Row) -> bool:
    """Most of a passage is in the turn, and some of it is news to the candidate."""
    whole = frozenset(passage)
    return bool(news & whole) and len(stems & whole) >= max(RUN, 0.6 * len(whole))


def _rows(texts: Iterable[str]) -> tuple[Row, ...]:
    return tuple(row for row in map(content_stems, texts) if len(row) >= RUN)


def _prose_of(code: str) -> str:
    """The words that code is made of: comments, and names taken apart."""
    return " ".join(_PARTS.findall(code))


def told_runs(texts: Iterable[Sequence[str]]) -> frozenset[tuple[str, ...]]:
    """Runs of everything that may be said."""
    return frozenset(run for row in texts for run in runs(row, RUN))
