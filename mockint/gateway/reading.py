"""Cuts passages into sentences and rows of tables, and finds values in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from mockint.gateway.passages import Passage

Kind = Literal["number", "date", "name", "yes_no", "any"]
"""What a question asks for."""

_END = re.compile(r"(?<=[.!?])\s+(?=[\"'(\[]?[A-Z0-9])")
_RULE = re.compile(r"^[\s:|-]+$")
_LIST = re.compile(r"^\s*(?:[-*+•]|\d+[.)])\s+")
_ABOUT = re.compile(r"^\W*(?:document|id|version|status|owner|source)\s*:", re.IGNORECASE)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"\b(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS}) \d{{4}}|(?:{_MONTHS}) \d{{1,2}},? \d{{4}})\b"
)
_NUMBER = re.compile(
    r"(?:[€$£]\s?)?(?<![\w.-])\d{1,3}(?:[,\u202f ]\d{3})+(?:\.\d+)?(?:\s?(?:%|[A-Za-z]+(?: (?:per|a|an) [a-z]+)?))?"
    r"|(?:[€$£]\s?)?(?<![\w.-])\d+(?:\.\d+)?(?:\s?(?:%|[A-Za-z]+(?: (?:per|a|an) [a-z]+)?))?"
)
_NAME = re.compile(r"(?<=[a-z,:] )[A-Z][\w'-]*(?: [A-Z][\w'-]*)*")
_FIRST_NAME = re.compile(r"^[A-Z][\w'-]*(?: [A-Z][\w'-]*)+")
_ASKS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "number",
        re.compile(
            r"\bhow (?:many|much|long|often|big|large|far|old|high|soon|fast|quick|quickly|late|deep|hard|delayed)\b",
            re.IGNORECASE,
        ),
    ),
    ("date", re.compile(r"\bwhen\b|\b(?:what|which) (?:day|date)\b|\b(?:date|deadline|calendar)\b", re.IGNORECASE)),
    ("name", re.compile(r"\bwho\b|\bwhose\b|\bwhom\b", re.IGNORECASE)),
    (
        "number",
        re.compile(
            r"\b(?:rate|limit|cost|price|fee|cap|maximum|minimum|amount|budget|percentage|share|number|size|length|period|"
            r"interval|age|allowance|retention|window)\b|\b(?:above|below|after|up to|within|from) what\b",
            re.IGNORECASE,
        ),
    ),
)
_YES_NO = re.compile(
    r"^(?:(?:for|in|as of|looking|going|on)\b[^?]*?[:,] )?(?:is|are|was|were|does|do|did|can|could|may|must|will|would|has|have|should)\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b(?:second|minute|hour|day|week|month|quarter|year)s?\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|no|never|cannot|neither|nor)\b|n't\b", re.IGNORECASE)


class Unit(NamedTuple):
    """What can be said as an answer: a sentence, or a row of a table.

    Attributes:
        place: Of its passage among all.
        said: As it is answered.
        title: Of its passage.
        variant: The first cell of a row; empty for a sentence.
    """

    place: int
    id: str
    said: str
    title: str
    variant: str = ""


def units_of(place: int, passage: Passage) -> Iterator[Unit]:
    """The sentences and rows of a passage."""
    title, paragraph, table = "", list[str](), list[str]()
    for line in [*passage.text.splitlines(), ""]:
        bare = line.strip().lstrip(">").strip()
        if bare.startswith("|") and bare.count("|") > 1:
            table.append(bare)
            continue
        yield from _rows(place, passage.id, title, table)
        table.clear()
        heading = bare.startswith("#")
        if not bare or heading or _LIST.match(line) or _ABOUT.match(bare):
            yield from _sentences(place, passage.id, title, paragraph)
            paragraph.clear()
        if heading:
            title = title or bare.strip("# ")
        elif bare and not (_ABOUT.match(bare) and ("|" in bare or len(bare) < 60)):
            paragraph.append(_LIST.sub("", bare))


def _sentences(place: int, name: str, title: str, paragraph: list[str]) -> Iterator[Unit]:
    for sentence in _END.split(" ".join(paragraph)):
        if sentence.strip():
            yield Unit(place, name, sentence.strip(), title)


def _rows(place: int, name: str, title: str, table: list[str]) -> Iterator[Unit]:
    told = [[cell.strip() for cell in line.strip("|").split("|")] for line in table if not _RULE.match(line)]
    ruled = any(_RULE.match(line) for line in table)
    heads = told[0] if ruled and told else []
    for cells in told[1:] if ruled else told:
        rest = [
            cell if len(cells) < 3 or at >= len(heads) else f"{heads[at]} {cell}" for at, cell in enumerate(cells) if at
        ]
        yield Unit(place, name, f"{cells[0]}: {', '.join(rest)}" if rest else cells[0], title, cells[0])


def kind_of(question: str) -> Kind:
    """What a question asks for, by its words."""
    if _YES_NO.search(question):
        return "yes_no"
    return next((kind for kind, pattern in _ASKS if pattern.search(question)), "any")


def values_in(said: str, kind: Kind) -> list[str]:
    """Values of a kind, as they are written."""
    dates = _DATE.findall(said)
    if kind == "date":  # 'until when' is also answered by how long
        return dates or [one for one in values_in(said, "number") if _TIME.search(one)]
    if kind == "number":
        return [match.strip() for match in _NUMBER.findall(_DATE.sub(" ", said))]
    if kind == "name":
        return _NAME.findall(said) + _FIRST_NAME.findall(said)
    if kind == "any":
        return dates or values_in(said, "number") or values_in(said, "name")
    return []


def denies(said: str) -> bool:
    """Whether a sentence says that something is not so."""
    return bool(_DENIED.search(said))
