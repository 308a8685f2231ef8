"""Puts a take-home's program through stories: each in a fresh folder, a fresh process and an empty state."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from mockint.app import workspace
from mockint.app.build_folder import command_of
from mockint.app.build_model import Behind
from mockint.app.build_run import gateway_of, model_environment
from mockint.bank.build_files import SETTINGS_FILE
from mockint.domain.take_home import Ask, ChangeFiles, CheckResult, Restart, Story, TakeHomeTask
from mockint.execution.launch import ProgramSpec
from mockint.execution.story_program import StoryProgram
from mockint.execution.story_world import PlayedWorld
from mockint.gateway.build_gateway import BuildGateway, TraceCall
from mockint.measure.expectations import Reply, happened, judge, short

OUT_OF_TIME: Final = "Not run: the stories before took all the time that there is for them."
PATIENCE: Final = 3
"""Stories in a row whose program never opens; after them the others are not tried."""
_NEVER_OPENS: Final = f"Not run: in the {PATIENCE} stories before the program did not open."
_MOST_OUTPUT: Final = 4_000
Progress = Callable[[str], None]


class StoryJob(NamedTuple):
    """A program and where it is run.

    Attributes:
        files: The program, text by path.
        environment: Of the round's folder, where its Python and packages are; None for the app's own.
        behind: The user's provider behind the gateway; None for the stand-in.
    """

    files: Mapping[str, str]
    task: TakeHomeTask
    seed: int
    environment: Path | None = None
    behind: Behind | None = None


class StoriesRan(NamedTuple):
    """What came of it.

    Attributes:
        checks: In the order of the stories.
        not_opened: Why the program did not open in the first story; empty where it did.
        output: The end of what it printed in the last story in which it printed anything, beside its replies.
        isolation: How it was shut in, in a word.
        calls: Of the model.
    """

    checks: tuple[CheckResult, ...]
    not_opened: str
    output: str
    isolation: str
    wall_s: float
    calls: tuple[TraceCall, ...] = ()


def run_stories(
    job: StoryJob,
    stories: Sequence[Story],
    progress: Progress = lambda _: None,
    on_story: Callable[[Sequence[CheckResult]], None] = lambda _: None,
    cancel: threading.Event | None = None,
) -> StoriesRan:
    """Run stories one after another.

    Args:
        job: The program.
        stories: In the order in which they are run.
        progress: Told in words what goes on.
        on_story: Told of the checks of each story.
        cancel: Ends it between two stories.

    Raises:
        BadInputError: If ``mockint.toml`` cannot be read.
        ExecutionError: If no program can be run on this machine.
    """
    checks: list[CheckResult] = []
    not_opened, output, isolation, closed = "", "", "", 0
    began = time.monotonic()
    with ExitStack() as stack:
        gateway = stack.enter_context(gateway_for(job))
        for number, story in enumerate(stories, start=1):
            if cancel is not None and cancel.is_set():
                break
            progress(f"Story {number} of {len(stories)}")
            left_s = job.task.stories_s - (time.monotonic() - began)
            if left_s <= 0 or closed >= PATIENCE:
                found = _not_run(story, OUT_OF_TIME if left_s <= 0 else _NEVER_OPENS)
            else:
                found, told = _run(job, story, gateway, left_s)
                output, isolation = told.output[-_MOST_OUTPUT:] or output, told.isolation or isolation
                closed = closed + 1 if told.not_opened else 0
                not_opened = told.not_opened if number == 1 else not_opened
            checks += found
            on_story(found)
        calls = () if gateway is None else gateway.trace()
    return StoriesRan(tuple(checks), not_opened, output, isolation, time.monotonic() - began, calls)


class _Told(NamedTuple):
    not_opened: str
    output: str
    isolation: str


def _run(job: StoryJob, story: Story, gateway: BuildGateway | None, left_s: float) -> tuple[list[CheckResult], _Told]:
    with workspace.scratch("story") as root:
        folder, data = root / "program", root / "data"
        workspace.lay_out(folder, job.files)
        data.mkdir()
        workspace.lay_out(data, story.files)
        spec = ProgramSpec(
            folder=folder,
            command=command_for(job.files, "command", job.environment),
            environment={} if gateway is None else model_environment(gateway),
            port=None if gateway is None else gateway.port,
            readable=() if job.environment is None else (job.environment,),
        )
        with StoryProgram(spec, data, job.task.open_s, job.task.step_s) as program:
            checks, not_opened = _play(program, story, data, gateway, left_s)
            return checks, _Told(not_opened, program.output, program.isolation.level.value)


def _play(
    program: StoryProgram, story: Story, data: Path, gateway: BuildGateway | None, left_s: float
) -> tuple[list[CheckResult], str]:
    checks: list[CheckResult] = []
    began = time.monotonic()
    world = None if story.world is None else PlayedWorld(story.world, story.script)
    opened = program.open()
    for number, step in enumerate(story.steps):
        if isinstance(step, Restart):
            program.end()
        elif isinstance(step, ChangeFiles):
            _change(data, step.files)
        elif time.monotonic() - began > left_s:
            checks += _not_run(story, OUT_OF_TIME, number)
            break
        else:
            if gateway is not None:
                gateway.begin(f"{story.name}/{number}")
            if world is not None:
                world.begin()
            answer = None if world is None else world.answer
            told = opened if opened.fault else program.step(step.op, dict(step.send), answer)
            if step.expect:
                seen = None if world is None else world.seen()
                checks.append(
                    _checked(story, number, step, Reply(told.result, told.refused, told.fault, seen), told.wall_s)
                )
    return checks, opened.fault


def _change(data: Path, files: Mapping[str, str | None]) -> None:
    for path, text in files.items():
        if text is None:
            (data / path).unlink(missing_ok=True)
        else:
            workspace.lay_out(data, {path: text})


def _checked(story: Story, number: int, step: Ask, reply: Reply, wall_s: float) -> CheckResult:
    outcome, missed = judge(step, reply)
    came = "" if reply.fault else f"error: {reply.refused}" if reply.refused else short(reply.result)
    around = "" if reply.world is None else happened(reply.world)
    return CheckResult(
        story=story.name,
        step=number,
        op=step.op,
        part=step.part or story.part,
        outcome=outcome,
        says=step.says,
        missed="" if reply.fault and outcome == "missed" else missed,
        came=f"{came} {around}".strip(),
        message=reply.fault,
        wall_s=round(wall_s, 4),
    )


def _not_run(story: Story, why: str, since: int = 0) -> list[CheckResult]:
    return [
        CheckResult(
            story=story.name, step=number, op=step.op, part=step.part or story.part, outcome="not_run",
            says=step.says, message=why,
        )
        for number, step in enumerate(story.steps)
        if number >= since and isinstance(step, Ask) and step.expect
    ]  # fmt: skip


@contextmanager
def gateway_for(job: StoryJob) -> Iterator[BuildGateway | None]:
    """The model that the program finds; None where its brief has none."""
    if not job.task.gateway:
        yield None
        return
    gateway = gateway_of(job.task.budget, job.seed, {}, job.behind)
    with gateway.serving():
        yield gateway


def command_for(files: Mapping[str, str], name: str, environment: Path | None) -> tuple[str, ...]:
    """A command of ``mockint.toml``; ``python`` is that of the round's folder, where it has one.

    Raises:
        BadInputError: If the file cannot be read, or the command is not in it.
    """
    command = command_of(files.get(SETTINGS_FILE, ""), name)
    if environment is not None and command[0] in {"python", "python3"}:
        return (str(environment / "bin" / "python"), *command[1:])
    return command
