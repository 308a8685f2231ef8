"""The score of a take-home: points by part with an interval, and the measurement with the level that follows."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from mockint.domain.ids import CriterionId, ItemId
from mockint.domain.measurement import Measurement
from mockint.domain.skill import Level
from mockint.domain.take_home import EVIDENCE_OF_WORKING, CheckResult, Outcome, PartKind, PartScore, ScorePart

TAKE_HOME: Final = "take_home"
MEASURED_BY: Final[Mapping[CriterionId, str]] = {EVIDENCE_OF_WORKING: TAKE_HOME}
DOES_NOT_RUN: Final = "does_not_run"
RESAMPLES: Final = 1_000
FULL_REPOSITORY: Final = 0.5
"""Share of the stories' points from which what stands around the program counts in full: around nothing it is worth nothing."""
WORTH: Final[Mapping[Outcome, float]] = {"right": 1.0, "missed": 0.0, "harmful": -1.0, "not_run": 0.0}
_LEVEL_2, _LEVEL_3, _LEVEL_4 = 25.0, 65.0, 80.0
_MOST_TOLD: Final = 3


class Around(NamedTuple):
    """What a part around the program came to: share from 0 to 1, the sentence it rests on, and what was printed."""

    share: float
    sentence: str
    output: str = ""


class Scored(NamedTuple):
    """The whole score.

    Attributes:
        score: Of 100.
        interval: 95 % interval of it: other checks of the same kinds would give a score in here.
        parts: In the order of the brief.
    """

    score: float
    interval: tuple[float, float]
    parts: tuple[PartScore, ...]


def score_take_home(
    parts: Sequence[ScorePart], checks: Sequence[CheckResult], around: Mapping[PartKind, Around]
) -> Scored:
    """Put the parts together.

    Args:
        parts: Of the brief; their points add up to 100.
        checks: Of all stories.
        around: By kind, for the parts that no story measures.
    """
    worth = {part.id: [WORTH[one.outcome] for one in checks if one.part == part.id] for part in parts}
    shares = {part.id: _share(worth[part.id]) for part in parts if part.kind == "stories"}
    points = _points(parts, shares, around)
    found = tuple(
        PartScore(
            id=part.id,
            title=part.title,
            kind=part.kind,
            points=round(points[part.id], 2),
            of=part.points,
            share=round(shares[part.id] if part.kind == "stories" else around[part.kind].share, 4),
            sentence=_sentence(part, checks, around),
        )
        for part in parts
    )
    return Scored(round(sum(points.values()), 1), _interval(parts, worth, around), found)


def measure_take_home(
    scored: Scored,
    checks: Sequence[CheckResult],
    around: Mapping[PartKind, Around],
    not_opened: str,
    *,
    item_id: ItemId,
    made: datetime,
    more: Mapping[str, Any],
) -> Measurement:
    """The score as a measurement, with the level of the one criterion that code sets."""
    failed = [one for one in checks if one.outcome != "right"]
    level = working_level(scored, not_opened)
    low, high = scored.interval
    return Measurement(
        item_id=item_id,
        name=TAKE_HOME,
        made=made,
        data={
            "score": scored.score,
            "interval": scored.interval,
            "parts": [part.model_dump(mode="json") for part in scored.parts],
            "checks": [one.model_dump(mode="json") for one in checks],
            "not_opened": not_opened,
            "printed": {kind: one.output for kind, one in around.items() if one.output},
            "evidence": {str(EVIDENCE_OF_WORKING): not_opened or _evidence(scored, checks)},
            "missing": {str(EVIDENCE_OF_WORKING): _missing(scored)},
            "next_action": {str(EVIDENCE_OF_WORKING): _next(failed)},
            **more,
        },
        sentence=f"{scored.score:.1f} of 100 ({low:.0f} to {high:.0f}). {not_opened or _evidence(scored, checks)}",
        levels={EVIDENCE_OF_WORKING: level},
        failed_gates=(DOES_NOT_RUN,) if not_opened else (),
    )


