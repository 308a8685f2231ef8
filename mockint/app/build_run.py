"""Runs a build against questions that it never saw: fresh folders, fresh processes, one question at a time.

Everything that a score needs comes from here, for a round that was handed in and for the programs that the bank check
tries. Hidden questions are in this process alone; only the text of one at a time goes to the program.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from mockint.app.build_folder import budget_of, command_of, corpus_files, visible_file, vocabulary_of
from mockint.app.build_model import Behind
from mockint.app.workspace import lay_out, scratch
from mockint.bank.build_files import SETTINGS_FILE
from mockint.corpus.render import changed_facts, perturbed, render_hidden, render_visible, sibling_seed
from mockint.domain.build import Asked, Budget, BuildQuestion, BuildReply, BuildTask, Metered, Rendered, Stage
from mockint.execution.program import BuildProgram, ProgramSpec
from mockint.gateway.build_gateway import STAND_IN_MODEL, Allowance, BuildGateway, FaultPlan, GatewaySettings, TraceCall
from mockint.gateway.faulty import FAULT_KINDS
from mockint.measure.build import BuildRuns

FAULT_SHARE: Final = 0.5
"""Share of the calls that meet a fault, in the questions that are asked once more under faults."""
FAULTED_EVERY: Final = 4
PATIENCE: Final = 4
"""Time-outs in a row after which the rest of a run is not asked any more."""
_STOPPED = f"Not asked: the {PATIENCE} questions before were not answered in time."
Progress = Callable[[str], None]


class BuildJob(NamedTuple):
    """A program and what it is tried on.

    Attributes:
        files: The program, text by path.
        stage: Whether the curveball has come.
        environment: Of the round's folder, where its Python and packages are; None for the app's own.
        behind: The user's provider behind the gateway; None for the stand-in.
    """

    files: Mapping[str, str]
    task: BuildTask
    seed: int
    stage: Stage
    environment: Path | None = None
    behind: Behind | None = None


class Ran(NamedTuple):
    """What came of it.

    Attributes:
        trace: Calls of the model on the hidden set.
        calls: All calls of the model.
        output: The end of what the program printed, beside its replies.
        isolation: How it was shut in, in a word.
        index_s: Seconds until the corpus was read.
    """

    runs: BuildRuns
    trace: tuple[TraceCall, ...]
    output: str
    isolation: str
    index_s: float
    calls: tuple[TraceCall, ...]


class _Part(NamedTuple):
    asked: tuple[Asked, ...]
    read: BuildReply
    trace: tuple[TraceCall, ...] = ()
    calls: tuple[TraceCall, ...] = ()
    output: str = ""
    isolation: str = ""
    perturbed: tuple[Asked, ...] = ()
    faulted: tuple[Asked, ...] = ()


def evaluate(job: BuildJob, progress: Progress = lambda _: None) -> Ran:
    """Run a build on the hidden set, then on a sibling corpus, on perturbed questions, changed facts and under faults.

    Raises:
        BadInputError: If ``mockint.toml`` cannot be read.
        ExecutionError: If no program can be run on this machine.
    """
    vocabulary = vocabulary_of(job.task)
    # A program may read the visible questions, as it could in the round's folder.
    job = job._replace(files={**job.files, **visible_file(render_visible(vocabulary, job.seed))})
    hidden = render_hidden(vocabulary, job.seed, job.stage)
    main = _run(job, hidden, progress, "Hidden questions", in_full=True)
    empty: tuple[Asked, ...] = ()
    sibling = changed = _Part(empty, main.read)
    if not main.read.fault:
        sibling = _run(job, render_hidden(vocabulary, sibling_seed(job.seed), job.stage), progress, "Sibling corpus")
        changed = _run(job, changed_facts(vocabulary, job.seed, job.stage), progress, "Changed facts")
    runs = BuildRuns(
        hidden=main.asked,
        sibling=sibling.asked,
        perturbed=main.perturbed,
        changed=changed.asked,
        faulted=main.faulted,
        sibling_ran=not sibling.read.fault,
        index_fault=main.read.message if main.read.fault else "",
        reference_cost=job.task.reference_cost,
        has_roles=bool(vocabulary.roles),
        stand_in=job.behind is None,
    )
    calls = (*main.calls, *sibling.calls, *changed.calls)
    return Ran(runs, main.trace, main.output, main.isolation, main.read.wall_s, calls)


def _run(job: BuildJob, rendered: Rendered, progress: Progress, words: str, *, in_full: bool = False) -> _Part:
    """One fresh folder, one fresh process, one corpus."""
    progress(f"{words}: reading the corpus")
    with opened(job, rendered) as (program, gateway):
        index = program.index()
        if index.fault:
            not_asked = BuildReply(fault="not_indexed", message=index.message)
            asked = tuple(Asked(question=one, reply=not_asked) for one in rendered.questions)
            return _Part(asked, index, output=program.output, isolation=program.isolation.level.value)
        asked = ask_all(program, gateway, rendered.questions, progress, words)
        trace = gateway.trace()
        more: dict[str, Any] = {}
        if in_full:
            more["perturbed"] = ask_all(program, gateway, perturbed(rendered), progress, "In another hand")
            plan = FaultPlan(seed=job.seed, share=FAULT_SHARE, kinds=FAULT_KINDS)
            again = rendered.questions[::FAULTED_EVERY]
            more["faulted"] = ask_all(program, gateway, again, progress, "Under faults", faults=plan)
        return _Part(asked, index, trace, gateway.trace(), program.output, program.isolation.level.value, **more)


@contextmanager
def opened(job: BuildJob, rendered: Rendered) -> Iterator[tuple[BuildProgram, BuildGateway]]:
    """A build in a fresh folder with its gateway, ready to index a corpus.

    Raises:
        ExecutionError: If the scratch folder cannot be made.
    """
    gateway = gateway_of(budget_of(job.task, job.stage), rendered.seed, rendered.concepts, job.behind)
    with scratch("build") as root, gateway.serving():
        folder, place = root / "build", root / "corpus"
        lay_out(folder, job.files)
        lay_out(root, corpus_files(rendered.documents, "corpus"))
        spec = ProgramSpec(
            folder=folder,
            command=_command(job),
            environment=environment_of(gateway, place),
            port=gateway.port,
            readable=() if job.environment is None else (job.environment,),
            network=job.task.network,
        )
        with BuildProgram(spec, place) as program:
            yield program, gateway


def gateway_of(
    budget: Budget, seed: int, concepts: Mapping[str, tuple[str, ...]], behind: Behind | None
) -> BuildGateway:
    """The model that a program finds: the stand-in, or the user's provider."""
    settings = GatewaySettings(allowance=Allowance(budget.tokens_in, budget.calls), concepts=concepts, seed=seed)
    if behind is None:
        return BuildGateway(settings)
    # A program that asks for the stand-in by name gets the provider's model too: it need not be changed.
    models = (behind.relay.model, STAND_IN_MODEL)
    return BuildGateway(settings._replace(mode="relay", models=models, recording=behind.recording), behind.relay)


