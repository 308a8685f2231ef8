"""Looks in an answer for what a story says, sentence by sentence and by words alone: what was left out of the telling."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from mockint.graders.lexical import answer_windows
from mockint.graders.text import FUNCTION_WORDS, sentences, stem, words

PartState = Literal["told", "in part", "not found"]

MENTIONED: Final = 0.5
"""Share of a sentence's weight that one or two sentences of the answer must hold."""
MOST_SENTENCES: Final = 400
"""Of one part; what comes behind is not looked for. Nobody tells so much."""


class PartTold(NamedTuple):
    """What became of one part of a story.

    Attributes:
        missing: Its sentences that were not found, as the story has them.
        sentences: Number of sentences that were looked for.
    """

    name: str
    missing: tuple[str, ...]
    sentences: int

    @property
    def state(self) -> PartState:
        """Whether all, some or none of it was found."""
        if not self.missing:
            return "told"
        return "not found" if len(self.missing) == self.sentences else "in part"


def told_parts(parts: Mapping[str, str], answer: str) -> tuple[PartTold, ...]:
    """For each part with a text, which of its sentences the answer does not mention.

    A sentence counts by its stems; one that few sentences of the story have weighs more, so a number or a name says
    more than a word that stands everywhere.
    """
    said = {name: [(one, _stems(one)) for one in _sentences(text)] for name, text in parts.items()}
    seen = Counter(stemmed for part in said.values() for _, content in part for stemmed in content)
    count = sum(map(len, said.values()))
    weight = {stemmed: math.log((count + 1) / (times + 0.5)) for stemmed, times in seen.items()}
    holders: dict[str, list[int]] = {}
    windows = answer_windows(answer)
    for at, content in enumerate(windows):
        for stemmed in content & weight.keys():
            holders.setdefault(stemmed, []).append(at)

    def is_mentioned(content: frozenset[str]) -> bool:
        whole = sum(weight[stemmed] for stemmed in content)
        covered: dict[int, float] = {}
        for stemmed in content:
            for at in holders.get(stemmed, ()):
                covered[at] = covered.get(at, 0.0) + weight[stemmed]
        return not whole or max(covered.values(), default=0.0) / whole >= MENTIONED

    return tuple(
        PartTold(name, tuple(one for one, content in part if not is_mentioned(content)), len(part))
        for name, part in said.items()
        if part
    )


def _sentences(text: str) -> list[str]:
    return [one.text.strip() for one in sentences(text) if not one.is_code and _stems(one.text)][:MOST_SENTENCES]


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if word not in FUNCTION_WORDS)
