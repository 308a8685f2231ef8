"""What the debrief says about levels, quotes and readings, in words."""

from __future__ import annotations

from typing import Final

from mockint.domain.grade import Grade
from mockint.domain.judgement import Evidence, Judged, Judgement, NotAssessed
from mockint.domain.skill import LEVEL_WORDS
from ui import words

OFFLINE_NOTE: Final = (
    "An offline estimate tells that a point is mentioned, not that it is right. It was never validated on design or "
    "behavioral answers, and it does not count towards a verdict."
)
OWN_NOTE: Final = "These are your own levels. They are shown and do not count towards a verdict."
WAYS: Final = (
    "Nobody has judged this yet, and no grader is chosen. Choose a model or the offline estimate under Grade, paste the "
    "reply of a model that you have elsewhere, or set your own levels. Your answer is kept."
)
KEPT: Final = "Your answer and all that was measured are kept, so it can be judged at any time."

EVIDENCE: Final = {
    "verified": ("good", "verified"),
    "moved": ("info", "verified, in other spacing or case"),
    "unverified": ("warn", "not found in your answer"),
    "fact": ("fact", "measured fact"),
}
"""Icon and word for how a quote was found."""
_SOURCES: Final = {
    "measured": "Measured",
    "model": "Model",
    "offline": "Offline estimate",
    "paste": "Pasted reply",
    "self": "Your own level",
}


def level_words(judgement: Judgement | None) -> str:
    """The level; hire words only where a level counts towards a verdict."""
    if isinstance(judgement, NotAssessed):
        return "Not assessed"
    if not isinstance(judgement, Judged):
        return "Not judged yet"
    if judgement.source == "offline":
        low, high = judgement.low or judgement.level, judgement.high or judgement.level
        return f"about {low} of 4" if low == high else f"about {low}-{high} of 4"
    if judgement.source == "self":
        return f"{judgement.level} of 4"
    return f"{judgement.level}  {LEVEL_WORDS[judgement.level]}"


def level_tone(judgement: Judgement | None) -> str:
    """Good or bad where a level counts, nothing elsewhere."""
    if not isinstance(judgement, Judged) or judgement.source in {"offline", "self"}:
        return ""
    return "good" if judgement.level >= 3 else "bad"


def source_words(judgement: Judgement | None) -> str:
    """Who says so, a word; which model it was stands under the verdict."""
    return _SOURCES[judgement.source] if isinstance(judgement, Judged) else ""


def spread_words(judgement: Judgement | None) -> str:
    """How far the runs lay apart, where that is worth a look."""
    if not isinstance(judgement, Judged) or judgement.source not in {"model", "paste"}:
        return ""
    is_spread = judgement.low is not None and judgement.high is not None and judgement.low != judgement.high
    runs = f"Runs {judgement.low}-{judgement.high}" if is_spread else ""
    if judgement.confidence == "low":
        return f"{runs or 'Not all runs answered'}: low confidence, read it yourself"
    return runs


def evidence_words(evidence: Evidence) -> str:
    """A quote, or a fact, with how it was found."""
    quote, word = " ".join(evidence.quote.split()), EVIDENCE[evidence.verified][1]
    if evidence.verified != "fact":
        quote = f"\N{LEFT DOUBLE QUOTATION MARK}{quote}\N{RIGHT DOUBLE QUOTATION MARK}"
    return f"{quote}  ·  {word}"


def missing_words(judgement: Judged) -> str:
    """What was missing; the offline estimate's own words say which points were not found."""
    lead = "" if judgement.source == "offline" else "Missing: "
    return f"{lead}{' '.join(judgement.missing.split())}" if judgement.missing else ""


def reading_title(grade: Grade) -> str:
    """A reading in a list."""
    return f"{grade.model or grade.source}  ·  {words.moment(grade.made)}"


def reading_line(grade: Grade) -> str:
    """Who read it and how, a line under the verdict."""
    if grade.model and not any(isinstance(each, Judged) and each.source == "model" for each in grade.judgements):
        return f"{grade.model} was asked."
    parts = [grade.source]
    if grade.runs > 1:
        parts.append(f"median of {grade.runs} runs")
    elif grade.runs == 1 and grade.model:
        parts.append("one run")
    if grade.effort:
        parts.append(f"{grade.effort} effort")
    return "Source: " + ", ".join(parts) + "."


def difference_words(left: Judgement | None, right: Judgement | None) -> str:
    """How two readings of one criterion differ."""
    if not isinstance(left, Judged) or not isinstance(right, Judged):
        return "" if isinstance(left, Judged) is isinstance(right, Judged) else "judged in one only"
    apart = abs(left.level - right.level)
    return "same level" if not apart else f"differs by {apart}"
