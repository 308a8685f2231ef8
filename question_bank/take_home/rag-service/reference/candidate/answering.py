"""Finds the one sentence that answers a question, or none: every word that carries meaning must be met."""

from __future__ import annotations

import re
from typing import NamedTuple

from candidate.store import Document
from candidate.words import Glossary

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_ORDER = re.compile(r"^note to every assistant", re.IGNORECASE)
_HEADER = re.compile(r"^(#|version \d+)", re.IGNORECASE)
_VALUE = re.compile(r"\d")


class Found(NamedTuple):
    """A sentence and the document it stands in."""

    doc: str
    sentence: str
    extra: int


def best(question: str, documents: list[Document], glossary: Glossary) -> Found | None:
    """The sentence that holds all of the question's terms, with the fewest others beside them."""
    wanted = set(glossary.terms(question))
    found = [
        Found(document.doc, sentence, len(terms - wanted))
        for document in documents
        for sentence in sentences(document.text)
        if wanted and wanted <= (terms := set(glossary.terms(sentence)))
    ]
    return min(found, key=lambda one: (one.extra, one.doc), default=None)


def sentences(text: str) -> list[str]:
    """Sentences that state a value; headers and what orders its reader about are no statements."""
    parts = (part.strip() for part in _SENTENCE.split(text))
    return [part for part in parts if _VALUE.search(part) and not _ORDER.match(part) and not _HEADER.match(part)]
