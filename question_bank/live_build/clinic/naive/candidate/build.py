"""The plain way: BM25, the five best procedures into one prompt, the model's text as it comes."""

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


class State:
    """The procedures with their word counts."""

    def __init__(self, procedures: dict[str, str]) -> None:
        """Count the words of each procedure."""
        self.procedures = procedures
        self.counts = {key: Counter(_words(text)) for key, text in procedures.items()}
        self.mean = sum(map(Counter.total, self.counts.values())) / max(1, len(procedures))
        self.spread = Counter(word for counts in self.counts.values() for word in counts)

    def best(self, question: str) -> list[str]:
        """Ids by BM25, best first."""
        return sorted(self.procedures, key=lambda key: (-self._score(key, question), key))[:BEST]

    def _score(self, key: str, question: str) -> float:
        counts = self.counts[key]
        norm = 1.2 * (0.25 + 0.75 * counts.total() / self.mean)
        total = 0.0
        for word in _words(question):
            rare = math.log(1 + (len(self.procedures) - self.spread[word] + 0.5) / (self.spread[word] + 0.5))
            total += rare * counts[word] * 2.2 / (counts[word] + norm)
        return total


def build(corpus_dir: Path) -> State:
    """Read and count the corpus."""
    return State({path.stem: path.read_text(encoding="utf-8") for path in sorted(corpus_dir.glob("*.md"))})


def answer(state: State, question: str, user: str | None) -> Reply:
    """Whatever the model says to the five best procedures, or to as many as the budget lets through; all are cited."""
    best = state.best(question)
    for shown in (BEST, 3, 2, 1):
        procedures = "\n\n".join(f"[{key}]\n{state.procedures[key]}" for key in best[:shown])
        try:
            text = ask(f"Answer from these procedures.\n\n{procedures}\n\nQuestion: {question}")
        except OSError:
            continue
        return {"answer": text, "citations": best[:shown], "retrieved": best}
    return {"answer": None, "citations": [], "retrieved": best}