def environment_of(gateway: BuildGateway, corpus: Path) -> dict[str, str]:
    """What a build finds in its environment: the model's address and token, and where the corpus lies."""
    return {**model_environment(gateway), "CORPUS_DIR": str(corpus)}


def model_environment(gateway: BuildGateway) -> dict[str, str]:
    """Where a program finds the model: address and token for either SDK."""
    return {
        "ANTHROPIC_BASE_URL": gateway.url,
        "ANTHROPIC_API_KEY": gateway.token,
        "OPENAI_BASE_URL": f"{gateway.url}/v1",
        "OPENAI_API_KEY": gateway.token,
    }


def ask_all(
    program: BuildProgram,
    gateway: BuildGateway,
    questions: Sequence[BuildQuestion],
    progress: Progress = lambda _: None,
    words: str = "",
    *,
    faults: FaultPlan | None = None,
) -> tuple[Asked, ...]:
    """Ask questions one at a time, each with its own budget; a program that hangs is not waited for for ever."""
    asked = tuple(ask_each(program, gateway, questions, progress, words, faults=faults))
    gateway.begin("")
    stopped = BuildReply(fault="stopped", message=_STOPPED)
    return (*asked, *(Asked(question=question, reply=stopped) for question in questions[len(asked) :]))


def ask_each(
    program: BuildProgram,
    gateway: BuildGateway,
    questions: Sequence[BuildQuestion],
    progress: Progress,
    words: str,
    *,
    faults: FaultPlan | None = None,
    cancel: threading.Event | None = None,
) -> Iterator[Asked]:
    """The questions as they are answered; it ends early where the program hangs, or when it is cancelled."""
    late = 0
    for number, question in enumerate(questions, start=1):
        if late >= PATIENCE or (cancel is not None and cancel.is_set()):
            return
        progress(f"{words} {number} of {len(questions)}")
        key = question.id if faults is None else f"{question.id}/faults"
        gateway.begin(key, faults)
        reply = program.answer(question.text, question.user)
        late = late + 1 if reply.fault == "time_out" else 0
        yield Asked(question=question, reply=reply, metered=Metered(**gateway.spent(key)._asdict()))


def _command(job: BuildJob) -> tuple[str, ...]:
    command = command_of(job.files.get(SETTINGS_FILE, ""))
    if job.environment is not None and command[0] in {"python", "python3"}:
        return (str(job.environment / "bin" / "python"), *command[1:])
    return command
