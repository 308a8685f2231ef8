"""Embeddings of the stand-in: hashed n-grams, and a noisy hint at the thing that a text is about."""

from __future__ import annotations

import base64
import hashlib
import math
import struct
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final
from zlib import crc32

from mockint.gateway.words import content, words

DIMENSIONS: Final = 256
_GRAM = 4
_WORD_WEIGHT = 2.0
_LEAST_LIKENESS = 0.3
_HINTS = 2
"""Things that a text may be about at once."""
_SURFACE, _MEANING, _NOISE = 0.6, 0.75, 0.4
_KEPT = 20_000


class Embedder:
    """Turns texts into unit vectors; the same text gives the same vector, in any order of asking.

    Args:
        concepts: Phrases by concept: wordings of the same thing.
        seed: Turns the directions of the concepts.
    """

    def __init__(self, concepts: Mapping[str, Sequence[str]], seed: int = 0) -> None:
        phrases = [(name, frozenset(content(phrase))) for name, some in concepts.items() for phrase in some]
        self._phrases = [(name, stems) for name, stems in phrases if stems]
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for place, (_name, stems) in enumerate(self._phrases):
            for one in sorted(stems):
                self._by_stem[one].append(place)
        spread = Counter(one for _, one in {(name, one) for name, stems in self._phrases for one in stems})
        most = len(concepts) + 1
        self._weights = {one: math.log(1 + most / count) for one, count in spread.items()}
        self._unseen = math.log(1 + most)
        self._directions = {name: _unit(_drawn(f"concept:{seed}:{name}")) for name in concepts}
        self.embed = lru_cache(_KEPT)(self._embed)

    def _embed(self, text: str) -> tuple[float, ...]:
        surface = _unit(_hashed(text))
        noise = _unit(_drawn(f"noise:{text}"))
        total = [_SURFACE * a + _NOISE * b for a, b in zip(surface, noise, strict=True)]
        for name, likeness in self._closest(text):
            share = _MEANING * likeness
            total = [a + share * b for a, b in zip(total, self._directions[name], strict=True)]
        return tuple(_unit(total))

    def _closest(self, text: str) -> list[tuple[str, float]]:
        """Concepts that a text shares the words of, with how much, best first."""
        told = set(content(text))
        shared: dict[int, float] = defaultdict(float)
        for one in sorted(told):
            for place in self._by_stem.get(one, ()):
                shared[place] += self._weights[one]
        own = self._weight(told)
        best: dict[str, float] = {}
        for place, weight in shared.items():
            name, stems = self._phrases[place]
            likeness = (weight / self._weight(stems)) * (weight / own) ** 0.35
            if likeness >= _LEAST_LIKENESS:
                best[name] = max(likeness, best.get(name, 0.0))
        return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:_HINTS]

    def _weight(self, stems: Iterable[str]) -> float:
        return math.fsum(self._weights.get(one, self._unseen) for one in stems)


def as_base64(vector: Sequence[float]) -> str:
    """Little-endian 32-bit floats, as the OpenAI SDK asks for them."""
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()


def _hashed(text: str) -> list[float]:
    """Counts of words and of pieces of words, each at a place and with a sign of its own."""
    vector = [0.0] * DIMENSIONS
    for word in words(text):
        bordered = f"<{word}>"
        grams = [bordered[at : at + _GRAM] for at in range(max(1, len(bordered) - _GRAM + 1))]
        for gram, weight in [(f"w:{word}", _WORD_WEIGHT), *((gram, 1.0) for gram in grams)]:
            place = crc32(gram.encode("utf-8", "surrogatepass"))
            vector[place % DIMENSIONS] += weight if place & 0x8000 else -weight
    return vector


def _drawn(label: str) -> list[float]:
    """Numbers from a label's hash."""
    raw = hashlib.shake_256(label.encode("utf-8", "surrogatepass")).digest(DIMENSIONS)
    return [byte - 127.5 for byte in raw]


def _unit(vector: Sequence[float]) -> list[float]:
    length = math.sqrt(math.fsum(one * one for one in vector))
    return [one / length for one in vector] if length else list(vector)
