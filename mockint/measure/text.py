"""What can be counted in an answer of words: shown to the candidate, and never a level, because length shows nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from datetime import datetime
from typing import Final, NamedTuple

from mockint.domain.ids import ItemId
from mockint.domain.measurement import Measurement

TEXT: Final = "text"
WORDS_A_MINUTE: Final = 140
"""A calm pace of speech; people speak between 110 and 170 words a minute."""

_WORD = re.compile(r"\w+(?:[-'\N{RIGHT SINGLE QUOTATION MARK}.,]\w+)*")


class Headings(NamedTuple):
    """How many of the headings that a notebook begins with have text below them."""

    filled: int
    given: int


def measure_text(
    documents: Mapping[str, str],
    *,
    item_id: ItemId,
    made: datetime,
    spoken: bool = False,
    headings: Iterable[str] = (),
) -> Measurement:
    """How many words were handed in, the headings that were there from the start not counted.

    Args:
        documents: The prose by document name.
        item_id: The item that was answered.
        made: When this was measured (UTC).
        spoken: Whether such an answer is said aloud; then the time is told that it would take.
        headings: What the first document begins with; nothing is told of them where none is left.
    """
    given = {heading.casefold() for heading in headings}
    words = {name: count_words(_own_lines(text, given)) for name, text in documents.items()}
    total = sum(words.values())
    minutes = total / WORDS_A_MINUTE
    data: dict[str, object] = {"words": total, "documents": words}
    parts = [f"{total:,} {'word' if total == 1 else 'words'}"]
    if spoken:
        data["speaking_s"] = round(minutes * 60)
        parts.append(f"about {_spoken(minutes)} when said aloud at {WORDS_A_MINUTE} words a minute")
    filled = filled_headings(next(iter(documents.values()), ""), given)
    if filled is not None:
        data["headings"] = filled._asdict()
        parts.append(f"{filled.filled} of {filled.given} headings have text below them")
    return Measurement(item_id=item_id, name=TEXT, made=made, data=data, sentence=f"{', '.join(parts)}.")


def count_words(text: str) -> int:
    """Number of words, without Markdown's marks; a script without spaces counts a run of letters as one."""
    return sum(1 for _ in _WORD.finditer(text))


def filled_headings(text: str, headings: Iterable[str]) -> Headings | None:
    """How many of these Markdown headings have words before the next heading; None where none of them stands there."""
    wanted = {heading.casefold() for heading in headings}
    standing: set[str] = set()
    filled: set[str] = set()
    current = ""
    for line in text.splitlines():
        if line.startswith("#"):
            current = _heading(line)
            standing |= wanted & {current}
        elif line.strip() and current in wanted:
            filled.add(current)
    return Headings(len(filled), len(wanted)) if standing else None


def _own_lines(text: str, given: Set[str]) -> str:
    return "\n".join(line for line in text.splitlines() if not (line.startswith("#") and _heading(line) in given))


def _heading(line: str) -> str:
    return line.lstrip("#").strip().casefold()


def _spoken(minutes: float) -> str:
    if minutes < 1:
        return f"{round(minutes * 60)} s"
    return f"{minutes:.0f} min" if minutes >= 10 else f"{minutes:.1f} min"
