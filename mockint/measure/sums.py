"""Finds sums in running text that do not come out: ``200 users * 5 = 1k`` is right, ``200 users * 5 = 2k`` is not."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from mockint.domain.estimate import work_out

TOLERANCE: Final = 0.15
"""Share by which a result may be off: whoever works in their head rounds."""
_EQUALS: Final = re.compile(r"(?:=|\u2248|~=|=~)")
_BREAK: Final = re.compile(r"[:;!?|]|[.,](?=\s|$)|\s(?:so|that is|which is|i\.e\.|and)\s|\s->\s", re.IGNORECASE)
_TIMES: Final = re.compile(r"(?<=[\w)%])\s*[x\u00d7\u00b7]\s*(?=[\d$(])")
_SIGN: Final = re.compile(r"[*/+-]")
_DIGIT: Final = re.compile(r"\d")
_SKIPPED: Final = re.compile(r"[*/+-]|\b(?:cents?|ct|euros?|EUR|USD|dollars?)\b", re.IGNORECASE)
"""In a result: another sum, or money in words, whose price was often written without a unit."""
_PLAIN: Final = (0, 0, 0)
_SCALES: Final = frozenset({"k", "K", "M", "bn"})
_LIST_MARK: Final = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_ABOUT: Final = re.compile(r"^\s*(?:about|roughly|some|nearly|circa|ca\.?|~)\s*", re.IGNORECASE)
_PER: Final = re.compile(r"\b(?:a|per|each)\s+(?=(?:second|minute|hour|day|week|month|year|s|min|h)\b)", re.IGNORECASE)


class _Amount(NamedTuple):
    value: float
    powers: tuple[int, int, int]
    shown: str


class WrongSum(NamedTuple):
    """A sum whose result is not what stands behind it.

    Attributes:
        said: The sum as it stands there, with its result.
        comes_to: What it comes to.
        line: Number of its line, from 1.
    """

    said: str
    comes_to: str
    line: int


def wrong_sums(text: str) -> Iterator[WrongSum]:
    """Every sum that can be worked out and is off by more than `TOLERANCE`; what is not understood is left alone.

    Of plain numbers a power of ten between sum and result is let be; with a unit on both sides it is told.
    """
    for number, line in enumerate(text.splitlines(), start=1):
        parts = _EQUALS.split(_LIST_MARK.sub("", line))
        for left, right in itertools.pairwise(parts):
            found = _compare(_BREAK.split(left)[-1], _BREAK.split(right)[0])
            if found is not None:
                said, comes_to = found
                yield WrongSum(said, comes_to, number)


def _compare(left: str, right: str) -> tuple[str, str] | None:
    left, right = left.strip(), right.strip()
    asked, told = _worked(left), _worked(_ABOUT.sub("", right))
    if (
        asked is None
        or told is None
        or not _is_plain(left)
        or _SKIPPED.search(right)
        or asked.powers != told.powers
        or asked.powers[2] < 0
    ):
        return None  # a rate may be meant for a day where it stands for a second
    is_right = _alike(asked.value, told.value)
    if not is_right and asked.powers == _PLAIN:
        is_right = _differs_by_scale(asked.value, told.value)
    return None if is_right else (f"{left} = {right}", asked.shown)


def _alike(one: float, other: float) -> bool:
    return abs(one - other) <= TOLERANCE * max(abs(one), abs(other))


def _differs_by_scale(one: float, other: float) -> bool:
    """Whether only a power of ten is between them: cents told as euros, or a price a million, are written without a unit."""
    if one * other <= 0:
        return False
    between = math.log10(one / other)
    return _alike(one, other * 10 ** round(between))


def _is_plain(text: str) -> bool:
    """Whether it is a sum of numbers, none of them behind a name."""
    terms = _SIGN.split(_TIMES.sub("*", text))
    return len(terms) > 1 and all(_DIGIT.search(term) or term.strip() in _SCALES for term in terms)


def _worked(text: str) -> _Amount | None:
    found = work_out(_TIMES.sub(" * ", _PER.sub("/ ", text)))
    value = found[0].value if len(found) == 1 else None
    return None if value is None else _Amount(value, found[0].powers, found[0].shown)
