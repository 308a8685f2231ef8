"""Measures a live build that was handed in: its files, as they were, against the hidden set of its round's seed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mockint.app.build_model import behind, keep_calls, model_name
from mockint.app.build_run import BuildJob, Progress, Ran, evaluate
from mockint.app.record import RoundRecord
from mockint.app.services import Services
from mockint.domain.build import Stage
from mockint.domain.measurement import Measurement
from mockint.domain.round import Round
from mockint.domain.submission import Submission
from mockint.execution.environments import own_environment
from mockint.gateway.build_gateway import TraceCall
from mockint.measure.build import measure_build, score_build
from mockint.rounds.live_build import DECISIONS, DEFENCE, build_task
from mockint.rounds.story import Story

MOST_OUTPUT = 4_000


def measurements(
    services: Services, record: RoundRecord, submission: Submission, progress: Progress
) -> tuple[Measurement, ...]:
    """The one measurement of a build.

    Raises:
        BadInputError: If ``mockint.toml`` cannot be read.
        ExecutionError: If no program can be run on this machine, or its environment cannot be made.
    """
    chosen = behind(services, record.round.id)
    job = job_of(record.round, submission.documents, record, progress)._replace(behind=chosen)
    ran = evaluate(job, progress)
    keep_calls(services, record.round.id, chosen, ran.calls)
    score = score_build(ran.runs)
    found = measure_build(score, item_id=submission.item_id, made=services.clock.now().wall)
    return (found.model_copy(update={"data": {**found.data, **_more(ran, job)}}),)


def job_of(round_: Round, documents: Mapping[str, str], record: RoundRecord, progress: Progress) -> BuildJob:
    """What is run for a round."""
    folder = None if round_.folder is None else Path(round_.folder)
    environment = own_environment(folder, progress) if folder is not None and folder.is_dir() else None
    files = {path: text for path, text in documents.items() if path not in {DECISIONS, DEFENCE}}
    return BuildJob(files, build_task(record.question), round_.seed, stage_of(record.story), environment)


def stage_of(story: Story) -> Stage:
    """The corpus that a build is judged on: a change of plan counts once it was put."""
    return "changed" if story.item().curveball else "start"


def _more(ran: Ran, job: BuildJob) -> dict[str, Any]:
    """What stands beside the score: how it ran, and the model's calls by question."""
    calls: dict[str, list[dict[str, Any]]] = {}
    for call in ran.trace:
        calls.setdefault(call.key, []).append(_plain(call))
    return {
        "seed": job.seed,
        "stage": job.stage,
        "model": model_name(job.behind),
        "isolation": ran.isolation,
        "index_s": round(ran.index_s, 3),
        "output": ran.output[-MOST_OUTPUT:],
        "trace": calls,
    }


def _plain(call: TraceCall) -> dict[str, Any]:
    return {name: value for name, value in call._asdict().items() if name != "key"}
