"""Two questions that were answered, side by side: levels, what was measured, the time, and how the answers differ."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final

from mockint.app.history import find_parts
from mockint.app.record import RoundRecord, read_records
from mockint.app.report import KIND_WORDS, clock_words, document_title, lead, report_document
from mockint.app.report_build import build_documents
from mockint.app.services import Services
from mockint.domain.ids import RoundId
from mockint.domain.judgement import Source
from mockint.domain.round import OPEN_STATES
from mockint.domain.skill import LEVEL_WORDS
from mockint.errors import BadInputError
from mockint.readiness.observations import NOISE_SD
from mockint.rounds.system_design import as_read

MOST_LINES: Final = 4_000
"""Lines of a document that are compared; what lies behind them is told."""
_SURE: Final = 1.2816
"""Standard deviations beyond which a difference comes about by noise alone once in five times, either way."""
_CONTEXT: Final = 3


def compare(services: Services, first: str, second: str) -> dict[str, Any]:
    """Compare two rounds by their ids or the beginnings of them; ``ROUND/2`` is the second question of several.

    Raises:
        BadInputError: If one is not there, has several questions and none is named, or both are the same one.
    """
    parts = []
    for name in (first, second):
        found = find_parts(services, name)
        if len(found) > 1:
            raise BadInputError(
                f"The round {name} has {len(found)} questions.", f"Name the one you mean: '{name}/1' is the first."
            )
        parts.append(found[0])
    (one, at), (other, other_at) = parts
    return compare_questions(services, one, other, (at, other_at))


def compare_questions(
    services: Services, first: RoundId, second: RoundId, positions: tuple[int, int] | None = None
) -> dict[str, Any]:
    """Compare a question of one round with one of another, or of the same.

    Args:
        services: Where the rounds are.
        first: The round that stands left.
        second: The round that stands right.
        positions: Which of their questions; None for the first that both have, else the first of each.

    Raises:
        BadInputError: If there is no such round or question, or both are the same one.
    """
    sides = read_records(services, first), read_records(services, second)
    at = _shared(*sides) if positions is None else positions
    for records, position in zip(sides, at, strict=True):
        if position >= len(records):
            raise BadInputError(f"This round has no question {position + 1}.", f"It has {len(records)}.")
    if first == second and at[0] == at[1]:
        raise BadInputError("Both are the same round.", "Choose two different ones.")
    document = comparison(sides[0][at[0]], sides[1][at[1]])
    for side, records, position in zip(document["rounds"], sides, at, strict=True):
        side["item"] = position + 1
        side["questions"] = [record.question.header.title for record in records]
    return document


def comparison(left: RoundRecord, right: RoundRecord) -> dict[str, Any]:
    """Both sides as plain data (``mockint compare --json``).

    ``change`` of a criterion is right minus left, ``clear`` whether it is more than two readers of these kinds differ
    by chance. Levels that only the candidate or the offline estimate gave are shown and compared, and told as such.
    """
    records = left, right
    documents = [report_document(record) for record in records]
    same = left.item.question_id == right.item.question_id
    texts, note = _text_differences(records, same=same)
    return {
        "rounds": [_side(document) for document in documents],
        "same_question": same,
        "notes": [_note(side, document) for side, document in zip(("left", "right"), documents, strict=True)],
        "criteria": _criteria(*documents),
        "measurements": _measurements(*documents),
        "phases": _phases(*documents),
        "documents": texts,
        "documents_note": note,
    }


def _shared(left: Sequence[RoundRecord], right: Sequence[RoundRecord]) -> tuple[int, int]:
    for one in left:
        for other in right:
            if one.item.question_id == other.item.question_id:
                return one.item.position, other.item.position
    return 0, 0


def _side(document: Mapping[str, Any]) -> dict[str, Any]:
    grade = document["grade"]
    taken = document["elapsed_s"]
    return {
        **{key: document[key] for key in ("round", "question", "title", "version", "kind", "mode", "form", "state")},
        **{key: document[key] for key in ("started", "planned_s", "elapsed_s", "overtime_s", "hints_used", "demo")},
        "kind_words": KIND_WORDS[document["kind"]],
        "lead": lead(document),
        "time_words": ""
        if taken is None
        else f"{clock_words(taken)} of {clock_words(document['planned_s'])}"
        + (f", {clock_words(document['overtime_s'])} overtime" if document["overtime_s"] else ""),
        "verdict": None if grade is None else grade["verdict"],
        "measured_bar": None if grade is None else grade["measured_bar"],
        "mean": None if grade is None else grade["mean"],
        "source": None if grade is None else grade["source"],
    }


def _note(side: str, document: Mapping[str, Any]) -> str:
    """Why a side has nothing to compare; empty where it has levels."""
    if document["state"] in OPEN_STATES:
        return f"The {side} round is not ended: there is no answer and no level of it yet."
    if document["state"] == "abandoned":
        return f"The {side} round was abandoned: it is kept, but never graded."
    if not any(one["level"] for one in (document["grade"] or {}).get("criteria", ())):
        return f"The {side} round has no level yet: its answer is kept and can be judged at any time."
    return ""


def _criteria(left: Mapping[str, Any], right: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every criterion of either side, in the left one's order."""
    said = [{one["id"]: one for one in (side["grade"] or {}).get("criteria", ())} for side in (left, right)]
    rows = []
    for name in dict.fromkeys((*said[0], *said[1])):
        pair = [side.get(name) for side in said]
        levels = [None if one is None else one["level"] for one in pair]
        change = None if levels[0] is None or levels[1] is None else levels[1] - levels[0]
        clear = change is not None and abs(change) > _SURE * math.hypot(*(_noise(one) for one in pair))
        rows.append(
            {
                "id": name,
                "title": next(one["title"] for one in pair if one is not None),
                "levels": levels,
                "sources": [None if one is None else one["source"] for one in pair],
                "missing": ["" if one is None else one["missing"] for one in pair],
                "cells": [_level_words(one) for one in pair],
                "change": change,
                "clear": clear,
                "words": _change_words(change, clear=clear),
            }
        )
    return rows


