"""What a round has to do where it is a take-home's brief: its visible stories, its check, and what is measured at the end."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from mockint.app import workspace
from mockint.app.build_model import behind, keep_calls, model_name
from mockint.app.checked import Checked
from mockint.app.desk import RoundDesk
from mockint.app.record import RoundRecord
from mockint.app.repository_parts import repository_parts
from mockint.app.services import Services
from mockint.app.story_run import Progress, StoryJob, run_stories
from mockint.bank.take_home_files import draw_stories
from mockint.domain.ids import RoundId
from mockint.domain.measurement import Measurement
from mockint.domain.question import Question
from mockint.domain.submission import Submission
from mockint.domain.take_home import CheckResult, PartKind, Story
from mockint.execution.environments import own_environment
from mockint.execution.judge import Judge
from mockint.measure.take_home import Around, measure_take_home, score_take_home
from mockint.rounds.take_home_brief import DECISIONS, take_home_task

VISIBLE_SEED: Final = 1
"""The visible stories are the same for everybody; no hidden ones are ever drawn from this seed."""
_NEXT: Final = (
    "Every visible check is right. The hidden stories have other names, values and wordings; your own evaluation tells you "
    "more than these."
)


class BriefChecked(NamedTuple):
    """What a check of the folder came to.

    Attributes:
        checks: One for each expectation of the visible stories.
        fault: Why the program did not open; empty otherwise.
        around: What was seen of the own tests, the evaluation, the README and what does not belong.
        output: The end of what the program printed, beside its replies.
        wall_s: Seconds that the stories took.
    """

    checks: tuple[CheckResult, ...]
    fault: str
    around: Mapping[PartKind, Around]
    output: str
    wall_s: float = 0.0

    @property
    def right(self) -> int:
        """Checks that were right."""
        return sum(one.outcome == "right" for one in self.checks)

    def as_json(self) -> dict[str, Any]:
        """Its part of ``mockint check --json``; no score."""
        return {
            "visible": {"passed": self.right, "total": len(self.checks)},
            "message": self.fault,
            "tests": [one.model_dump(mode="json") | {"name": check_name(one)} for one in self.checks],
            "around": {kind: {"sentence": one.sentence, "output": one.output} for kind, one in self.around.items()},
            "output": self.output,
        }


def check_name(check: CheckResult) -> str:
    """What a check is called: its story and the number of its step."""
    return f"{check.story}, step {check.step + 1}: {check.op}"


def hidden_seed(seed: int) -> int:
    """The seed of the hidden stories of a round."""
    return seed + VISIBLE_SEED + 1


def visible_stories(services: Services, question: Question) -> tuple[Story, ...]:
    """The stories that a candidate has in full.

    Raises:
        BankError: If they cannot be made.
    """
    drawn = draw_stories(take_home_task(question), VISIBLE_SEED, Judge(services.pool))
    return tuple(story for story in drawn if story.visible)


def write_visible(services: Services, question: Question, folder: Path) -> None:
    """Put the visible stories into a new round's folder.

    Raises:
        BankError: If they cannot be made.
        OSError: If the folder cannot be written.
    """
    workspace.lay_out(folder, {workspace.VISIBLE: visible_text(visible_stories(services, question))})


def visible_text(stories: Sequence[Story]) -> str:
    """Stories as they lie in the folder, one a line."""
    return "".join(f"{json.dumps(story.as_plain(), ensure_ascii=False)}\n" for story in stories)


def check(
    services: Services,
    desk: RoundDesk,
    folder: Path,
    progress: Progress = lambda _: None,
    on_story: Callable[[Sequence[CheckResult]], None] = lambda _: None,
    cancel: threading.Event | None = None,
) -> Checked:
    """Run the visible stories, the own tests and the own evaluation; the run is in the journal."""
    checked = check_stories(services, desk.round.id, desk.question, folder, progress, on_story, cancel)
    is_clean = checked.right == len(checked.checks)
    desk.session.record_run(
        "examples",
        verdict="accepted" if is_clean else "wrong_answer",
        passed=checked.right,
        total=len(checked.checks),
        wall_s=checked.wall_s,
    )
    return Checked(desk.round, None, None, 0.0, None, _NEXT if is_clean else "", brief=checked)


def check_stories(
    services: Services,
    round_id: RoundId,
    question: Question,
    folder: Path,
    progress: Progress = lambda _: None,
    on_story: Callable[[Sequence[CheckResult]], None] = lambda _: None,
    cancel: threading.Event | None = None,
) -> BriefChecked:
    """Run what stands in a round's folder, and journal nothing.

    Args:
        services: Settings and keys of the model behind the gateway.
        round_id: The round that the calls of the model are counted for.
        question: The brief.
        folder: Where the files lie.
        progress: Told in words what goes on.
        on_story: Told of the checks of each story.
        cancel: Ends it between two stories.

    Raises:
        BadInputError: If ``mockint.toml`` cannot be read.
        BankError: If the visible stories cannot be made.
        ExecutionError: If no program can be run on this machine, or its environment cannot be made.
    """
    task, stories = take_home_task(question), visible_stories(services, question)
    chosen = behind(services, round_id) if task.gateway else None
    files = {**workspace.documents(folder), workspace.VISIBLE: visible_text(stories)}
    job = StoryJob(files, task, VISIBLE_SEED, own_environment(folder, progress), chosen)
    ran = run_stories(job, stories, progress, on_story, cancel)
    around = {} if cancel is not None and cancel.is_set() else repository_parts(job, progress)
    keep_calls(services, round_id, chosen, ran.calls)
    return BriefChecked(ran.checks, ran.not_opened, around, ran.output, ran.wall_s)


def measurements(
    services: Services, record: RoundRecord, submission: Submission, progress: Progress
) -> tuple[Measurement, ...]:
    """The one measurement of a take-home.

    Raises:
        BadInputError: If ``mockint.toml`` cannot be read.
        BankError: If the hidden stories cannot be made.
        ExecutionError: If no program can be run on this machine, or its environment cannot be made.
    """
    task = take_home_task(record.question)
    progress("Hidden stories")
    drawn = draw_stories(task, hidden_seed(record.round.seed), Judge(services.pool))
    hidden = [story for story in drawn if not story.visible]
    chosen = behind(services, record.round.id) if task.gateway else None
    job = job_of(services, record, submission.documents, progress)._replace(behind=chosen)
    ran = run_stories(job, hidden, progress)
    around = repository_parts(job, progress)
    keep_calls(services, record.round.id, chosen, ran.calls)
    scored = score_take_home(task.parts, ran.checks, around)
    more = {"seed": job.seed, "isolation": ran.isolation, "output": ran.output, "seconds": round(ran.wall_s, 2)}
    if task.gateway:
        more["model"] = model_name(chosen)
    made = services.clock.now().wall
    return (
        measure_take_home(scored, ran.checks, around, ran.not_opened, item_id=submission.item_id, made=made, more=more),
    )


def job_of(services: Services, record: RoundRecord, documents: Mapping[str, str], progress: Progress) -> StoryJob:
    """What is run for a round: the files that were handed in, and the visible stories as they lie in its folder."""
    round_, question = record.round, record.question
    folder = None if round_.folder is None else Path(round_.folder)
    environment = own_environment(folder, progress) if folder is not None and folder.is_dir() else None
    files = {**documents, workspace.VISIBLE: visible_text(visible_stories(services, question))}
    if not files.get(DECISIONS, "").strip():
        files.pop(DECISIONS, None)
    return StoryJob(files, take_home_task(question), hidden_seed(round_.seed), environment)
