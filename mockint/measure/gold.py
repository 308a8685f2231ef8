"""Compares a program's answer with a typed gold answer, without a model."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from mockint.domain.build import DateGold, EntityGold, Gold, NumberGold, SetGold, YesNoGold
from mockint.measure.gold_numbers import MOST_DIFFERENT, dates_in, is_number

_MOST_READ: Final = 5_000
_ID = re.compile(r"\b[A-Z]{2,6}-\d+\b")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_ARTICLES = frozenset({"a", "an", "the"})
_DENIED = re.compile(r"\b(?:not|never|former|formerly|previously|no longer|instead of|rather than|was until)$")
_FOUND = "\N{BULLET OPERATOR}"
_BREAK = re.compile(r"[,;\n]|\.(?:\s|$)")
_NEXT_ITEM = re.compile(r" , | and | or ")
_NO_ITEM = frozenset(
    [
        "as",
        "in",
        "on",
        "at",
        "by",
        "of",
        "for",
        "from",
        "to",
        "with",
        "according",
        "per",
        "see",
        "since",
        "because",
        "which",
        "that",
        "this",
        "these",
        "those",
        "there",
        "it",
        "they",
        "are",
        "is",
        "so",
        "also",
        "all",
        "both",
        "only",
        "none",
        "no",
        "not",
        "based",
        "source",
        "document",
        "documents",
    ]
)
_MOST_WORDS_OF_AN_ITEM = 6


def f1(gold: Gold, answer: str) -> float:
    """How right an answer is: 1 right, 0 wrong; between them only for a set, by F1 over its members.

    A text that names more than two different numbers of the unit, or days, is wrong whatever they are.
    """
    text = unicodedata.normalize("NFKC", answer[:_MOST_READ])
    match gold:
        case NumberGold():
            return float(is_number(gold, text))
        case DateGold():
            days = dates_in(text)
            return float(len(set(days)) <= MOST_DIFFERENT and any(gold.value in day for day in days))
        case EntityGold():
            words = _words(text)
            return float(_is_told(_places(gold, words), words))
        case SetGold():
            return _set_f1(gold, text)
        case YesNoGold():
            return float(_yes_or_no(text) is gold.value)
        case _:
            return 0.0


def in_words(gold: Gold) -> str:
    """The right answer, as it is shown beside the program's."""
    match gold:
        case NumberGold():
            number = f"{gold.value:,.0f}" if gold.value == int(gold.value) else f"{gold.value:,g}"
            return f"{number} {gold.unit}".strip()
        case DateGold():
            return gold.value.isoformat()
        case EntityGold():
            return gold.name
        case SetGold():
            return ", ".join(member.name for member in gold.members)
        case YesNoGold():
            return "yes" if gold.value else "no"
        case _:
            return "nothing: the program should abstain"


def _words(text: str) -> str:
    """Words in small letters between single spaces, without articles, marks and possessives."""
    text = re.sub(r"['\u2019](?:s\b)?", "", text.casefold())
    return " ".join(word for word in re.sub(r"[\W_]+", " ", text).split() if word not in _ARTICLES)


def _listed(text: str) -> str:
    """The words of a text with a comma wherever a list could go on to its next item."""
    return " , ".join(_words(piece) for piece in _BREAK.split(_ID.sub(" ", _ASIDE.sub(" ", text))))


def _places(gold: EntityGold, text: str) -> list[re.Match[str]]:
    """Where a name or an alias of it stands in words; the longest of them is looked for first."""
    aliases = {_words(alias) for alias in (gold.name, *gold.aliases)} - {""}
    ordered = sorted(aliases, key=lambda alias: (-len(alias), alias))
    patterns = [re.escape(alias).replace(r"\ ", "(?: , | )") for alias in ordered]
    return list(re.finditer(rf"(?<!\S)(?:{'|'.join(patterns)})(?!\S)", text)) if patterns else []


def _is_told(places: list[re.Match[str]], text: str) -> bool:
    """Whether one of the places does not say that it is not so."""
    return any(not _DENIED.search(text[: place.start()].rstrip(" ,")) for place in places)


def _set_f1(gold: SetGold, text: str) -> float:
    """F1 over the members; whatever else is listed beside them counts as wrong."""
    listed, hits = _listed(text), 0
    for member in sorted(gold.members, key=lambda one: (-len(one.name), one.name)):
        places = _places(member, listed)
        hits += _is_told(places, listed)
        for place in reversed(places):
            listed = f"{listed[: place.start()]}{_FOUND}{listed[place.end() :]}"
    if not hits:
        return 0.0
    extra = sum(_is_item(piece.split()) for piece in _NEXT_ITEM.split(listed))
    precision, recall = hits / (hits + extra), hits / len(gold.members)
    return 2 * precision * recall / (precision + recall)


def _is_item(words: list[str]) -> bool:
    """Whether a piece of a list looks like one more item, and not like a part of a sentence."""
    return 0 < len(words) <= _MOST_WORDS_OF_AN_ITEM and _FOUND not in words and words[0] not in _NO_ITEM


def _yes_or_no(text: str) -> bool | None:
    """What an answer says: its first word, else the only one of the two that occurs in it."""
    words = _words(text).split()
    said = [word == "yes" for word in words if word in {"yes", "no"}]
    if words and words[0] in {"yes", "no"}:
        return said[0]
    return said[0] if len(set(said)) == 1 else None
