"""The stand-in: reads the passages of a prompt and repeats the sentence or row that fits the question best.

It is deterministic, costs nothing and sees the request alone. It is about as careful as a small model: it cannot tell
versions apart, adds nothing up, and does what a passage orders unless the prompt warns of that.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from typing import Final, NamedTuple

from mockint.gateway.passages import find_passages, find_question
from mockint.gateway.reading import Kind, Unit, denies, kind_of, units_of, values_in
from mockint.gateway.words import content

NOT_FOUND: Final = "This is not in the documents."
MOST_TOKENS: Final = 50_000
"""The longest prompt that it reads."""
_ORDER = re.compile(
    r"\b(?:ignore|disregard|overrule|void)\b|\b(?:language models?|automatic readers?|answering tools?|programs? that reads?|"
    r"chatbots?|assistants? (?:must|should|shall))\b|^\W*(?:system|assistant)\b\s*:|\b(?:answer|reply|respond) (?:with|only)\b",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    r"\b(?:(?:right|correct|only) answer is|answer|reply|respond|report|state|say|treat|give|write)(?:\s+(?:with|that|only))*"
    r"\s+(?P<said>[^\s,.;:\"'][^,;\"\n]*?|[\"'][^\"'\n]+[\"'])"
    r"(?=\s+(?:and (?:nothing|do not|don't|ignore)|from now on|as the|to (?:every|any|all)|instead|only)\b|[,;]|[.!]?\s*$)",
    re.IGNORECASE,
)
_WARNED = re.compile(
    r"\b(?:do not|don't|never|not) (?:follow|obey|act on|carry out|execute)\b|\bfollow nothing\b|\buntrusted\b"
    r"|\bignore (?:any|all|every|the)?\s*(?:instructions?|orders?|commands?)\b|\b(?:is|are|as) (?:only )?(?:data|material)\b",
    re.IGNORECASE,
)
_BRIEF = re.compile(
    r"\b(?:value|number|name|date|fact|amount) (?:alone|only)\b|\b(?:only|just) (?:the|its|a) (?:\w+ )?(?:value|number|name|date|fact|amount)\b",
    re.IGNORECASE,
)
_WORD_FOR_NOTHING = re.compile(
    r"\b(?:say|reply|answer|respond|return|write|output)(?:\s+(?:with|only|exactly|just|the word))*\s+"
    r"(?:[\"'`“](?P<quoted>[^\"'`”\n]{2,60})[\"'`”]|(?P<bare>[A-Z][A-Z_ ]{2,30}[A-Z]\b|null\b|none\b|unknown\b))"
)
_COMMAND = re.compile(
    r"^(?:answer|use|reply|give|return|if|you are|you're|cite|read|only|respond|do not|don't|never)\b", re.IGNORECASE
)
_LEAST, _LEAST_ALONE = 0.3, 0.05
_ALONE = 2
"""Passages up to which it is taken for granted that the answer is among them."""
_OBEYS_WARNED = 26
"""In 256: how often a warning does not help."""


class Found(NamedTuple):
    """What the stand-in has to say.

    Attributes:
        text: The sentence or row; how nothing is told where there is nothing.
        value: The value alone, where one is asked for.
        id: What the passage is cited as; empty where it has no name.
        is_found: Whether there is an answer.
        sentence: As it stands in the passage.
    """

    text: str
    value: str
    id: str
    is_found: bool
    sentence: str = ""
    kind: Kind = "any"
    question: str = ""

    def plain(self) -> str:
        """The answer as free text."""
        return f"{self.text} [{self.id}]" if self.id and self.is_found and self.text != self.value else self.text


class _Scored(NamedTuple):
    score: float
    unit: Unit


def read(texts: list[str], own: list[str]) -> Found:
    """Answer a prompt.

    Args:
        texts: All texts of the request in order, tools left out.
        own: The user's, among which the question is.
    """
    question = find_question(own)
    passages = find_passages(texts, question)
    around = "\n".join(texts)
    for passage in passages:
        around = around.replace(passage.text, "\n")
    units = [unit for place, passage in enumerate(passages) for unit in units_of(place, passage)]
    orders = [unit for unit in units if _ORDER.search(unit.said) and unit.said not in question]
    honest = [unit for unit in units if unit not in orders and unit.said != question and not _is_command(unit)]
    kind = kind_of(question)
    best = _best(question, kind, honest)
    ordered = _obeyed(orders, best, around, "\n".join(texts))
    if ordered:
        return Found(ordered[0], ordered[0], ordered[1].id, is_found=True, sentence=ordered[1].said, kind=kind)
    count = len({unit.place for unit in honest})
    if best is None or best.score < (_LEAST_ALONE if count <= _ALONE else _LEAST):
        told = _WORD_FOR_NOTHING.search(around)
        nothing = (told["quoted"] or told["bare"]) if told else NOT_FOUND
        return Found(nothing, nothing, "", is_found=False, kind=kind, question=question)
    return _said(best.unit, kind, question, brief=bool(_BRIEF.search(around)))


def _said(unit: Unit, kind: Kind, question: str, *, brief: bool) -> Found:
    if kind == "yes_no":
        value = "No" if denies(unit.said) != denies(question) else "Yes"
        text = value if brief else f"{value}. {unit.said}"
    else:
        body = unit.said.removeprefix(f"{unit.variant}: ") if unit.variant else unit.said
        asked = content(question)
        values = [one for one in values_in(body, kind) if not set(content(one)) <= set(asked)]
        value = values[0] if values else body
        text = value if brief else unit.said
    return Found(text, value, unit.id, is_found=True, sentence=unit.said, kind=kind, question=question)


def _best(question: str, kind: Kind, units: list[Unit]) -> _Scored | None:
    """The unit that fits best; of equal ones the first."""
    asked = set(content(question))
    stems = [set(content(unit.said)) for unit in units]
    spread = Counter(one for some in stems for one in some)
    weights = {one: math.log(1 + (len(units) + 1) / (spread[one] + 0.5)) for one in asked}
    whole = math.fsum(weights.values()) or 1.0
    named = {(unit.place, unit.variant) for unit in units if unit.variant and _names(question, unit.variant)}
    places = {place for place, _ in named}
    best: _Scored | None = None
    for unit, own in zip(units, stems, strict=True):
        if unit.place in places and unit.variant and (unit.place, unit.variant) not in named:
            continue  # another row of the table
        title = set(content(unit.title))
        fits = math.fsum(weights[one] for one in sorted(asked & own))
        fits += 0.4 * math.fsum(weights[one] for one in sorted((asked & title) - own))
        score = fits / whole + 0.12 * len(title & own) / (len(title) or 1) - 0.004 * unit.place
        if kind != "yes_no":
            score += 0.3 if values_in(unit.said, kind) else -0.15
        if unit.variant:
            score += 0.5 if (unit.place, unit.variant) in named else -0.1
        if best is None or score > best.score:
            best = _Scored(score, unit)
    return best


def _names(question: str, variant: str) -> bool:
    return bool(re.search(rf"\b{re.escape(variant.strip())}\b", question, re.IGNORECASE))


def _is_command(unit: Unit) -> bool:
    """Whether it tells the model what to do, outside of any named passage."""
    return not unit.id and not unit.title and bool(_COMMAND.match(unit.said))


def _obeyed(orders: list[Unit], best: _Scored | None, around: str, request: str) -> tuple[str, Unit] | None:
    """What a passage orders to be said, if the stand-in falls for it."""
    if not orders:
        return None
    if _WARNED.search(around) and hashlib.sha256(request.encode("utf-8", "surrogatepass")).digest()[0] >= _OBEYS_WARNED:
        return None
    for unit in orders:
        near = best is None or unit.place in {best.unit.place, 0}
        told = _ORDERED.search(unit.said)
        if near and told:
            return told["said"].strip("\"' ."), unit
    return None
