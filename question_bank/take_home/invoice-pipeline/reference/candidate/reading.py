"""From a text to labelled values: lines of the form ``Label: value``, the value perhaps on the next line."""

from __future__ import annotations

from typing import Any, NamedTuple


class Read(NamedTuple):
    """What stands in a document.

    Attributes:
        kind: ``invoice``, ``credit_note``, or empty for neither.
        head: The lines before it, where the supplier's name stands.
        values: Text by field; a field that stands there twice is left out.
        rate: Tax in per cent; None where it is not said.
    """

    kind: str
    head: tuple[str, ...]
    values: dict[str, str]
    rate: int | None


def read(text: str, labels: dict[str, list[str]]) -> Read:
    """Read a document by the labels that suppliers use."""
    lines = [line.strip() for line in text.splitlines()]
    kinds = {"INVOICE": "invoice", "CREDIT NOTE": "credit_note"}
    at = next((place for place, line in enumerate(lines) if line in kinds), None)
    if at is None:
        return Read("", (), {}, None)
    names = {name.lower(): field for field, all_names in labels.items() for name in all_names}
    values: dict[str, str] = {}
    twice: set[str] = set()
    rate: int | None = None
    for place in range(at + 1, len(lines)):
        label, colon, value = lines[place].partition(":")
        field = names.get(label.strip().lower()) if colon else None
        if field is None:
            rate = _rate(lines[place]) if rate is None else rate
            continue
        value = value.strip() or (lines[place + 1] if place + 1 < len(lines) else "")
        if field in values and values[field] != value:
            twice.add(field)
        values[field] = value
    kept: dict[str, Any] = {field: value for field, value in values.items() if field not in twice}
    return Read(kinds[lines[at]], tuple(lines[:at]), kept, rate)


def _rate(line: str) -> int | None:
    words = line.replace("%", " % ").split()
    found = [words[place - 1] for place, word in enumerate(words) if word == "%" and place]
    return int(found[0]) if found and found[0].isdigit() else None
