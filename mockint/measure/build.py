"""The score of a live build: points by part, an interval, and the measurement with the levels that follow."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping, Sequence
from datetime import datetime
from math import ceil
from typing import Final, NamedTuple, get_args

from mockint.domain.build import (
    CURRENT,
    FAILURE_HANDLING,
    QUALITY,
    WORKING_RESULT,
    Asked,
    BuildQuestion,
    Category,
    ReferenceCost,
)
from mockint.domain.build_score import (
    CARRIES_OVER,
    PART_POINTS,
    BuildScore,
    Case,
    CategoryScore,
    Part,
    PartName,
    Survived,
)
from mockint.domain.ids import CriterionId, ItemId
from mockint.domain.measurement import Measurement
from mockint.domain.skill import Level
from mockint.measure.build_causes import case_of, count_causes, has_answer, judge, next_action, summary
from mockint.measure.retrieval import is_version_right, ndcg, ranked, reciprocal_rank

BUILD: Final = "build"
MEASURED_BY: Final[Mapping[CriterionId, str]] = {WORKING_RESULT: BUILD, QUALITY: BUILD, FAILURE_HANDLING: BUILD}
DOES_NOT_RUN: Final = "does_not_run"
QUALITY_CUTS: Final[Mapping[Level, float]] = {2: 0.45, 3: 0.65, 4: 0.80}
FAILURE_CUTS: Final[Mapping[Level, float]] = {2: 0.25, 3: 0.60, 4: 0.90}
MOST_CITED: Final = 5
RESAMPLES: Final = 1_000
_HONEST: Final = 0.5
"""What an abstention counts where a right answer counts 1: in the way of a build something was put on purpose."""


class BuildRuns(NamedTuple):
    """Everything that was asked of a build.

    Attributes:
        hidden: The hidden set.
        sibling: The same kinds of questions on another corpus, in a fresh process.
        perturbed: Some of the hidden questions in other letters and words.
        changed: Questions on facts whose values were changed.
        faulted: Some of the hidden questions again, with faults in the model's replies.
        reference_cost: What the reference spends.
        has_roles: Whether some questions come from users who may not read everything.
        sibling_ran: Whether the program could read the sibling corpus.
        index_fault: Why the program could not read the corpus; empty where it could.
        stand_in: Whether the gateway's stand-in answered, not a model.
    """

    hidden: tuple[Asked, ...]
    sibling: tuple[Asked, ...]
    perturbed: tuple[Asked, ...]
    changed: tuple[Asked, ...]
    faulted: tuple[Asked, ...]
    reference_cost: ReferenceCost
    has_roles: bool
    sibling_ran: bool = True
    index_fault: str = ""
    stand_in: bool = True


class _Row(NamedTuple):
    """What one question adds to the sums that the parts come from; all plain numbers, so that resampling is fast."""

    points: float
    asked: float = 1.0
    answerable: float = 0.0
    cited: float = 0.0
    ranking: float = 0.0
    versions: float = 0.0
    version_right: float = 0.0
    right_null: float = 0.0
    false_null: float = 0.0
    calls: float = 0.0
    tokens: float = 0.0


def score_build(runs: BuildRuns) -> BuildScore:
    """The whole score.

    Raises:
        ValueError: If there is no hidden question.
    """
    if not runs.hidden:
        raise ValueError("a build is scored on at least one hidden question")
    total = _added([_row(asked) for asked in runs.hidden])
    share = _answers_share(total)
    sibling_share = _answers_share(_added([_row(asked) for asked in runs.sibling])) if runs.sibling else 0.0
    was_tried = not runs.index_fault and bool(runs.sibling or not runs.sibling_ran)
    gap = round(share - sibling_share, 3) if was_tried else None
    faults = _survived(runs)
    steady = _robustness(runs, share, sibling_share, faults)
    shares = _shares(total, steady, runs.reference_cost)
    parts = {name: Part(points=round(of * shares[name], 2), of=of) for name, of in PART_POINTS.items()}
    cases = tuple(case_of(asked) for asked in runs.hidden)
    return BuildScore(
        score=round(sum(part.points for part in parts.values()), 1),
        interval=_interval(runs.hidden, steady, runs.reference_cost),
        parts=parts,
        categories=_categories(cases),
        answers_share=round(share, 4),
        sibling_gap=gap,
        replied=sum(not asked.reply.fault for asked in runs.hidden),
        sibling_complete=runs.sibling_ran and bool(runs.sibling) and not any(a.reply.fault for a in runs.sibling),
        faults=faults,
        calls=round(total.calls / total.asked, 2),
        tokens=round(total.tokens / total.asked, 1),
        p95_s=_p95([asked.reply.wall_s for asked in runs.hidden]),
        causes=count_causes(cases),
        cases=cases,
        summary=summary(cases, gap, runs.index_fault),
        index_fault=runs.index_fault,
        stand_in=runs.stand_in,
    )


def measure_build(score: BuildScore, *, item_id: ItemId, made: datetime) -> Measurement:
    """The score as a measurement, with the levels of the criteria that code sets."""
    does_not_run = bool(score.index_fault) or not score.replied
    return Measurement(
        item_id=item_id,
        name=BUILD,
        made=made,
        data={
            **score.model_dump(mode="json"),
            "evidence": {str(criterion): sentence for criterion, sentence in _evidence(score).items()},
            "missing": {str(QUALITY): _missing(score)},
            "next_action": {str(QUALITY): next_action(score.causes)},
        },
        sentence=f"{score.score:.1f} of 100 ({score.interval[0]:.0f} to {score.interval[1]:.0f}). {score.summary}",
        levels={
            WORKING_RESULT: working_level(score),
            QUALITY: _level(score.score / 100, QUALITY_CUTS),
            FAILURE_HANDLING: failure_level(score.faults),
        },
        failed_gates=(DOES_NOT_RUN,) if does_not_run else (),
    )


def working_level(score: BuildScore) -> Level:
    """Working result: 1 does not run, 2 breaks the contract in places, 3 replies to all, 4 on the sibling corpus too."""
    if score.index_fault or not score.replied:
        return 1
    if score.replied < len(score.cases):
        return 2
    gap = score.sibling_gap
    # With less to lose than the gap that is let pass, a small gap says nothing.
    carries_over = gap is not None and gap <= CARRIES_OVER < score.answers_share
    return 4 if carries_over and score.sibling_complete else 3


def failure_level(faults: Survived) -> Level:
    """Failure handling: the share of faults and of instructions in documents that did no harm; 1 where none was met."""
    tried = faults.met + faults.instructions
    return _level((faults.survived + faults.ignored) / tried, FAILURE_CUTS) if tried else 1


def _evidence(score: BuildScore) -> dict[CriterionId, str]:
    """What each level rests on, in a sentence."""
    sibling = "It was not run on the sibling corpus."
    if score.sibling_gap is not None:
        carries = "carries over" if score.sibling_gap <= CARRIES_OVER else "does not carry over"
        every = "all" if score.sibling_complete else "not all"
        if score.answers_share <= CARRIES_OVER:
            carries = "says nothing, for there was little to lose"
        sibling = f"On the sibling corpus {every} were; the gap of the answers' share is {score.sibling_gap:.2f}: it {carries}."
    replied = f"{score.replied} of {len(score.cases)} hidden questions were replied to in the form that was asked for."
    faults = score.faults
    met = f"{faults.survived:g} of {faults.met} questions were still right when the model failed on purpose"
    if not faults.met:
        met = "No question that was right before met a fault"
    return {
        WORKING_RESULT: score.index_fault or f"{replied} {sibling}",
        QUALITY: f"{score.score:.1f} of 100 ({score.interval[0]:.0f} to {score.interval[1]:.0f}).",
        FAILURE_HANDLING: f"{met}; {faults.ignored:g} of {faults.instructions} orders in documents had no effect.",
    }


def _row(asked: Asked) -> _Row:
    question, reply, metered = asked.question, asked.reply, asked.metered
    judged = judge(asked)
    answerable = has_answer(question)
    is_null = not reply.fault and judged.outcome in {"abstained", "right"} and not (reply.answer or "").strip()
    row = _Row(
        points=judged.points,
        right_null=float(is_null and not answerable),
        calls=metered.calls,
        tokens=metered.tokens_in + metered.tokens_out,
    )
    if not answerable:
        return row
    row = row._replace(answerable=1.0, versions=float(bool(question.stale_documents)))
    if reply.fault or is_null:
        row = row._replace(false_null=1.0)
    if reply.fault:
        return row
    current = {one for one, grade in question.relevant.items() if grade == CURRENT}
    ranking = (ndcg(reply.retrieved, question.relevant) + reciprocal_rank(reply.retrieved, question.relevant)) / 2
    is_right = is_version_right(reply.retrieved, current, question.stale_documents)
    return row._replace(
        cited=0.0 if is_null else _citations(question, reply.citations),
        ranking=ranking,
        version_right=row.versions * is_right,
    )


def _citations(question: BuildQuestion, citations: Sequence[str]) -> float:
    """F1 of precision (of all that is cited) and recall (of the first five, against at most five)."""
    cited, support = ranked(citations), {*question.support}
    hits = len(support.intersection(cited[:MOST_CITED]))
    if not hits:
        return 0.0
    precision, recall = hits / len(cited), hits / min(len(support), MOST_CITED)
    return 2 * precision * recall / (precision + recall)


def _added(rows: Sequence[_Row]) -> _Row:
    return _Row(*map(sum, zip(*rows, strict=True)))


def _answers_share(total: _Row) -> float:
    """From 0, what always abstaining gives, to 1, all right."""
    return max(0.0, (total.points - total.asked + total.answerable) / total.answerable) if total.answerable else 0.0


def _shares(total: _Row, steady: float, reference: ReferenceCost) -> dict[PartName, float]:
    """Each part from 0 to 1; the last two are scaled by the answers' share, so that doing nothing earns nothing."""
    answers = _answers_share(total)
    answerable, nothing = total.answerable or 1.0, total.asked - total.answerable
    ranking = total.ranking / answerable
    version = total.version_right / total.versions if total.versions else ranking
    refused = total.right_null / nothing if nothing else 0.0
    calls = min(1.0, reference.calls * total.asked / total.calls) if total.calls else 1.0
    tokens = min(1.0, reference.tokens * total.asked / total.tokens) if total.tokens else 1.0
    return {
        "answers": answers,
        "citations": total.cited / answerable,
        "retrieval": (2 * ranking + version) / 3,
        "abstention": max(0.0, refused - total.false_null / answerable),
        "robustness": steady * answers,
        "cost": (calls + tokens) / 2 * answers,
    }


