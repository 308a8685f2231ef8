"""What a report says of a take-home: the parts of its score with what they rest on, and the checks that went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

MOST_FAILED: Final = 30
_OUTCOMES: Final = {"missed": "missed", "harmful": "did harm", "not_run": "not run"}


def brief_view(measured: Mapping[str, Any]) -> dict[str, Any] | None:
    """The rows of the report's tables, harm before what was missed; None where no take-home was measured."""
    if not measured.get("parts"):
        return None
    failed = failed_checks(measured.get("checks", ()))
    return {
        "parts": [
            {"name": part["title"], "points": f"{part['points']:.1f}", "of": part["of"], "sentence": part["sentence"]}
            for part in measured["parts"]
        ],
        "failed": failed[:MOST_FAILED],
        "more_failed": max(0, len(failed) - MOST_FAILED),
    }


def failed_checks(checks: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Every check that went wrong; what failed in a row for the same reason, such as a fallen program, is one line."""
    found: list[dict[str, str]] = []
    last, more = "", 0
    for check in checks:
        if check["outcome"] == "right":
            continue
        reason = check["message"]
        if reason and reason == last:
            more += 1
            found[-1]["more"] = f"and {more} more for the same reason"
            continue
        last, more = reason, 0
        found.append({**failed_view(check), "more": ""})
    return found


def failed_view(check: Mapping[str, Any]) -> dict[str, str]:
    """A check that went wrong, in words: where, what was wanted, what decided it and what came."""
    return {
        "where": f"{check['story']}, step {check['step'] + 1} ({check['op']})",
        "says": check["says"],
        "outcome": _OUTCOMES[check["outcome"]],
        "missed": check["missed"],
        "came": check["message"] or check["came"],
    }
