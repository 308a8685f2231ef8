"""Runs a build on the visible questions: contract errors, crashes, seconds and raw answers, and no metric."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from mockint.app import workspace
from mockint.app.build_folder import visible_file, vocabulary_of
from mockint.app.build_model import Behind, behind, keep_calls
from mockint.app.build_run import BuildJob, Progress, ask_each, opened
from mockint.app.services import Services
from mockint.corpus.render import render_documents, render_visible
from mockint.domain.build import BuildQuestion, BuildReply, Stage
from mockint.domain.ids import RoundId
from mockint.domain.question import Question
from mockint.execution.environments import own_environment
from mockint.gateway.build_gateway import TraceCall
from mockint.rounds.live_build import build_task


class VisibleCase(NamedTuple):
    """One visible question and what the program said.

    Attributes:
        fault: See `mockint.domain.build.BuildReply`; empty where the reply follows the contract.
    """

    id: str
    question: str
    user: str | None
    answer: str | None
    citations: tuple[str, ...]
    retrieved: tuple[str, ...]
    fault: str
    message: str
    wall_s: float


class BuildChecked(NamedTuple):
    """What a check came to.

    Attributes:
        cases: One for each visible question that was asked.
        fault: Why none was asked; empty otherwise.
        total: Visible questions.
        output: The end of what the program printed, beside its replies.
        calls: Calls of the model.
    """

    cases: tuple[VisibleCase, ...]
    fault: str
    total: int
    index_s: float
    wall_s: float
    output: str
    calls: tuple[TraceCall, ...] = ()

    @property
    def answered(self) -> int:
        """Questions whose reply follows the contract."""
        return sum(not case.fault for case in self.cases)

    def as_json(self) -> dict[str, Any]:
        """Its part of ``mockint check --json``: ``passed`` counts the replies that follow the contract."""
        return {
            "visible": {"passed": self.answered, "total": self.total},
            "message": self.fault,
            "tests": [case._asdict() | {"name": case.id} for case in self.cases],
            "index_s": round(self.index_s, 3),
            "output": self.output,
        }


def check_round(
    services: Services,
    round_id: RoundId,
    question: Question,
    seed: int,
    stage: Stage,
    folder: Path,
    on_case: Callable[[VisibleCase], None] = lambda _: None,
    cancel: threading.Event | None = None,
    progress: Progress = lambda _: None,
) -> BuildChecked:
    """Run a round's visible questions with the model that the settings choose; see `check_build`.

    Raises:
        BadInputError: Also if there is no key for the model, or the month's cap is reached.
    """
    chosen = behind(services, round_id)
    checked = check_build(question, seed, stage, folder, on_case, cancel, progress, chosen=chosen)
    keep_calls(services, round_id, chosen, checked.calls)
    return checked


def check_build(
    question: Question,
    seed: int,
    stage: Stage,
    folder: Path,
    on_case: Callable[[VisibleCase], None] = lambda _: None,
    cancel: threading.Event | None = None,
    progress: Progress = lambda _: None,
    *,
    chosen: Behind | None = None,
) -> BuildChecked:
    """Run what stands in the folder on the visible questions.

    Args:
        question: The round's question.
        seed: The round's seed.
        stage: Whether the curveball has come; the corpus is then the changed one.
        folder: The round's folder.
        on_case: Told of each question that was asked.
        cancel: Ends it between two questions.
        progress: Told in words what goes on.
        chosen: The user's provider behind the gateway; None for the stand-in.

    Raises:
        BadInputError: If ``mockint.toml`` cannot be read.
        ExecutionError: If no program can be run here, or its environment cannot be made.
    """
    task = build_task(question)
    vocabulary = vocabulary_of(task)
    rendered = render_visible(vocabulary, seed)
    if stage == "changed":
        rendered = rendered.model_copy(update={"documents": render_documents(vocabulary, seed, "changed")})
    files = {**workspace.documents(folder), **visible_file(rendered)}
    job = BuildJob(files, task, seed, stage, own_environment(folder, progress), chosen)
    cases: list[VisibleCase] = []
    progress("Reading the corpus")
    with opened(job, rendered) as (program, gateway):
        index = program.index()
        questions = () if index.fault else rendered.questions
        for asked in ask_each(program, gateway, questions, progress, "Question", cancel=cancel):
            cases.append(_case(asked.question, asked.reply))
            on_case(cases[-1])
        fault = index.message if index.fault else ""
        spent = sum(case.wall_s for case in cases)
        calls = gateway.trace()
        return BuildChecked(tuple(cases), fault, len(rendered.questions), index.wall_s, spent, program.output, calls)


def _case(question: BuildQuestion, reply: BuildReply) -> VisibleCase:
    return VisibleCase(
        question.id,
        question.text,
        question.user,
        reply.answer,
        reply.citations,
        reply.retrieved,
        reply.fault,
        reply.message,
        round(reply.wall_s, 4),
    )
