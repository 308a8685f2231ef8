"""Reads a value out of a sentence: a number with its unit, a day, a name, yes or no."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from candidate.asked import Asked, days_in, without_days
from candidate.wording import is_small, raw_words, stem

TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year"})
LENGTHS = frozenset({"attempt", "time", "try", "character"})
"""Units that 'how long' and 'how often' may ask for beside those of time."""
MONEY = frozenset({"eur", "euro", "usd", "dollar", "gbp", "pound", "cent"})
_OF_DAYS = frozenset({"date", "day", "deadline", "end", "last", "until", "calendar", "cut"})
SHORT = {"kb": "kilobytes", "mb": "megabytes", "gb": "gigabytes", "tb": "terabytes"}
_NUMBER = re.compile(r"(?<![\w.-])(\d{1,3}(?:[,\u202f ]\d{3})+|\d+(?:\.\d+)?)\s?(%|[A-Za-z]+(?: per [a-z]+)?)")
_DENIED = re.compile(r"\b(?:not|no|never|cannot|neither|nor)\b|n't\b", re.IGNORECASE)
_NAME = re.compile(r"\b[A-Z][\w'-]*(?: [A-Z][\w'-]*)*")

ValueKind = Literal["number", "date", "name", "yes_no"]


class Found(NamedTuple):
    """A value as it stands in a procedure.

    Attributes:
        unit: In small letters and the singular, as far as that is cut off; empty for other kinds than numbers.
    """

    kind: ValueKind
    text: str
    unit: str = ""
    amount: float = 0.0


def numbers_in(sentence: str) -> list[Found]:
    """Numbers that have a unit, without those that belong to dates."""
    found = []
    for match in _NUMBER.finditer(without_days(sentence)):
        number, unit = match.groups()
        amount = float(re.sub(r"[,\u202f ]", "", number))
        found.append(Found("number", f"{number} {unit}", singular(unit.split()[0]), amount))
    return found


def dates_in(sentence: str) -> list[Found]:
    """Days, as ISO dates."""
    return [Found("date", day.isoformat()) for day in days_in(sentence)]


def names_in(sentence: str, ordinary: frozenset[str], asked: Asked) -> list[Found]:
    """Names that the question does not hold; a word that the corpus also writes small is none.

    A name of several words is kept whole, so that one of them may be an ordinary word; only a sentence's small first
    word is cut off. A sentence's single first word counts only where nothing else is written large.
    """
    known = ordinary | set(raw_words(asked.text))
    found = []
    for match in _NAME.finditer(sentence):
        parts = match[0].split()
        if match.start() == 0 and is_small(parts[0]):
            parts = parts[1:]
        if any(part.lower() not in known for part in parts):
            found.append((match.start(), Found("name", " ".join(parts))))
    later = [name for start, name in found if start or " " in name.text]
    return later or [name for _, name in found]


def small_words(sentences: Iterable[str]) -> frozenset[str]:
    """Words that are written in small letters somewhere."""
    return frozenset(word for sentence in sentences for word in re.findall(r"\b[a-z][a-z'-]*", sentence))


def large_words(sentences: Iterable[str]) -> frozenset[str]:
    """Words that are written large somewhere but at the start, in small letters."""
    return frozenset(word.lower() for sentence in sentences for word in re.findall(r"(?<=\s)[A-Z][\w'-]*", sentence))


def denies(sentence: str) -> bool:
    """Whether a sentence says that something is not so."""
    return bool(_DENIED.search(sentence))


def singular(unit: str) -> str:
    """A unit without its plural ending."""
    return unit.lower().removesuffix("s") if len(unit) > 2 else unit.lower()


def fits(found: Found, asked: Asked) -> bool:
    """Whether a value is of the kind that a question asks for; a plain 'what' or 'which' takes any but yes and no."""
    match asked.kind:
        case "any":
            return found.kind in {"number", "name"} or (
                found.kind == "date" and bool(_OF_DAYS & set(raw_words(asked.core)))
            )
        case "money":
            return found.unit in MONEY
        case "several":
            return False
        case "count":
            return found.kind == "number" and _counts(found, asked)
        case "size":
            return found.kind == "number" and found.unit not in TIMES
        case "time":
            return found.kind == "date" or found.unit in TIMES | LENGTHS
        case "person" | "place":
            return found.kind == "name"
        case wanted:
            return found.kind == wanted


def _counts(found: Found, asked: Asked) -> bool:
    """What is counted is the unit, in full or shortened ('how many gigabytes')."""
    unit = stem(SHORT.get(found.unit, found.unit))
    return unit in {stem(word) for word in asked.counted}


def one_of(values: Iterable[Found]) -> Found | None:
    """The value if there is only one, however often it is said."""
    told = {(value.kind, value.text): value for value in values}
    return next(iter(told.values())) if len(told) == 1 else None
