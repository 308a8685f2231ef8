"""Runs everything that a take-home promises: reference, naive and cheats over several draws, with the stand-in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from mockint.app.brief_rounds import VISIBLE_SEED, hidden_seed, visible_text
from mockint.app.pack_check import (
    REFERENCE_LEAST,
    SEEDS,
    BuildFigures,
    PackResult,
    Progress,
    broken,
    figures_of,
    programs,
)
from mockint.app.repository_parts import repository_parts
from mockint.app.story_run import StoryJob, run_stories
from mockint.app.workspace import VISIBLE
from mockint.bank.rules import Finding
from mockint.bank.take_home_files import STORIES_FILE, BriefPack, draw_stories
from mockint.domain.take_home import Ask, CheckResult, Story
from mockint.errors import BankError, KnownError
from mockint.execution.judge import Judge
from mockint.measure.take_home import Scored, score_take_home

HIDDEN_CHECKS: Final = range(40, 121)
VISIBLE_STORIES: Final = range(5, 41)
LEAST_OF_A_PART: Final = 5
_REFERENCE: Final = "reference"
_STARTER: Final = "starter"
STARTER_MOST: Final = 25.0
_MOST_TOLD: Final = 5


def check_brief(
    pack: BriefPack, judge: Judge, seeds: Sequence[int] = SEEDS, progress: Progress = lambda _: None
) -> PackResult:
    """Run all programs of a take-home and tell every promise that is not kept."""
    try:
        visible = tuple(one for one in draw_stories(pack.task, VISIBLE_SEED, judge, twice=True) if one.visible)
        hidden = {
            seed: tuple(one for one in draw_stories(pack.task, hidden_seed(seed), judge) if not one.visible)
            for seed in seeds
        }
    except BankError as fault:
        return PackResult((Finding(STORIES_FILE, "", fault.what),), BuildFigures(None, None, {}, None, 0))
    found = [*_stories_found(pack, visible, hidden)]
    scores: dict[str, list[float]] = {}
    for place, files in (*programs(pack), (_STARTER, {})):
        scores[place] = []
        for seed in seeds if place == _REFERENCE else seeds[: 1 if place == _STARTER else 2]:
            progress(f"{place}, seed {seed}")
            whole = {**pack.task.starter, **files, VISIBLE: visible_text(visible)}
            job = StoryJob(whole, pack.task, hidden_seed(seed))
            try:
                scored, checks = _tried(job, hidden[seed])
            except KnownError as fault:
                found.append(Finding(place, "", fault.what))
                break
            scores[place].append(scored.score)
            if place == _REFERENCE:
                found += _told(scored, checks, seed)
    starter = scores.pop(_STARTER, [])
    if starter and starter[0] > STARTER_MOST:
        found.append(Finding(_STARTER, "", f"scores {starter[0]:g} of 100; {STARTER_MOST:g} at most"))
    figures = figures_of(scores, len(seeds))
    return PackResult((*found, *broken(figures)), figures)


def _tried(job: StoryJob, stories: Sequence[Story]) -> tuple[Scored, Sequence[CheckResult]]:
    ran = run_stories(job, stories)
    return score_take_home(job.task.parts, ran.checks, repository_parts(job)), ran.checks


def _told(scored: Scored, checks: Sequence[CheckResult], seed: int) -> Iterator[Finding]:
    """What a reference that misses its points misses."""
    if scored.score >= REFERENCE_LEAST:
        return
    for part in scored.parts:
        if part.kind != "stories" and part.share < 1:
            yield Finding(_REFERENCE, part.id, part.sentence)
    failed = [one for one in checks if one.outcome != "right"]
    for one in failed[:_MOST_TOLD]:
        said = f"{one.missed} {one.came} {one.message}".strip()
        yield Finding(_REFERENCE, f"seed {seed}, {one.story}, step {one.step + 1}", f"{one.says} {said}")


def _stories_found(
    pack: BriefPack, visible: Sequence[Story], hidden: Mapping[int, Sequence[Story]]
) -> Iterator[Finding]:
    if len(visible) not in VISIBLE_STORIES:
        yield Finding(
            STORIES_FILE,
            "visible",
            f"there are {len(visible)}; {VISIBLE_STORIES.start} to {VISIBLE_STORIES.stop - 1} are needed",
        )
    told = {_text(story) for story in visible}
    for seed, stories in hidden.items():
        checks = [
            (step.part or story.part)
            for story in stories
            for step in story.steps
            if isinstance(step, Ask) and step.expect
        ]
        if len(checks) not in HIDDEN_CHECKS:
            wanted = f"{HIDDEN_CHECKS.start} to {HIDDEN_CHECKS.stop - 1}"
            yield Finding(STORIES_FILE, f"seed {seed}", f"has {len(checks)} hidden checks; {wanted} are needed")
        for part in pack.task.parts:
            if part.kind == "stories" and checks.count(part.id) < LEAST_OF_A_PART:
                yield Finding(
                    STORIES_FILE,
                    f"seed {seed}",
                    f"has {checks.count(part.id)} checks of {part.id}; {LEAST_OF_A_PART} at least",
                )
        same = sum(_text(story) in told for story in stories)
        if same:
            yield Finding(STORIES_FILE, f"seed {seed}", f"{same} hidden stories are visible ones word for word")


def _text(story: Story) -> str:
    return repr(story.as_plain() | {"name": ""})
