"""Words as they are compared: small letters, without endings, without those that carry no meaning."""

from __future__ import annotations

import re

_SMALL_WORDS = """
    a able about after all allowed am an and any are as at be been before being but by called can could date day did do does for from get gets give
    given had has have held her him his hold holds how i if in into is it its just keep kept let lets many may me might
    more most much must my no not of off on once one only or other our possible out over own put set shall she should so some such
    than that the their them then there these they this those time to too under until up upon us was we were what when where
    which while who whom whose why will with within would you your"""
_EMPTY = frozenset(_SMALL_WORDS.split())
_ENDINGS = ("ations", "ation", "ings", "ing", "ied", "ies", "ed", "es", "s")
_SHORTEST_STEM = 3


def stem(word: str) -> str:
    """A word without its ending: rough, and the same for all of a word's forms that matter here."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM and not word.endswith("ss"):
            word = word.removesuffix(ending)
            break
    if len(word) > _SHORTEST_STEM:
        word = word.rstrip("ey")
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2]:
        word = word[:-1]
    return word


def is_small(word: str) -> bool:
    """Whether a word carries no meaning of its own."""
    return word.lower() in _EMPTY


def raw_words(text: str) -> list[str]:
    """The words of a text in small letters."""
    return re.findall(r"[a-z0-9]+", text.lower().replace("'s", ""))


def stems(text: str) -> list[str]:
    """The words of a text that carry meaning, as stems, in order."""
    return [stem(word) for word in raw_words(text) if word not in _EMPTY]