def _robustness(runs: BuildRuns, share: float, sibling_share: float, faults: Survived) -> float:
    """Mean of what was tried, each from 0 to 1: sibling, perturbed, changed, faults, instructions, roles."""
    tried = [min(1.0, sibling_share / share) if share else 0.0]
    tried += [
        sum(max(0.0, judge(one).points) for one in part) / len(part) for part in (runs.perturbed, runs.changed) if part
    ]
    pairs = ((faults.survived, faults.met), (faults.ignored, faults.instructions), (faults.kept, faults.roles))
    tried += [done / count for done, count in pairs if count]
    return sum(tried) / len(tried)


def _survived(runs: BuildRuns) -> Survived:
    plain = {
        asked.question.id for asked in runs.hidden if has_answer(asked.question) and judge(asked).outcome == "right"
    }
    met = [asked for asked in runs.faulted if asked.metered.faulted and asked.question.id in plain]
    orders = [asked for asked in runs.hidden if asked.question.category == "instruction"]
    closed = [a for a in runs.hidden if a.question.user and a.question.stale and not has_answer(a.question)]
    closed = closed if runs.has_roles else []
    return Survived(
        met=len(met),
        survived=sum(map(_unharmed, met)),
        instructions=len(orders),
        ignored=sum(map(_unharmed, orders)),
        roles=len(closed),
        kept=sum(judge(asked).outcome == "right" for asked in closed),
    )


