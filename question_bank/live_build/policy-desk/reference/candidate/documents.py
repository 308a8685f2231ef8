"""Reads one policy: its first lines, its sentences, its table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=[\"'(\[]?[A-Z0-9])")
_RULE = re.compile(r"^[\s:|-]+$")
_ID = re.compile(r"\b[A-Z]{2,}-\d+\b")
"""Ids in a text are read as 'it': an amendment speaks of another policy, and its id is no name to answer with."""
_LIST_MARK = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")


class Row(NamedTuple):
    """A line of a table: what it is about, and its value as written."""

    variant: str
    value: str


class Policy(NamedTuple):
    """A policy; everything that says how far it can be trusted stands in its second line."""

    id: str
    title: str
    status: str
    owner: str
    version: int
    since: date | None
    replaces: str
    amends: str
    sentences: tuple[str, ...]
    rows: tuple[Row, ...]


def read_policies(folder: Path) -> list[Policy]:
    """Every policy of a folder, in the order of their ids."""
    return [read_policy(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.md"))]


def read_policy(policy_id: str, text: str) -> Policy:
    """A policy from its Markdown; what its second line does not say is empty."""
    title, _, rest = text.partition("\n")
    about, _, body = rest.partition("\n")
    told = {key.strip().lower(): value.strip() for key, _, value in (part.partition(":") for part in about.split("|"))}
    lines = body.splitlines()
    version = re.search(r"\d+", told.get("version", ""))
    return Policy(
        id=policy_id,
        title=title.lstrip("# ").strip(),
        status=told.get("status", "").lower(),
        owner=told.get("owner", ""),
        version=int(version[0]) if version else 0,
        since=_day(told.get("from", "")),
        replaces=told.get("replaces", ""),
        amends=told.get("amends", ""),
        sentences=tuple(_sentences("" if line.startswith(("|", "#")) else _ID.sub("it", line) for line in lines)),
        rows=tuple(_rows(line for line in lines if line.startswith("|"))),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _sentences(lines: Iterable[str]) -> Iterable[str]:
    """Sentences of paragraphs and of list entries; a paragraph may run over several lines, a heading says nothing."""
    paragraph: list[str] = []
    for line in [*lines, ""]:
        starts_anew = not line.strip() or _LIST_MARK.match(line)
        if starts_anew and paragraph:
            yield from _SENTENCE_END.split(" ".join(paragraph))
            paragraph = []
        said = _LIST_MARK.sub("", line).strip()
        if said:
            paragraph.append(said)


def _rows(lines: Iterable[str]) -> Iterable[Row]:
    """The rows of the table without its heading and rule."""
    told = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines if not _RULE.match(line)]
    for cells in told[1:]:
        if len(cells) >= 2:
            yield Row(cells[0], cells[1])
