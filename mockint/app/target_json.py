"""Targets, interviews and gaps as scripts read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mockint.app.aim import posting_document
from mockint.app.targets import TargetLine
from mockint.domain.target import Interview, Outcome
from mockint.readiness.gaps import Heard, read_rejection


def gaps_of(interviews: Sequence[Interview]) -> tuple[tuple[Interview, Heard], ...]:
    """What rejections spoke of, the newest first, each gap once."""
    found: dict[str, tuple[Interview, Heard]] = {}
    for one in reversed(interviews):
        if one.outcome is Outcome.REJECTED:
            for heard in read_rejection(one.wording):
                found.setdefault(heard.gap.name, (one, heard))
    return tuple(found.values())


def target_document(line: TargetLine) -> dict[str, Any]:
    """A target for a script."""
    target = line.target
    return {
        "target": target.id,
        "company": target.company,
        "level": target.level.value,
        "kinds": list(target.kinds),
        "ai": target.ai.value,
        "dates": [day.isoformat() for day in target.dates],
        "days_left": line.days_left,
        "notes": target.notes,
        "active": not target.closed,
        "in_force": line.in_force,
        "posting": None if line.reading is None else {"text": target.posting, **posting_document(line.reading)},
        "made": target.made.isoformat(),
        "changed": target.changed.isoformat(),
    }


def interview_document(interview: Interview) -> dict[str, Any]:
    """An interview for a script."""
    heard = read_rejection(interview.wording) if interview.outcome is Outcome.REJECTED else ()
    return {
        "interview": interview.id,
        "target": interview.target,
        "company": interview.company,
        "level": interview.level.value,
        "date": interview.held.isoformat(),
        "kind": interview.kind,
        "asked": interview.asked,
        "predicted": interview.predicted,
        "outcome": interview.outcome.value,
        "wording": interview.wording,
        "given": interview.given,
        "gaps": [gap_document(one) for one in heard],
    }


def gap_document(heard: Heard) -> dict[str, Any]:
    """A gap for a script."""
    gap = heard.gap
    return {
        "gap": gap.name,
        "heard": gap.heard,
        "quote": heard.quote,
        "means": gap.means,
        "skills": list(gap.skills),
        "kinds": list(gap.kinds),
        "closes": gap.closes,
    }
