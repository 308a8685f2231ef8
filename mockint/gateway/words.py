"""Words as the stand-in and its embeddings compare them: small, without endings, without those that say nothing."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "s", "e", "y")
_SHORTEST = 3
_COMMON = """
a about after all also am an and any are as at be been before being between both but by can could did do does doing
down during each few for from further had has have having he her here him his how i if in into is it its just me
more most my no nor not now of off on once one only or other our out over own same she should so some such than
that the their them then there these they this those through to too under until up us very was we were what when
where which while who whom whose why will with would you your shall may might must get gets
"""
COMMON = frozenset(_COMMON.split())
"""Words that every text holds."""


def words(text: str) -> list[str]:
    """The words of a text in small letters, in order."""
    return _WORD.findall(text.lower().replace("\u2019", "'"))


def stem(word: str) -> str:
    """A word without its ending, roughly."""
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST and not word.isdigit():
            return word[: -len(ending)]
    return word


def content(text: str) -> list[str]:
    """Stems of the words that say something, in order."""
    return [stem(word) for word in words(text) if word not in COMMON]
