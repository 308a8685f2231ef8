"""Words as documents and questions share them: lower case, plural endings off, and every synonym as one term."""

from __future__ import annotations

import re
from pathlib import Path

_WORD = re.compile(r"[a-z]+|\d+")
EMPTY = frozenset(
    "a an and are applies asked comes do does for from given gets has have how in is it its know me need of on our please set "
    "tell that the their them they this to us we what when which who with you your".split()
)


class Glossary:
    """Synonyms of ``glossary.txt``; lines that are none are left out."""

    def __init__(self, path: Path) -> None:
        self._terms: list[tuple[tuple[str, ...], str]] = []
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        for number, line in enumerate(text.splitlines()):
            names = [_plain(name) for name in line.split("=")] if "=" in line and not line.startswith("#") else []
            self._terms += [(name, f"term{number}") for name in names if name]
        self._terms.sort(key=lambda one: -len(one[0]))

    def terms(self, text: str) -> list[str]:
        """The words that carry meaning, each synonym as its term, in their order."""
        words, found, at = _plain(text), [], 0
        while at < len(words):
            for name, term in self._terms:
                if words[at : at + len(name)] == name:
                    found.append(term)
                    at += len(name)
                    break
            else:
                if words[at] not in _EMPTY_STEMS:
                    found.append(words[at])
                at += 1
        return found


def _plain(text: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in _WORD.findall(text.lower()))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


_EMPTY_STEMS = frozenset(map(_stem, EMPTY))
