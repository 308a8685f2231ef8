"""A round as a report, however many questions it has: that of its one question, or all of them and what was seen where."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any, Final

from mockint.app.record import RoundRecord
from mockint.app.report import (
    ReportFormat,
    clock_words,
    lead,
    render,
    report_document,
    rules_view,
    spread_words,
    template,
    view,
)
from mockint.rounds.names import round_title

ABOUT: Final = "Each question is judged alone. There is no grade of the round as a whole."

_OF_THE_ROUND: Final = (
    "round", "kind", "mode", "form", "state", "target", "demo", "started", "ended", "planned_s", "elapsed_s",
    "overtime_s", "ended_by", "parent", "rewound_s",
)  # fmt: skip


def round_document(records: Sequence[RoundRecord]) -> dict[str, Any]:
    """Everything that is known of a round, as plain data (``mockint report --format json``).

    Args:
        records: One for each of its questions, in order; of a round of one the document is that of its question.
    """
    if len(records) == 1:
        return report_document(records[0])
    documents = [report_document(record) for record in records]
    return {
        **{key: documents[0][key] for key in _OF_THE_ROUND},
        "question": records[0].round.kind,
        "title": round_title(len(records), records[0].round.kind),
        "measurements": {},
        "grade": None,
        "criteria": seen_criteria(documents),
        "items": [
            {
                "item": number,
                "spent_s": _spent_s(record),
                "share_s": round(record.share_s, 1),
                **{key: value for key, value in document.items() if key not in _OF_THE_ROUND},
            }
            for number, (record, document) in enumerate(zip(records, documents, strict=True), start=1)
        ],
    }


def render_round(records: Sequence[RoundRecord], form: ReportFormat) -> str:
    """The report of a round as a page, as Markdown or as JSON."""
    if len(records) == 1:
        return render(records[0], form)
    document = round_document(records)
    if form is ReportFormat.JSON:
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    items = [{**view(record), "spent_words": spent_words(record)} for record in records]
    shown = {
        **document,
        **rules_view(document),
        "lead": round_lead(document),
        "about": ABOUT,
        "criteria": [criterion_view(criterion, len(records)) for criterion in document["criteria"]],
    }
    return template(f"round.{form.value}.j2").render(r=shown, items=items)


def round_lead(document: Mapping[str, Any]) -> str:
    """The first line of a round's result: how many of its questions came to what, or what its only one did."""
    if "items" not in document:
        return lead(document)
    found = Counter(question_lead(document, item) for item in document["items"])
    return "; ".join(f"{words}: {count} of {len(document['items'])}" for words, count in found.items())


def question_lead(document: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    """The first line of the result of one question of several."""
    return lead({**document, **item})


def seen_criteria(documents: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each criterion with its level in every question that asks for it; no level of the round is made up of them.

    ``asked`` and ``seen`` count the questions that ask for it and those in which it has a level; ``lowest`` and
    ``median`` are of those levels, None where there is none. An offline estimate is shown, but is no level.
    """
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for number, document in enumerate(documents, start=1):
        for criterion in (document["grade"] or {}).get("criteria", ()):
            key = criterion["id"], criterion["title"]
            row = found.setdefault(key, {"id": key[0], "title": key[1], "levels": []})
            level = None if criterion["source"] == "offline" else criterion["level"]
            row["levels"].append({"item": number, "level": level, "words": _level_words(criterion)})
    for row in found.values():
        levels = [each["level"] for each in row["levels"] if each["level"] is not None]
        row |= {
            "asked": len(row["levels"]),
            "seen": len(levels),
            "lowest": min(levels, default=None),
            "median": median(levels) if levels else None,
        }
    return list(found.values())


def criterion_view(criterion: Mapping[str, Any], count: int) -> dict[str, Any]:
    """A criterion of `seen_criteria` in words: a cell for each of so many questions, and where it was seen."""
    by_item = {each["item"]: each["words"] for each in criterion["levels"]}
    seen = f"in {criterion['seen']} of {criterion['asked']}"
    if criterion["seen"] > 1:
        seen += f", lowest {criterion['lowest']}, median {criterion['median']:g}"
    return {
        "title": criterion["title"],
        "cells": [by_item.get(number, "not asked") for number in range(1, count + 1)],
        "seen_words": seen,
    }


def _level_words(criterion: Mapping[str, Any]) -> str:
    low, high = criterion["low"], criterion["high"]
    if criterion["source"] == "offline":
        return f"about {low if low == high else f'{low}-{high}'}, offline"
    if criterion["level"] is not None:
        return f"{criterion['level']}{spread_words(criterion)}"
    return "not assessed" if criterion["state"] == "not_assessed" else "not judged"


def _spent_s(record: RoundRecord) -> float | None:
    """Seconds for which the question was open; None where the round was worked on in a folder: nobody told there."""
    return None if record.round.folder is not None else round(record.story.spent_ms(record.item.position) / 1000, 1)


def spent_words(record: RoundRecord) -> str:
    """How long a question was open, and how long it was meant to be; empty where nobody told."""
    spent = _spent_s(record)
    return "" if spent is None else f"{clock_words(spent)} spent, {clock_words(record.share_s)} meant for it"
