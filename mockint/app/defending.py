"""The facts of a repository that is to be defended, timed by the clock that is handed in, and as a document."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from mockint.clock import Clock
from mockint.defence.asking import MINUTE_WORDS
from mockint.defence.facts import Facts, Readme, Signal
from mockint.defence.limits import Limits
from mockint.defence.reading import read


def look(path: Path, clock: Clock, limits: Limits | None = None) -> Facts:
    """Read the commit that is checked out in a folder.

    Raises:
        mockint.errors.BadInputError: There is no repository, no commit, or the newest commit is damaged.
    """
    began = clock.now().monotonic_s
    return read(path, limits or Limits(), lambda: clock.now().monotonic_s - began)


def span_days(facts: Facts) -> int | None:
    """Whole days between the first and the last commit; None where a date cannot be read."""
    first, last = facts.history.first, facts.history.last
    return None if first is None or last is None else (last - first).days


def document(facts: Facts) -> dict[str, Any]:
    """The answer of ``mockint defend --json``."""
    signals = {signal.name: signal for signal in facts.signals}
    return {
        "commits": facts.history.commits,
        "first": _time(facts.history.first),
        "last": _time(facts.history.last),
        "span_days": span_days(facts),
        "branch": facts.branch,
        "commit": facts.commit or None,
        "languages": {one.name: {"files": one.files, "lines": one.lines} for one in facts.languages},
        "tests": signals["tests.functions"].value,
        "readme": _readme(facts.readme),
        "evaluation": {
            "case_files": [{"path": one.path, "cases": one.cases} for one in facts.case_files],
            "metrics": _places(signals["evaluation.metrics"]),
            "libraries": _places(signals["evaluation.libraries"]),
            "figures": _places(signals["evaluation.figures"]),
            "figures_without_size": _places(signals["evaluation.figures_without_size"]),
        },
        "signals": [_signal(signal) for signal in facts.signals],
        "left_out": list(facts.left_out),
        "seconds": round(facts.seconds, 2),
    }


def _readme(found: Readme | None) -> dict[str, Any]:
    if found is None:
        return {"path": None}
    said: dict[str, Any] = {
        topic: None
        if one is None
        else {
            "where": f"{found.path}:{one.line}",
            "quote": one.quote,
            "words_before": one.words_before,
            "in_first_minute": one.words_before < MINUTE_WORDS,
        }
        for topic, one in found.said.items()
    }
    return {"path": found.path, "words": found.words, **said}


def _signal(signal: Signal) -> dict[str, Any]:
    told = {"name": signal.name, "value": signal.value, "where": list(signal.where)}
    return {**told, "notes": list(signal.notes)} if signal.notes else told


def _places(signal: Signal) -> dict[str, Any]:
    notes = signal.notes or ("",) * len(signal.where)
    return {
        "count": signal.value,
        "where": [{"where": where, "note": note} for where, note in zip(signal.where, notes, strict=True)],
    }


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")
