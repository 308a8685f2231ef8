"""What a question wants: a kind of value, and the day it is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

Kind = Literal["any", "count", "money", "several", "size", "time", "date", "name", "person", "place", "yes_no"]

_MONTH_NAMES = "january february march april may june july august september october november december"
MONTHS = tuple(_MONTH_NAMES.split())
_MONTH = "|".join(MONTHS) + "|" + "|".join(f"{month[:3]}\\b" for month in MONTHS)
_DAYS = (
    re.compile(r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})\b"),
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH}),? (?P<year>\d{{4}})\b", re.IGNORECASE
    ),
    re.compile(rf"\b(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b", re.IGNORECASE),
)
_SIDE = r"(?:\b(?:as of|as at|as it stood on|back on|on|in force on|at|for|by)\s+)?"
_CLAUSE_END = re.compile(r"(?<=[.?!])\s+|(?<=:)\s+(?=[A-Z])")
_YES_NO = re.compile(
    r"(?:^|, )(?:is|are|was|were|do|does|did|can|could|may|might|will|would|has|have|had|must|should)\b"
)


class Asked(NamedTuple):
    """A question, read.

    Attributes:
        text: Without the day it is asked for.
        core: The clause of it that speaks the corpus's language: without a greeting, an excuse, a limitation.
        day: None asks for today.
        kind: What the answer must be.
        counted: The words after 'how many', in small letters: one of them is the unit.
    """

    text: str
    core: str
    day: date | None
    kind: Kind
    counted: tuple[str, ...]


def read_question(question: str, familiar: Callable[[str], float]) -> Asked:
    """Take the day out of a question, find its core, and tell from that what it wants.

    Args:
        question: As it came.
        familiar: How much of a text the corpus knows.
    """
    day = next(iter(days_in(question)), None)
    text = question if day is None else without_days(question)
    clauses = _CLAUSE_END.split(text)
    core = max([clause for clause in clauses if clause.endswith("?")] or clauses, key=familiar)
    words = " ".join(re.findall(r"[a-z0-9'-]+,?", core.lower()))
    many = re.search(r"\bhow many ((?:\w+ ?){1,4})", words)
    return Asked(text, core, day, _kind(words), tuple(many[1].split()) if many else ())


def days_in(text: str) -> list[date]:
    """Every day that a text names, written as an ISO date or in words."""
    found = []
    for pattern in _DAYS:
        for match in pattern.finditer(text):
            told = match.groupdict()
            month = int(told["number"]) if "number" in told else _month(told["month"])
            try:
                found.append(date(int(told["year"]), month, int(told["day"])))
            except ValueError:
                continue
    return found


def _month(name: str) -> int:
    return next(place for place, month in enumerate(MONTHS, 1) if month[:3] == name.lower()[:3])


def without_days(text: str) -> str:
    """A text without the days that it names, and without the small words that lead to them."""
    for pattern in _DAYS:
        text = re.sub(_SIDE + pattern.pattern, " ", text, flags=re.IGNORECASE)
    return re.sub(r"\s+([,:?.])", r"\1", text).strip(" ,:")


def _kind(words: str) -> Kind:
    """The first of these that stands in the question; most questions of 'which' and 'what' stay open."""
    if _YES_NO.search(words):
        return "yes_no"
    for start, kind in _STARTS:
        if re.search(start, words):
            return kind
    return "any"


_STARTS: tuple[tuple[str, Kind], ...] = (
    (r"\bhow many\b", "count"),
    (r"\bhow (?:long|soon|often|early|late|far|frequently|quickly|fast|much (?:time|longer|later))\b", "time"),
    (r"\b(?:the|what|longest|shortest|how much) time\b", "time"),
    (r"\b(?:what|how much) (?:do|does|did|will|would|must)\b.*\b(?:cost|pay)\b", "money"),
    (
        r"\bhow much (?:do|does|did|is|are)\b.*\b(?:charged?|paid)\b|\b(?:what|which) (?:is |are )?(?:the )?(?:costs?|price|fee)\b",
        "money",
    ),
    (
        r"^(?:which|what) (?:\w+ )?(?!is |was |does |has |as )\w+[^s\W]s (?:do|does|are|can|may|have|will|still)\b",
        "several",
    ),
    (r"\bhow (?:large|big|heavy)\b|\bhow much (?:data|space|memory|storage|room)\b|\b(?:what|which) size\b", "size"),
    (r"\bdeadline\b", "time"),
    (r"\b(?:which|what) (?:calendar )?(?:day|date)\b|\b(?:date|last day)\b", "date"),
    (r"\bwhen\b", "time"),
    (r"\bwhere\b.*\bfrom\b|\bname of\b", "name"),
    (r"\b(?:who|whom|whose)\b", "person"),
    (r"\bwhere\b", "place"),
)
