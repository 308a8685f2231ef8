"""A question of a round as a report: one plain document, from which Markdown, JSON and HTML are made."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockint.app.catalogue import prompt_text
from mockint.app.grade_json import grade_document, measurements_document
from mockint.app.record import RoundRecord
from mockint.app.report_brief import brief_view
from mockint.app.report_build import build_documents, build_view
from mockint.domain.grade import Grade, leading_grade
from mockint.domain.round import Form, Mode
from mockint.domain.skill import LEVEL_WORDS
from mockint.graders.offline import LIMITS
from mockint.measure.coding import TESTING
from mockint.measure.design import DESIGN
from mockint.measure.take_home import TAKE_HOME
from mockint.rounds.coding import SOLUTION, TESTS
from mockint.rounds.replay import time_per_phase
from mockint.rounds.system_design import as_read

if TYPE_CHECKING:
    import jinja2

_TEMPLATES = Path(__file__).parent / "templates"
LOOK_AT = "Things to look at, seen by code in words and drawing: none of them sets a level, and one may be meant so."
_DOCUMENT_TITLES = {
    "solution": "Your solution",
    "tests": "Your tests",
    "explanation": "Your explanation",
    "notes": "Your notes",
    "notebook": "Your notebook",
    "diagram": "Your diagram",
    "estimates": "Your estimates",
    "answer": "Your answer",
    "story": "Your story, as it was when you told it",
}
KIND_WORDS = {
    "coding": "Coding",
    "system_design": "AI system design",
    "live_build": "Live AI build",
    "debug": "Eval and debug",
    "behavioral": "Behavioral",
    "take_home": "Take-home and defence",
}
_STATE_LEADS = {
    "planned": "Not started",
    "running": "Still running",
    "paused": "Paused",
    "submitted": "Handed in, not measured yet",
    "expired": "Time was up, not measured yet",
    "abandoned": "Abandoned: kept, never graded",
}
NOT_JUDGED_STEPS = (
    "Not judged yet: what code cannot measure needs a reader. Your answer is kept, so it can be judged at any time.",
)


def report_document(record: RoundRecord) -> dict[str, Any]:
    """Everything that is known of a round of one question, or of one question of several, as plain data."""
    round_, header = record.round, record.question.header
    submission = record.submission
    predicted = record.told.predicted
    leads = leading_grade(record.grades)
    return {
        "round": round_.id,
        "question": header.ref,
        "title": header.title,
        "version": header.version,
        "kind": round_.kind,
        "mode": round_.mode.value,
        "form": round_.form.value,
        "state": round_.state.value,
        "target": round_.target.value,
        "demo": round_.demo,
        "started": None if round_.started is None else round_.started.isoformat(),
        "ended": None if round_.ended is None else round_.ended.isoformat(),
        "planned_s": round_.planned_s,
        "parent": round_.parent,
        "rewound_s": None if record.story.rewound_ms is None else record.story.rewound_ms / 1000,
        "elapsed_s": None if submission is None else round(submission.elapsed_s, 1),
        "overtime_s": None if submission is None else round(submission.overtime_s, 1),
        "ended_by": None if submission is None else submission.ended_by,
        "hints_used": len(record.told.hints),
        "predicted": None if predicted is None else predicted.model_dump(exclude={"kind", "item"}),
        "measurements": measurements_document(record.measurements),
        "grade": None if leads is None else grade_document(leads, record.rubric),
        "grades": [grade_document(grade, record.rubric) for grade in record.grades],
        "disputes": [
            {**said.model_dump(include={"criterion", "level", "why"}), "made": said.made.isoformat()}
            for said in record.disputes
        ],
        "phases": [
            {"name": name, "spent_s": round(spent, 1), "guide_s": guide} for name, spent, guide in phases(record)
        ],
        "prompt": prompt_text(record.question, record.told.levels_open),
        "asked": [turn.text for turn in record.told.chat if turn.speaker == "interviewer" and turn.intent == "probe"],
        "documents": {} if submission is None else dict(submission.documents),
    }


def phases(record: RoundRecord) -> list[tuple[str, float, float]]:
    """Name, seconds spent and seconds advised of every phase of the guide.

    Empty for a round that was worked on in a folder, or answered in one go: nobody told there which phase was on, so
    the journal holds the first one alone, and all time would be booked under it.
    """
    spent = time_per_phase(record.events, record.item.position)
    if record.round.folder is not None or sum(spent.values()) < 1:
        return []
    advised = {phase.name: phase.minutes for phase in record.question.phases}
    scale = record.share_s / (sum(advised.values()) * 60) if advised else 1.0
    return [(name, spent.get(name, 0.0), minutes * 60 * scale) for name, minutes in advised.items()]


def design_view(measurements: Mapping[str, Any]) -> dict[str, Any] | None:
    """What code saw in a design's drawing and numbers, a sentence each; None where no design was measured."""
    found = measurements.get(DESIGN)
    if not found or not found["sentence"]:
        return None
    facts = [fact["sentence"] for fact in found.get("facts", ())]
    return {"sentence": found["sentence"], "about": LOOK_AT if facts else "", "facts": facts}


