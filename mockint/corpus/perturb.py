"""Asks the same in another hand: typing mistakes, other case, missing marks, and words around it that mean nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from mockint.corpus.draw import Draw
from mockint.domain.build import BuildQuestion

CATEGORIES: Final = frozenset({"superseded", "table", "paraphrase"})
_LONG = re.compile(r"[A-Za-z]{6,}")
_AROUND: Final = (
    "Quick one before my meeting: {text}",
    "{text} Thanks a lot!",
    "Sorry if this was asked before. {text}",
    "Could you help me out? {text}",
)


def perturb(question: BuildQuestion, draw: Draw) -> BuildQuestion:
    """The question in another hand, with the same answer."""
    how, change = draw.pick(_CHANGES, "how")
    text = change(question.text, draw)
    if text == question.text:  # a question of short words takes no typing mistake
        how, text = "shouted", _shouted(text, draw)
    return question.model_copy(update={"id": f"{question.id}-{how}", "text": text})


def _typos(text: str, draw: Draw) -> str:
    """Two letters of two long words change places; the first letter stays."""
    words = [match for match in _LONG.finditer(text) if match.group().islower()]
    for match in draw.order(words, "words")[:2]:
        at = match.start() + 1 + draw.number(len(match.group()) - 2, match.start())
        text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text


def _shouted(text: str, _: Draw) -> str:
    return text.upper()


def _hasty(text: str, _: Draw) -> str:
    return re.sub(r"[?.,]", "", text).lower()


def _polite(text: str, draw: Draw) -> str:
    return draw.pick(_AROUND, "around").format(text=text)


_CHANGES: Final[tuple[tuple[str, Callable[[str, Draw], str]], ...]] = (
    ("typos", _typos),
    ("shouted", _shouted),
    ("hasty", _hasty),
    ("polite", _polite),
)
