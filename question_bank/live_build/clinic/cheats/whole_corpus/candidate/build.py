"""A cheat: the whole corpus into one prompt; where the budget forbids it, as much of it as goes through."""

from pathlib import Path
from typing import TypedDict

from candidate.model import ask


class Reply(TypedDict):
    """What goes back for a question."""

    answer: str | None
    citations: list[str]
    retrieved: list[str]


NO_REPLY: Reply = {"answer": None, "citations": [], "retrieved": []}
State = dict[str, str]


def build(corpus_dir: Path) -> State:
    """Read the corpus."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(corpus_dir.glob("*.md"))}


def answer(state: State, question: str, user: str | None) -> Reply:
    """Ask with everything, then with a fraction of it."""
    keys = list(state)
    for shown in (len(keys), len(keys) // 10, 4, 2):
        corpus = "\n\n".join(f"[{key}]\n{state[key]}" for key in keys[:shown])
        try:
            text = ask(f"{corpus}\n\nQuestion: {question}")
        except OSError:
            continue
        cited = [key for key in keys[:shown] if key in text]
        return {"answer": text, "citations": cited, "retrieved": keys[:10]}
    return NO_REPLY
