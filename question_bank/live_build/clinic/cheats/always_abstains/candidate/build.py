"""A cheat: says nothing to everything, and is quick about it."""

from pathlib import Path
from typing import TypedDict


class Reply(TypedDict):
    """What goes back for a question."""

    answer: str | None
    citations: list[str]
    retrieved: list[str]


class State:
    """Nothing is kept."""


NO_REPLY: Reply = {"answer": None, "citations": [], "retrieved": []}


def build(corpus_dir: Path) -> State:
    """Read nothing."""
    return State()


def answer(state: State, question: str, user: str | None) -> Reply:
    """Abstain."""
    return NO_REPLY