class ReportFormat(StrEnum):
    """How a report is written."""

    MD = "md"
    JSON = "json"
    HTML = "html"


def render(record: RoundRecord, form: ReportFormat) -> str:
    """The report as a page, as Markdown or as JSON; in a page, what came from a person or a program is escaped."""
    if form is ReportFormat.JSON:
        return json.dumps(report_document(record), ensure_ascii=False, indent=2) + "\n"
    return template(f"report.{form.value}.j2").render(r=view(record))


def view(record: RoundRecord) -> dict[str, Any]:
    """A question of a round with every figure in words, as the templates take it."""
    document = report_document(record)
    return _view(document, leading_grade(record.grades), build_documents(document["documents"], record.question))


def document_title(name: str) -> str:
    """What a document that was handed in is called."""
    return _DOCUMENT_TITLES.get(name, name)


def template(name: str) -> jinja2.Template:
    """A template of a report."""
    return _environment().get_template(name)


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=jinja2.select_autoescape(enabled_extensions=("html.j2",), default=False),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["cell"] = _cell
    environment.filters["fenced"] = _fenced
    environment.filters["quoted"] = _quoted
    environment.filters["page"] = _page
    return environment


def _cell(text: str) -> str:
    """Text that stays within one cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")


def _fenced(text: str, language: str = "") -> str:
    """Text as a Markdown code block, unchanged, whose fence is longer than any inside."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _quoted(text: str) -> str:
    """Markdown set apart from what stands around it, so that its headings are not those of the report."""
    return "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines())


def _page(text: str) -> str:
    """Markdown as a part of a page, all of it escaped but what makes its headings, points and code; see `| safe` where it is used."""
    from mockint.app.block_text import html_blocks  # late: it takes its templates from here
    from mockint.app.prompt_blocks import prompt_blocks

    return html_blocks(prompt_blocks(text))


def lead(document: Mapping[str, Any]) -> str:
    """The first line of a debrief: what was measured leads, a hire word only where there is one."""
    grade = document["grade"]
    if grade is None:
        return _STATE_LEADS.get(document["state"], "Not measured")
    if grade["verdict"] != "not_judged":
        return str(grade["words"])
    measured = document["measurements"]
    hidden = measured.get("hidden_tests") or measured.get("build") or {}
    bar = {"met": "Code bar met", "not_met": "Code bar not met", None: "Not judged yet"}[grade["measured_bar"]]
    return f"{bar}: {hidden['sentence']}" if hidden.get("sentence") else bar