def working_level(scored: Scored, not_opened: str) -> Level:
    """The level of *Evidence that it works*: what it does, and from 3 on that its own tests notice, from 4 that it measures."""
    shares = {part.kind: part.share for part in scored.parts if part.kind != "stories"}
    if not_opened or scored.score < _LEVEL_2:
        return 1
    notices, measures = shares.get("own_tests", 0.0) >= 1.0, shares.get("own_evaluation", 0.0) > 0.0
    if scored.score >= _LEVEL_4 and notices and measures:
        return 4
    return 3 if scored.score >= _LEVEL_3 and notices else 2


def _share(worth: Sequence[float]) -> float:
    return max(0.0, sum(worth) / len(worth)) if worth else 0.0


def _points(
    parts: Sequence[ScorePart], shares: Mapping[str, float], around: Mapping[PartKind, Around]
) -> dict[str, float]:
    points = {
        part.id: part.points * shares[part.id] * (shares[part.scaled_by] if part.scaled_by else 1.0)
        for part in parts
        if part.kind == "stories"
    }
    of_stories = sum(part.points for part in parts if part.kind == "stories")
    full = min(1.0, sum(points.values()) / of_stories / FULL_REPOSITORY) if of_stories else 0.0
    points |= {part.id: part.points * around[part.kind].share * full for part in parts if part.kind != "stories"}
    return points


def _interval(
    parts: Sequence[ScorePart], worth: Mapping[str, Sequence[float]], around: Mapping[PartKind, Around]
) -> tuple[float, float]:
    """95 % bootstrap interval over the checks of each part, drawn from what they came to, so that the same gives the same."""
    rng = random.Random(hashlib.sha256(repr(sorted(worth.items())).encode()).hexdigest())  # noqa: S311 - draws, not secrets
    totals = []
    for _ in range(RESAMPLES):
        shares = {
            part.id: _share(rng.choices(worth[part.id], k=len(worth[part.id])) if worth[part.id] else ())
            for part in parts
            if part.kind == "stories"
        }
        totals.append(sum(_points(parts, shares, around).values()))
    totals.sort()
    tail = RESAMPLES // 40
    return round(totals[tail], 1), round(totals[-tail - 1], 1)


def _sentence(part: ScorePart, checks: Sequence[CheckResult], around: Mapping[PartKind, Around]) -> str:
    if part.kind != "stories":
        return around[part.kind].sentence
    mine = [one for one in checks if one.part == part.id]
    right, harmful = (sum(one.outcome == outcome for one in mine) for outcome in ("right", "harmful"))
    told = f"{right} of {len(mine)} checks right" + (f", {harmful} did harm" if harmful else "")
    return f"{told}{f'; multiplied by the share of {part.scaled_by}' if part.scaled_by else ''}."


def _evidence(scored: Scored, checks: Sequence[CheckResult]) -> str:
    right, harmful = (sum(one.outcome == outcome for one in checks) for outcome in ("right", "harmful"))
    around = " ".join(part.sentence for part in scored.parts if part.kind in {"own_tests", "own_evaluation"})
    told = f"{right} of {len(checks)} hidden checks were right" + (f", {harmful} did harm" if harmful else "")
    return f"{told}. {around}".strip()


def _missing(scored: Scored) -> str:
    lost = sorted(scored.parts, key=lambda part: part.points - part.of)
    told = [f"{part.title} {part.of - part.points:.0f} of {part.of}" for part in lost if part.of - part.points >= 0.5]
    return f"Points lost: {', '.join(told)}." if told else ""


def _next(failed: Sequence[CheckResult]) -> str:
    """The harm first, then what failed most often."""
    says: dict[str, int] = {}
    for one in sorted(failed, key=lambda one: one.outcome != "harmful"):
        says[one.says] = says.get(one.says, 0) + 1
    first = [say for say in says if say][:_MOST_TOLD]
    return f"Look first at: {' '.join(first)}" if first else ""
