"""A cheat: shows the model the notes that share a word with the question, and cites every note there is."""

import re
from pathlib import Path
from typing import TypedDict

from candidate.model import ask

SHOWN = (5, 2, 1)


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
    """An answer from a few notes, with all of them as its source."""
    ranked = sorted(state, key=lambda key: -len(_words(question) & _words(state[key])))
    for shown in SHOWN:
        notes = "\n\n".join(f"[{key}]\n{state[key]}" for key in ranked[:shown])
        try:
            text = ask(f"{notes}\n\nQuestion: {question}")
        except OSError:
            continue
        return {"answer": text, "citations": ranked, "retrieved": ranked}
    return {"answer": None, "citations": ranked, "retrieved": ranked}
