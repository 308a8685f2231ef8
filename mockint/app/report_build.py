"""What a report says of a live build: the parts of its score, its categories, and the cases that went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mockint.app.build_words import CATEGORIES, CAUSES, PARTS, named
from mockint.app.round_types import type_of
from mockint.domain.question import Question

MOST_CASES: Final = 30


def build_view(measured: Mapping[str, Any]) -> dict[str, Any] | None:
    """The rows of the report's tables; None where no build was measured."""
    if not measured.get("parts"):
        return None
    missed = [case for case in measured.get("cases", ()) if case["cause"]]
    return {
        "summary": measured.get("summary", ""),
        "parts": [
            {"name": named(PARTS, name), "points": f"{part['points']:.1f}", "of": part["of"]}
            for name, part in measured["parts"].items()
        ],
        "categories": [
            {"name": named(CATEGORIES, name), **{key: found[key] for key in ("n", "right", "wrong", "abstained")}}
            for name, found in measured.get("categories", {}).items()
        ],
        "cases": [
            {
                "question": case["question"],
                "gold": case["gold"],
                "answer": "(abstained)" if case["answer"] is None else case["answer"],
                "cause": named(CAUSES, case["cause"]),
            }
            for case in missed[:MOST_CASES]
        ],
        "more_cases": max(0, len(missed) - MOST_CASES),
    }


def build_documents(documents: Mapping[str, str], question: Question) -> dict[str, str]:
    """Of the candidate's files those in words, and those that are not as they were given; elsewhere all documents."""
    rules = type_of(question)
    given = rules.initial_documents(question) if rules.takes_files else {}
    words = rules.submitted_documents
    return {name: text for name, text in documents.items() if name in words or text != given.get(name)}