def _view(document: dict[str, Any], grade: Grade | None, documents: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The document with every figure in words, for the templates."""
    told = document["grade"] or {}
    criteria = [_criterion_view(criterion, document["predicted"]) for criterion in told.get("criteria", [])]
    waiting = any(criterion["state"] == "ungraded" for criterion in told.get("criteria", []))
    measurements = document["measurements"]
    return {
        **document,
        "words": told.get("words", ""),
        "lead": lead(document),
        "reason": told.get("reason", ""),
        "measured_bar": told.get("measured_bar") if told.get("verdict") == "not_judged" else None,
        "source": grade.source if grade else "no grade",
        "notes": (
            *_forecast(document),
            *(f"Noticed: {mark}" for mark in told.get("marks", ())),
            *((LIMITS,) if told.get("grader") == "offline" else ()),
            *(NOT_JUDGED_STEPS if waiting else ()),
        ),
        "readings": _readings(document["grades"]),
        "disagreements": _disagreements(document),
        "criteria": criteria,
        "actions": [criterion for criterion in criteria if criterion["next_action"]],
        "has_prediction": bool((document["predicted"] or {}).get("levels")),
        **rules_view(document),
        "facts": [
            fact
            for name, entry in measurements.items()
            if entry["sentence"] and name != DESIGN
            for fact in (entry["sentence"], *entry.get("left_out", ()))
        ],
        "design": design_view(measurements),
        "hidden_rows": _hidden_rows(measurements.get("hidden_tests", {})),
        "not_counted": measurements.get("own_tests", {}).get("invalid", []),
        "survived": [mutant["trap"] for mutant in measurements.get("own_tests", {}).get("survived", [])],
        "growth_points": [
            {"n": f"{point['n']:,}", "time": f"{point['cpu_s'] * 1000:,.1f} ms"}
            for point in measurements.get("growth", {}).get("points", [])
        ],
        "phases": [
            {"name": phase["name"], "spent": clock_words(phase["spent_s"]), "guide": clock_words(phase["guide_s"])}
            for phase in document["phases"]
        ],
        "documents": [
            {
                "name": name,
                "title": document_title(name),
                "text": as_read(name, text),
                "language": "python" if name in (SOLUTION, TESTS) or name.endswith(".py") else "",
            }
            for name, text in (documents or document["documents"]).items()
            if text.strip()
        ],
        "build": build_view(measurements.get("build", {})),
        "brief": brief_view(measurements.get(TAKE_HOME, {})),
        "isolation": next(
            (found["isolation"] for found in measurements.values() if found.get("isolation")), "not recorded"
        )
        if document["kind"] in {"coding", "live_build"} or TAKE_HOME in measurements
        else "",
    }


def rules_view(document: Mapping[str, Any]) -> dict[str, str]:
    """The kind of a round, its rules, its start and its length, in words."""
    return {
        "kind_words": KIND_WORDS[document["kind"]],
        "mode_words": ("Simulation" if document["mode"] == Mode.SIMULATION else "Practice")
        + (", short form" if document["form"] == Form.SHORT else ""),
        "started_words": (document["started"] or "not started")[:16].replace("T", " ")
        + (" UTC" if document["started"] else ""),
        "minutes_words": _minutes(document),
    }


def _criterion_view(criterion: Mapping[str, Any], predicted: Mapping[str, Any] | None) -> dict[str, Any]:
    level = criterion["level"]
    expected = (predicted or {}).get("levels", {}).get(criterion["id"])
    if level is not None:
        words = f"{level} {LEVEL_WORDS[level]}{spread_words(criterion)}"
    else:
        words = "Not assessed" if criterion["state"] == "not_assessed" else "Not judged yet"
    evidence = "; ".join(
        entry["quote"] if entry["verified"] else f"{entry['quote']} (not found in the answer)"
        for entry in criterion["evidence"]
    )
    reason = "" if criterion["reason"].rstrip(".") == words else criterion["reason"]
    # What own tests let through has a section of its own.
    missing = "" if criterion["id"] == TESTING else criterion["missing"]
    return {
        "title": criterion["title"],
        "must_have": criterion["must_have"],
        "weight_words": f"{criterion['weight']:g} %",
        "level_words": words,
        "predicted_words": "" if expected is None else f"{expected} {LEVEL_WORDS[expected]}",
        "because": " ".join(part for part in (evidence, missing) if part) or reason,
        "next_action": criterion["next_action"],
    }


def spread_words(criterion: Mapping[str, Any]) -> str:
    """How sure a level is, to stand behind it; empty where all runs agree."""
    low, high = criterion["low"], criterion["high"]
    if criterion["source"] == "offline":
        about = f"{low}" if low == high else f"{low}-{high}"
        return f" (about {about} of 4, offline estimate)"
    if criterion["confidence"] == "low":
        runs = "" if low == high else f"runs {low}-{high}, "
        return f" ({runs}low confidence: read it yourself)"
    return "" if low == high else f" (runs {low}-{high})"


def _readings(grades: list[Mapping[str, Any]]) -> list[dict[str, str]]:
    """All readings by graders, newest first, where there is more than one."""
    found = [grade for grade in grades if grade["grader"]]
    return [
        {
            "source": grade["source"],
            "made": grade["made"][:16].replace("T", " "),
            "words": grade["words"],
            "levels": ", ".join(f"{c['title']} {c['level'] or '-'}" for c in grade["criteria"]),
        }
        for grade in reversed(found if len(found) > 1 else [])
    ]


def _disagreements(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The user's own words against levels, with the criterion's title."""
    titles = {c["id"]: c["title"] for c in (document["grade"] or {}).get("criteria", [])}
    return [{**said, "title": titles.get(said["criterion"], said["criterion"])} for said in document["disputes"]]


def _forecast(document: Mapping[str, Any]) -> tuple[str, ...]:
    """What was expected of the hidden tests beside what came, where both are known."""
    expected = (document["predicted"] or {}).get("hidden_pass_rate")
    hidden = document["measurements"].get("hidden_tests", {})
    if expected is None or not hidden.get("total"):
        return ()
    return (f"You expected {expected:.0%} of the hidden tests; {hidden['passed'] / hidden['total']:.0%} passed.",)


def _hidden_rows(hidden: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The hidden tests by level, then the large, timed ones of all levels."""
    parts = [(f"Level {level['level']}", level) for level in hidden.get("levels", [])]
    parts.append(("Large, timed, of all levels", hidden.get("performance", {})))
    return [
        {"name": name, "passed": part["passed"], "total": part["total"], "all": part["passed"] == part["total"]}
        for name, part in parts
        if part.get("total")
    ]


def _minutes(document: Mapping[str, Any]) -> str:
    begun = document["rewound_s"]
    return _used(document) + ("" if begun is None else f", begun at {clock_words(begun)} of an earlier round")


def _used(document: Mapping[str, Any]) -> str:
    planned = f"{document['planned_s'] / 60:g} min planned"
    if document["elapsed_s"] is None:
        return planned
    used = f"{clock_words(document['elapsed_s'])} of {clock_words(document['planned_s'])}"
    return used if not document["overtime_s"] else f"{used}, {clock_words(document['overtime_s'])} overtime"


def clock_words(seconds: float) -> str:
    """Seconds as minutes and seconds, ``m:ss``."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
