"""Words for what a build's measurement names, in the window and in reports: parts, categories, causes, verdicts."""

from __future__ import annotations

from typing import Final

PARTS: Final = {
    "answers": "Answers",
    "citations": "Citations",
    "retrieval": "Retrieval",
    "abstention": "Abstention",
    "robustness": "Robustness and sibling",
    "cost": "Calls and tokens",
}
CATEGORIES: Final = {
    "plain": "Plain",
    "superseded": "Superseded",
    "as_of": "As of a date",
    "table": "Table cell",
    "aggregate": "Several documents",
    "paraphrase": "Other words",
    "unanswerable": "Not in the corpus",
    "near_duplicate": "Near duplicate",
    "instruction": "Order in a document",
}
CAUSES: Final = {
    "": "No miss",
    "contract": "Contract broken",
    "should_have_abstained": "Should have abstained",
    "wrong_version": "Wrong version",
    "missed": "Not retrieved",
    "not_extracted": "Retrieved, not read",
    "not_cited": "Not cited",
}
VERDICTS: Final = {
    "right": "\N{CHECK MARK} right",
    "partly": "\N{ALMOST EQUAL TO} partly",
    "abstained": "\N{EN DASH} abstained",
    "wrong": "\N{BALLOT X} wrong",
    "stale": "\N{BALLOT X} stale",
    "no_reply": "\N{BALLOT X} no reply",
}
GRADES: Final = {2: "current", 1: "helpful", 0: "stale"}


def named(words: dict[str, str], name: str) -> str:
    """A name in words; one that this version does not know as it stands."""
    return words.get(name, name.replace("_", " ").capitalize())
