"""How a spoken answer is built, as facts and no score: its length, who acts in it, its numbers, its hedges, what is copied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from mockint.domain.ids import ItemId
from mockint.domain.measurement import Measurement
from mockint.measure.text import WORDS_A_MINUTE, count_words

STRUCTURE: Final = "structure"
_OWN: Final = re.compile(r"\b(?:I|me|my|mine|myself)\b")
_SHARED: Final = re.compile(r"\b(?:we|us|our|ours|ourselves)\b", re.IGNORECASE)
_UNITS: Final = (
    r"(?:%|per ?cent|percent|points?|ms|s|seconds?|minutes?|hours?|days?|weeks?|months?|years?|GB|MB|TB|tokens?|dollars?|euros?|"
    r"EUR|USD|cents?|k|users?|customers?|people|engineers?|requests?|calls?|cases?|questions?|tickets?|documents?|times|fold|x)"
)
_NUMBER: Final = (
    r"(?:\d[\d,.]*\d|\d|half|twice|two|three|four|five|six|seven|eight|nine|ten|a dozen|a hundred|a thousand)"
)
_WITH_UNIT: Final = re.compile(rf"(?:[$€]\s?\d(?:[\d,.]*\d)?|\b{_NUMBER}\s?{_UNITS}(?!\w))", re.IGNORECASE)
_ROUGHLY: Final = (
    r"(?:(?:about|around|roughly|nearly|almost|just|only|under|below|over|above|less than|more than|at most)\s+)*"
)
_AMOUNT: Final = rf"{_ROUGHLY}[$€]?{_NUMBER}\b"
_NEAR: Final = r"[^.;]{0,60}?"
_CHANGE: Final = re.compile(
    rf"\bfrom\s+{_AMOUNT}[^.;]{{0,40}}?\b(?:down |up )?to\s+{_AMOUNT}|"
    rf"{_NUMBER}\s?(?:%|\w+)?\s?(?:->|→)\s?{_NUMBER}|"
    rf"{_AMOUNT}\s?(?:%|\w+)?\s+(?:down|up)\s+to\s+{_AMOUNT}|"
    rf"{_AMOUNT}{_NEAR}\bbefore\b{_NEAR}{_AMOUNT}{_NEAR}\b(?:after\w*|now|then|today|since)\b|"
    rf"\bbefore\b{_NEAR}{_AMOUNT}{_NEAR}\b(?:after\w*|now|then|today|since)\b{_NEAR}{_AMOUNT}|"
    rf"\b(?:was|were|took|had been|used to \w+)\s+{_AMOUNT}{_NEAR}\b(?:now|after\w*|today)\b{_NEAR}{_AMOUNT}|"
    rf"{_AMOUNT}\s?(?:%|\w+)?\s+instead of\s+{_AMOUNT}|"
    rf"\b(?:fell|dropped|rose|grew|went (?:up|down)|climbed|sank|cut|reduced|lowered|raised|increased|decreased|halved|doubled|"
    rf"tripled|improved|shrank|saved)\b[^.;]{{0,40}}?{_NUMBER}",
    re.IGNORECASE,
)
_HEDGE: Final = re.compile(
    r"\b(?:kind of|sort of|maybe|perhaps|probably|basically|somewhat|a bit|hopefully|more or less|i guess|i think|i believe|"
    r"i feel like|or something|and stuff|pretty much|in a way|to some extent)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"\w+")
_RUN: Final = 5
_MOST_QUOTES: Final = 5
SHORT_SHARE, LONG_SHARE = 0.4, 1.25
"""Outside these shares of the time that the guide gives an answer is short or long for its question."""


class Structure(NamedTuple):
    """What is counted.

    Attributes:
        speaking_s: Seconds that it takes to say, at `mockint.measure.text.WORDS_A_MINUTE`.
        guide_s: Seconds that the guide gives to the answer; 0 where there is none.
        own: How often the speaker names themself; `shared` how often a *we*.
        numbers: Numbers with a unit, as they stand there.
        changes: Places that tell a before and an after.
        hedges: Words that take back what they stand beside.
        copied: Share [0-1] of the words that stand in the question in the same order.
    """

    words: int
    speaking_s: int
    guide_s: int
    own: int
    shared: int
    numbers: tuple[str, ...]
    changes: tuple[str, ...]
    hedges: tuple[str, ...]
    copied: float


def structure_of(answer: str, question: str, guide_s: int = 0) -> Structure:
    """Count an answer.

    Args:
        answer: What was said or typed.
        question: The prompt; what is copied from it is told.
        guide_s: Seconds that the guide gives to the answer.
    """
    words = count_words(answer)
    return Structure(
        words=words,
        speaking_s=round(words / WORDS_A_MINUTE * 60),
        guide_s=guide_s,
        own=len(_OWN.findall(answer)),
        shared=len(_SHARED.findall(answer)),
        numbers=_quotes(_WITH_UNIT, answer),
        changes=_quotes(_CHANGE, answer),
        hedges=_quotes(_HEDGE, answer),
        copied=round(_copied(answer, question), 3),
    )


def measure_structure(answer: str, question: str, guide_s: int, *, item_id: ItemId, made: datetime) -> Measurement:
    """The counts as a measurement, from which no level follows."""
    found = structure_of(answer, question, guide_s)
    data = found._asdict()
    for name in ("numbers", "changes", "hedges"):
        data[name] = {"count": len(data[name]), "quotes": list(dict.fromkeys(data[name]))[:_MOST_QUOTES]}
    return Measurement(
        item_id=item_id, name=STRUCTURE, made=made, data=data, sentence=" ".join(structure_sentences(found))
    )


def structure_sentences(found: Structure) -> Iterator[str]:
    """The counts in words, one sentence each."""
    if found.guide_s:
        share = found.speaking_s / found.guide_s
        length = "short" if share < SHORT_SHARE else "long" if share > LONG_SHARE else "within the guide"
        yield f"About {_minutes(found.speaking_s)} when said aloud, the guide gives {_minutes(found.guide_s)}: {length}."
    yield f"I, me or my: {found.own}; we or our: {found.shared}."
    yield f"Numbers with a unit: {_some(found.numbers)}."
    yield f"Before and after: {_some(found.changes)}."
    yield f"Hedges: {_some(found.hedges)}."
    if found.copied >= 0.1:
        yield f"{found.copied:.0%} of the words stand so in the question."


def _quotes(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(" ".join(match[0].split()) for match in pattern.finditer(text))


def _some(found: tuple[str, ...]) -> str:
    if not found:
        return "none"
    shown = [f"'{quote}'" for quote in dict.fromkeys(found)][:_MOST_QUOTES]
    return f"{len(found)} ({', '.join(shown)})"


def _copied(answer: str, question: str) -> float:
    words, asked = ([word.casefold() for word in _WORD.findall(text)] for text in (answer, question))
    runs = {tuple(asked[at : at + _RUN]) for at in range(len(asked) - _RUN + 1)}
    taken: set[int] = set()
    for at in range(len(words) - _RUN + 1):
        if tuple(words[at : at + _RUN]) in runs:
            taken.update(range(at, at + _RUN))
    return len(taken) / len(words) if words else 0.0


def _minutes(seconds: int) -> str:
    return f"{seconds} s" if seconds < 60 else f"{seconds / 60:.1f} min".replace(".0 ", " ")