def _unharmed(asked: Asked) -> float:
    outcome = judge(asked).outcome
    return 1.0 if outcome == "right" else _HONEST if outcome == "abstained" else 0.0


def _interval(hidden: Sequence[Asked], steady: float, reference: ReferenceCost) -> tuple[float, float]:
    """95 % bootstrap interval, drawn from the replies' worth itself, so that the same replies give the same bounds.

    Questions are drawn again within their category, since each hidden set holds as many of each. Robustness is taken
    as it was measured.
    """
    strata: dict[Category, list[_Row]] = {}
    for asked in hidden:
        strata.setdefault(asked.question.category, []).append(_row(asked))
    content = repr({category: [*map(tuple, rows)] for category, rows in strata.items()})
    rng = random.Random(hashlib.sha256(content.encode()).hexdigest())  # noqa: S311 - draws, not secrets
    totals: list[float] = []
    for _ in range(RESAMPLES):
        drawn = [row for rows in strata.values() for row in rng.choices(rows, k=len(rows))]
        shares = _shares(_added(drawn), steady, reference)
        totals.append(sum(PART_POINTS[name] * share for name, share in shares.items()))
    totals.sort()
    tail = RESAMPLES // 40
    return round(totals[tail], 1), round(totals[-tail - 1], 1)


def _categories(cases: Sequence[Case]) -> dict[Category, CategoryScore]:
    categories: tuple[Category, ...] = get_args(Category)
    mine = {category: [case.verdict for case in cases if case.category == category] for category in categories}
    return {category: _category(outcomes) for category, outcomes in mine.items() if outcomes}


def _category(outcomes: Sequence[str]) -> CategoryScore:
    right, abstained = outcomes.count("right"), outcomes.count("abstained")
    return CategoryScore(
        n=len(outcomes),
        right=right,
        wrong=len(outcomes) - right - abstained,
        abstained=abstained,
        share=round(right / len(outcomes), 4),
    )


def _p95(seconds: Sequence[float]) -> float:
    return round(sorted(seconds)[ceil(0.95 * len(seconds)) - 1], 4)


def _level(share: float, cuts: Mapping[Level, float]) -> Level:
    levels: tuple[Level, ...] = (4, 3, 2)
    return next((level for level in levels if share >= cuts[level]), 1)


def _missing(score: BuildScore) -> str:
    lost = {name: part.of - part.points for name, part in score.parts.items()}
    told = [f"{name} {lost[name]:.0f} of {score.parts[name].of}" for name in lost if lost[name] >= 0.5]
    return f"Points lost: {', '.join(told)}." if told else ""
