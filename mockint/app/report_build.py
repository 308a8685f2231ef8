"""What a report says of a live build: the parts of its score, its categories, and the cases that went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mockint.domain.question import Question
from mockint.rounds.live_build import PARTS

CAUSE_WORDS: Final[Mapping[str, str]] = {
    "contract": "no reply in the form",
    "should_have_abstained": "should have abstained",
    "wrong_version": "wrong version",
    "missed": "not retrieved",
    "not_extracted": "retrieved, not extracted",
    "not_cited": "right, not cited",
}
PART_WORDS: Final[Mapping[str, str]] = {
    "answers": "Answers",
    "citations": "Citations",
    "retrieval": "Retrieval",
    "abstention": "Abstention",
    "robustness": "Robustness and sibling corpus",
    "cost": "Calls and tokens",
}
MOST_CASES: Final = 30


def build_view(measured: Mapping[str, Any]) -> dict[str, Any] | None:
    """The rows of the report's tables; None where no build was measured."""
    if not measured.get("parts"):
        return None
    missed = [case for case in measured.get("cases", ()) if case["cause"]]
    return {
        "summary": measured.get("summary", ""),
        "parts": [
            {"name": PART_WORDS.get(name, name), "points": f"{part['points']:.1f}", "of": part["of"]}
            for name, part in measured["parts"].items()
        ],
        "categories": [
            {"name": category_words(name), **{key: found[key] for key in ("n", "right", "wrong", "abstained")}}
            for name, found in measured.get("categories", {}).items()
        ],
        "cases": [
            {
                "question": case["question"],
                "gold": case["gold"],
                "answer": "(abstained)" if case["answer"] is None else case["answer"],
                "cause": CAUSE_WORDS.get(case["cause"], case["cause"]),
            }
            for case in missed[:MOST_CASES]
        ],
        "more_cases": max(0, len(missed) - MOST_CASES),
    }


def category_words(category: str) -> str:
    """A category as people say it."""
    return category.replace("_", " ").capitalize()


def build_documents(documents: Mapping[str, str], question: Question) -> dict[str, str]:
    """Of a build's files the two in words, and those that are not as they were given."""
    given = {} if question.build is None else question.build.starter
    words = {part.name for part in PARTS}
    return {name: text for name, text in documents.items() if name in words or text != given.get(name)}
