"""Measurements and grades as the plain documents that the commands print and the reports keep."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mockint.domain.grade import Grade
from mockint.domain.judgement import Evidence, Judged, Judgement, Ungraded
from mockint.domain.measurement import Measurement
from mockint.domain.rubric import Rubric


def measurements_document(measurements: Iterable[Measurement]) -> dict[str, Any]:
    """Measurements by name, each with its sentence; one that failed has its ``error`` and no figures."""
    document: dict[str, Any] = {}
    for measurement in measurements:
        entry = {**measurement.data, "sentence": measurement.sentence}
        if measurement.error:
            entry["error"] = measurement.error
        document[measurement.name] = entry
    return document


def grade_document(grade: Grade, rubric: Rubric) -> dict[str, Any]:
    """A grade with one entry for every criterion of the rubric, in its order, judged or not."""
    by_criterion = {judgement.criterion: judgement for judgement in grade.judgements}
    return {
        "verdict": grade.verdict.word.value,
        "words": grade.verdict.words,
        "measured_bar": grade.verdict.measured_bar,
        "reason": grade.verdict.reason,
        "mean": None if grade.verdict.mean is None else round(grade.verdict.mean, 3),
        "judged_share": round(grade.verdict.judged_share, 3),
        "source": grade.source,
        "target": grade.target.value,
        "made": grade.made.isoformat(),
        "grader": grade.grader or None,
        "model": grade.model or None,
        "effort": grade.effort or None,
        "prompt_version": grade.prompt_version or None,
        "rubric_hash": grade.rubric_hash,
        "runs": grade.runs,
        "marks": list(grade.marks),
        "criteria": [
            {
                "id": criterion.id,
                "title": criterion.title,
                "weight": criterion.weight,
                "must_have": grade.target in criterion.must_have,
                **_judgement_document(by_criterion.get(criterion.id)),
            }
            for criterion in rubric.criteria
        ],
    }


def _judgement_document(judgement: Judgement | None) -> dict[str, Any]:
    if isinstance(judgement, Judged):
        return {
            "level": judgement.level,
            "source": judgement.source,
            "confidence": judgement.confidence,
            "low": judgement.low,
            "high": judgement.high,
            "evidence": [_evidence_document(evidence) for evidence in judgement.evidence],
            "missing": judgement.missing,
            "next_action": judgement.next_action,
            "state": "judged",
            "reason": "",
        }
    return {
        "level": None,
        "source": None,
        "confidence": None,
        "low": None,
        "high": None,
        "evidence": [_evidence_document(each) for each in judgement.evidence]
        if isinstance(judgement, Ungraded)
        else [],
        "missing": "",
        "next_action": "",
        "state": judgement.outcome if judgement is not None else "ungraded",
        "reason": judgement.reason if judgement is not None else "Not judged yet.",
    }


def _evidence_document(evidence: Evidence) -> dict[str, Any]:
    return {
        "quote": evidence.quote,
        "verified": evidence.verified != "unverified",
        "how": evidence.verified,
    }
