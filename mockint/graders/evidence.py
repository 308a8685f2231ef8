"""Whether a quote stands in the candidate's material, and what a level without one is worth."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from mockint.domain.judgement import Evidence, Judged
from mockint.graders.text import plain, words

Found = Literal["verified", "moved", "unverified"]

CAP = 2
"""The highest level that nothing quoted can carry."""
LEAST_WORDS = 3
LEAST_CHARACTERS = 12

CAPPED = "The level is held at 2: no quote that stands in the answer and no measured fact carries a higher one."

_MARKUP = re.compile(r"^[ \t]*(?:[-*+\u2022]|\d{1,2}[.)]|#{1,6}|>)[ \t]+|[*`'\"]+", re.MULTILINE)
_SPACE = re.compile(r"\s+")
_ELLIPSIS = re.compile(r"\s*[\[(]?\.{3,}[\])]?\s*")


class Material(NamedTuple):
    """The candidate's text, folded once so that many quotes can be looked up."""

    text: str
    folded: str

    @classmethod
    def of(cls, text: str) -> Material:
        """The material for a text."""
        return cls(text, _fold(text))


def check_quote(quote: str, material: Material | str) -> Found:
    """Look a quote up.

    Args:
        quote: As the grader gave it; ``...`` may stand for what it left out.
        material: All of the candidate's text; as `Material` if many quotes are looked up in it.

    Returns:
        ``verified`` if it stands there letter by letter, ``moved`` if it does with white space, case, quotation marks,
        dashes, list marks and emphasis folded or with parts left out (each long enough to say something, and in order),
        else ``unverified``. A very short quote may be found; `is_enough` tells whether it carries a level.
    """
    if isinstance(material, str):
        material = Material.of(material)
    exact = quote.strip()
    if not words(exact):
        return "unverified"
    if exact in material.text:
        return "verified"
    folded = _fold(exact).strip(" .,;:")
    if not folded:
        return "unverified"
    if folded in material.folded:
        return "moved"
    parts = [part for part in (piece.strip(" .,;:") for piece in _ELLIPSIS.split(folded)) if part]
    if len(parts) < 2 or not all(is_enough(part) for part in parts):
        return "unverified"
    at = 0
    for part in parts:
        at = material.folded.find(part, at)
        if at < 0:
            return "unverified"
        at += len(part)
    return "moved"


def is_enough(quote: str) -> bool:
    """Whether a quote is long enough to carry a level; two words or a few characters stand in nearly any answer."""
    return len(words(quote)) >= LEAST_WORDS and len(quote.strip()) >= LEAST_CHARACTERS


def checked(quotes: Iterable[str], material: Material | str, facts: Iterable[str] = ()) -> tuple[Evidence, ...]:
    """Each quote with what became of it; one that is a measured fact, word by word, counts as such."""
    if isinstance(material, str):
        material = Material.of(material)
    known = {_fold(fact).strip(" .") for fact in facts}
    return tuple(
        Evidence(quote=quote, verified="fact" if _fold(quote).strip(" .") in known else check_quote(quote, material))
        for quote in quotes
    )


def capped(judged: Judged, not_from: str = "") -> Judged:
    """The judgement, held at level 2 and saying so if nothing found carries more.

    Args:
        judged: Its evidence was looked up with `checked`.
        not_from: The question's own text; a quote that stands in it is not the candidate's evidence.
    """
    question = Material.of(not_from)
    if judged.level <= CAP or any(_carries(evidence, question) for evidence in judged.evidence):
        return judged
    return judged.model_copy(
        update={
            "level": CAP,
            "low": None if judged.low is None else min(judged.low, CAP),
            "high": None if judged.high is None else min(judged.high, CAP),
            "missing": f"{CAPPED} {judged.missing}".strip(),
            "confidence": "low",
        }
    )


def _carries(evidence: Evidence, question: Material) -> bool:
    if evidence.verified == "fact":
        return True
    if evidence.verified == "unverified" or not is_enough(evidence.quote):
        return False
    return check_quote(evidence.quote, question) == "unverified"


def _fold(text: str) -> str:
    return _SPACE.sub(" ", _MARKUP.sub("", plain(text))).strip()
