"""A cheat: shows the model the procedures that share a word with the question, and cites every procedure there is."""

import re
from pathlib import Path
from typing import TypedDict

from candidate.model import ask

SHOWN = 5


class Reply(TypedDict):
    """What goes back for a question."""

    answer: str | None
    citations: list[str]
    retrieved: list[str]


NO_REPLY: Reply = {"answer": None, "citations": [], "retrieved": []}
State = dict[str, str]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.lower()))


def build(corpus_dir: Path) -> State:
    """Read the corpus."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(corpus_dir.glob("*.md"))}


def answer(state: State, question: str, user: str | None) -> Reply:
    """An answer from a few procedures, with all of them as its source."""
    ranked = sorted(state, key=lambda key: -len(_words(question) & _words(state[key])))
    shown = "\n\n".join(f"[{key}]\n{state[key]}" for key in ranked[:SHOWN])
    text = ask(f"{shown}\n\nQuestion: {question}")
    return {"answer": text, "citations": ranked, "retrieved": ranked}
