"""The plain way: BM25, the five best notes into one prompt, the model's text as it comes."""

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
    """The notes with their word counts."""

    def __init__(self, notes: dict[str, str]) -> None:
        """Count the words of each note."""
        self.notes = notes
        self.counts = {key: Counter(_words(text)) for key, text in notes.items()}
        self.mean = sum(map(Counter.total, self.counts.values())) / max(1, len(notes))
        self.spread = Counter(word for counts in self.counts.values() for word in counts)

    def best(self, question: str) -> list[str]:
        """Ids by BM25, best first."""
        return sorted(self.notes, key=lambda key: (-self._score(key, question), key))[:BEST]

    def _score(self, key: str, question: str) -> float:
        counts = self.counts[key]
        norm = 1.2 * (0.25 + 0.75 * counts.total() / self.mean)
        total = 0.0
        for word in _words(question):
            rare = math.log(1 + (len(self.notes) - self.spread[word] + 0.5) / (self.spread[word] + 0.5))
            total += rare * counts[word] * 2.2 / (counts[word] + norm)
        return total


def build(corpus_dir: Path) -> State:
    """Read and count the corpus."""
    return State({path.stem: path.read_text(encoding="utf-8") for path in sorted(corpus_dir.glob("*.md"))})


def answer(state: State, question: str, user: str | None) -> Reply:
    """Whatever the model says to the five best notes, or to as many of them as the budget lets through; all are cited."""
    best = state.best(question)
    for shown in (BEST, 3, 2, 1):
        notes = "\n\n".join(f"[{key}]\n{state.notes[key]}" for key in best[:shown])
        try:
            text = ask(f"Answer from these release notes.\n\n{notes}\n\nQuestion: {question}")
        except OSError:
            continue
        return {"answer": text, "citations": best[:shown], "retrieved": best}
    return {"answer": None, "citations": [], "retrieved": best}
