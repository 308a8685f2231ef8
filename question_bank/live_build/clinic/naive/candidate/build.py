"""The plain way: BM25 over what says it is in force, the best procedures into one prompt, the model's text as it comes."""

import math
import re
from collections import Counter
from pathlib import Path
from typing import TypedDict

from candidate.model import ask

BEST = 5


class Reply(TypedDict):
    """What goes back for a question."""

    answer: str | None
    citations: list[str]
    retrieved: list[str]


NO_REPLY: Reply = {"answer": None, "citations": [], "retrieved": []}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _is_open(text: str, user: str | None) -> bool:
    _, closed, readers = text.split("\n")[1].partition("Readers: ")
    return not closed or user is None or user in readers


class State:
    """The procedures with their word counts."""

    def __init__(self, procedures: dict[str, str]) -> None:
        """Count the words of each procedure."""
        self.procedures = procedures
        self.counts = {key: Counter(_words(text)) for key, text in procedures.items()}
        self.mean = sum(map(Counter.total, self.counts.values())) / max(1, len(procedures))
        self.spread = Counter(word for counts in self.counts.values() for word in counts)

    def best(self, question: str, user: str | None) -> list[str]:
        """Ids of what a role may read, by BM25, best first."""
        free = [key for key, text in self.procedures.items() if _is_open(text, user)]
        return sorted(free, key=lambda key: (-self._score(key, question), key))[:BEST]

    def _score(self, key: str, question: str) -> float:
        counts = self.counts[key]
        norm = 1.2 * (0.25 + 0.75 * counts.total() / self.mean)
        total = 0.0
        for word in _words(question):
            rare = math.log(1 + (len(self.procedures) - self.spread[word] + 0.5) / (self.spread[word] + 0.5))
            total += rare * counts[word] * 2.2 / (counts[word] + norm)
        return total


def build(corpus_dir: Path) -> State:
    """Read and count what says that it is in force, less what another of those replaced."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(corpus_dir.glob("*.md"))}
    held = {key: text for key, text in texts.items() if "| Status: in force |" in text}
    replaced = {found for text in held.values() for found in re.findall(r"Replaces: (\S+)", text.split("\n")[1])}
    return State({key: text for key, text in held.items() if key not in replaced})


def answer(state: State, question: str, user: str | None) -> Reply:
    """Whatever the model says to the best procedures, as many as the budget lets through; what it names is cited."""
    best = state.best(question, user)
    for shown in (BEST, 3, 2, 1):
        procedures = "\n\n".join(f"[{key}]\n{state.procedures[key]}" for key in best[:shown])
        try:
            text = ask(f"Answer from these procedures.\n\n{procedures}\n\nQuestion: {question}")
        except OSError:
            continue
        if "not in the documents" in text:
            break
        told = [key for key in best if key in text]
        return {"answer": text, "citations": told or best[:1], "retrieved": best}
    return {"answer": None, "citations": [], "retrieved": best}