def _noise(criterion: Mapping[str, Any] | None) -> float:
    source: Source = "offline" if criterion is None else criterion["source"]
    return NOISE_SD[source]


def _level_words(criterion: Mapping[str, Any] | None) -> str:
    if criterion is None:
        return "not asked"
    level = criterion["level"]
    if level is None:
        return "not assessed" if criterion["state"] == "not_assessed" else "not judged"
    own = {"offline": ", offline estimate", "self": ", your own word"}.get(criterion["source"], "")
    return f"{level} {LEVEL_WORDS[level]}{own}"


def _change_words(change: int | None, *, clear: bool) -> str:
    if change is None:
        return ""
    if change == 0:
        return "the same"
    return f"{abs(change)} {'higher' if change > 0 else 'lower'}{'' if clear else ', may be chance'}"


def _measurements(left: Mapping[str, Any], right: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The sentence of each measurement, of either side."""
    found = left["measurements"], right["measurements"]
    return [
        {"name": name, "sentences": [side.get(name, {}).get("sentence", "") for side in found]}
        for name in dict.fromkeys((*found[0], *found[1]))
        if any(side.get(name, {}).get("sentence") for side in found)
    ]


def _phases(left: Mapping[str, Any], right: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Seconds in each phase, where it is known of either side."""
    spent = [{phase["name"]: phase["spent_s"] for phase in side["phases"]} for side in (left, right)]
    return [
        {"name": name, "spent_s": [side.get(name) for side in spent]} for name in dict.fromkeys((*spent[0], *spent[1]))
    ]


def _text_differences(records: Sequence[RoundRecord], *, same: bool) -> tuple[list[dict[str, Any]], str]:
    """The differences of what was handed in, or why there are none to show."""
    if not same:
        return [], "The questions are different ones, so their texts are not set against each other."
    handed = [record.submission for record in records]
    if any(submission is None for submission in handed):
        return [], "Only what was handed in is compared, and one of the rounds has handed in nothing."
    texts = [
        build_documents(dict(submission.documents), record.question)
        for submission, record in zip(handed, records, strict=True)
        if submission is not None
    ]
    found = [
        difference(name, *(as_read(name, side.get(name, "")) for side in texts))
        for name in dict.fromkeys((*texts[0], *texts[1]))
        if any(side.get(name, "").strip() for side in texts)
    ]
    versions = [record.question.header.version for record in records]
    note = "" if versions[0] == versions[1] else f"The question has changed between them: {versions[0]}, {versions[1]}."
    return found, note


def difference(name: str, left: str, right: str) -> dict[str, Any]:
    """How a document changed from one side to the other, as a unified diff.

    Lines beyond `MOST_LINES` of either side are left out, and ``cut`` says how many.
    """
    lines = left.splitlines(), right.splitlines()
    cut = max(0, *(len(side) - MOST_LINES for side in lines))
    told = list(
        difflib.unified_diff(lines[0][:MOST_LINES], lines[1][:MOST_LINES], "left", "right", lineterm="", n=_CONTEXT)
    )[2:]
    return {
        "name": name,
        "title": document_title(name),
        "added": sum(line.startswith("+") for line in told),
        "removed": sum(line.startswith("-") for line in told),
        "diff": "\n".join(told),
        "cut": cut,
    }


def changed_words(left: str, right: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Which stretches of two lines differ, by offsets; none where too little is alike to be worth a mark."""
    if max(len(left), len(right)) > MOST_LINES:
        return [], []
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    if matcher.real_quick_ratio() < 0.5 or matcher.ratio() < 0.5:
        return [], []
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    return [(a, b) for _, a, b, _, _ in steps if b > a], [(c, d) for _, _, _, c, d in steps if d > c]


def as_text(document: Mapping[str, Any]) -> list[str]:
    """The comparison in lines, for a terminal."""
    left, right = document["rounds"]
    lines = [f"Left   {_name(left)}", f"Right  {_name(right)}"]
    lines += [note for note in document["notes"] if note]
    rows = [("", "Left", "Right", ""), ("Result", left["lead"], right["lead"], "")]
    rows.append(("Time", left["time_words"], right["time_words"], ""))
    rows.append(("Hints", str(left["hints_used"]), str(right["hints_used"]), ""))
    rows += [(one["title"], *one["cells"], one["words"]) for one in document["criteria"]]
    widths = [max(len(row[at]) for row in rows) for at in range(4)]
    lines.append("")
    lines += ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    for one in document["measurements"]:
        for side, sentence in zip_longest(("Left", "Right"), one["sentences"]):
            lines.append(f"{side}: {sentence or 'not measured'}")
    if document["documents_note"]:
        lines += ["", document["documents_note"]]
    for one in document["documents"]:
        told = f"{one['title']}: {one['added']} lines added, {one['removed']} removed"
        lines += ["", told if one["diff"] else f"{one['title']}: the same"]
        lines += one["diff"].splitlines()
        if one["cut"]:
            lines.append(f"({one['cut']:,} lines beyond the first {MOST_LINES:,} are not compared)")
    return lines


def _name(side: Mapping[str, Any]) -> str:
    started = (side["started"] or "")[:16].replace("T", " ")
    return f"{side['title']}, {started + ' UTC' if started else 'not started'} ({side['round'][:8]})"
