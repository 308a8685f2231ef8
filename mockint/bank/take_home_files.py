"""Reads the files of a take-home brief: its parts, its stories' source, its starter, and the programs of the bank check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from pydantic import Field, ValidationError, field_validator

from mockint.bank.build_files import SETTINGS_FILE
from mockint.bank.folder import Folder
from mockint.bank.parse import parse, validation_problems
from mockint.domain.base import Value
from mockint.domain.build import Budget
from mockint.domain.judging import Limits, TestVerdict
from mockint.domain.take_home import ScorePart, Story, TakeHomeTask
from mockint.errors import BankError
from mockint.execution.judge import Judge

BRIEF: Final = "take_home"
BRIEF_FILE: Final = "take_home.toml"
STORIES_FILE: Final = "stories.py"
POINTS: Final = 100
MOST_STORIES: Final = 200
_STORIES_LIMITS: Final = Limits(cpu_s=10.0, wall_s=30.0, run_wall_s=30.0, reply_bytes=16 << 20)
_TWICE: Final = """

def stories_twice(seed):
    first = stories(seed)
    told = repr(first)
    return first, repr(stories(seed)) == told
"""


class BriefFile(Value):
    """``take_home.toml``; see `mockint.domain.take_home.TakeHomeTask` for its keys."""

    parts: tuple[ScorePart, ...] = Field(min_length=1)
    open_s: float = Field(default=20.0, gt=0, le=120)
    step_s: float = Field(default=5.0, gt=0, le=60)
    stories_s: float = Field(default=120.0, gt=0, le=600)
    gateway: bool = False
    budget: Budget = Budget()

    @field_validator("parts")
    @classmethod
    def _add_up(cls, parts: tuple[ScorePart, ...]) -> tuple[ScorePart, ...]:
        ids = [part.id for part in parts]
        kinds = [part.kind for part in parts if part.kind != "stories"]
        if len({*ids}) < len(ids):
            raise ValueError("two of them have the same id")
        if len({*kinds}) < len(kinds):
            raise ValueError("two of them are of one kind; only stories may have several")
        if "stories" not in {part.kind for part in parts}:
            raise ValueError("none is of the kind stories")
        total = sum(part.points for part in parts)
        if total != POINTS:
            raise ValueError(f"their points add up to {total}, not {POINTS}")
        stories = {part.id for part in parts if part.kind == "stories"}
        for part in parts:
            if part.scaled_by and (part.scaled_by not in stories or part.scaled_by == part.id):
                raise ValueError(f"'{part.scaled_by}' scales {part.id} and is no other part of stories")
        scaled = {part.id for part in parts if part.scaled_by}
        if any(part.scaled_by in scaled for part in parts):
            raise ValueError("a part that scales another is scaled itself")
        return parts


class BriefPack(NamedTuple):
    """A take-home as its author keeps it.

    Attributes:
        task: What a round needs of it.
        reference: Text by path, laid over the starter.
        naive: Likewise.
        cheats: Likewise, by name.
    """

    task: TakeHomeTask
    reference: Mapping[str, str]
    naive: Mapping[str, str]
    cheats: Mapping[str, Mapping[str, str]]


def read_brief(files: Folder) -> BriefPack | None:
    """Read the brief's own files; None (and problems) where one is missing that every round needs."""
    about = parse(files, BRIEF_FILE, BriefFile)
    stories = files.text(STORIES_FILE)
    starter, reference, naive = (files.texts(place) for place in ("starter", "reference", "naive"))
    cheats = {name: files.texts(f"cheats/{name}") for name in files.folders("cheats")}
    if starter and SETTINGS_FILE not in starter:
        files.report(f"starter/{SETTINGS_FILE}", "", "is missing: it says how the program is started")
    if about is None or stories is None or not starter:
        return None
    task = TakeHomeTask(
        stories=stories, starter=starter, **{name: getattr(about, name) for name in BriefFile.model_fields}
    )
    return BriefPack(task, reference, naive, cheats)


def draw_stories(task: TakeHomeTask, seed: int, judge: Judge, *, twice: bool = False) -> tuple[Story, ...]:
    """The stories of a seed; the source runs in the sandbox.

    Args:
        task: The brief.
        seed: Draws names, values and wordings.
        judge: Runs the source.
        twice: Whether it is called twice and must give the same both times.

    Raises:
        BankError: If the source fails, returns something else than stories, or other ones when it is called again.
    """
    if not twice:
        return _read(_call(task.stories, "stories", seed, judge), task)
    first, is_same = _call(task.stories + _TWICE, "stories_twice", seed, judge)
    if not is_same:
        raise BankError("stories gives other stories when it is called again with the same seed")
    return _read(first, task)


def _call(source: str, function: str, seed: int, judge: Judge) -> Any:
    (called,) = judge.call_values(source, function, [((seed,), {})], limits=_STORIES_LIMITS)
    if called.verdict is not TestVerdict.ACCEPTED:
        raise BankError(f"The stories cannot be made: {called.report.message}")
    return called.value


def _read(value: Any, task: TakeHomeTask) -> tuple[Story, ...]:
    if not isinstance(value, list) or not 0 < len(value) <= MOST_STORIES:
        raise BankError(f"stories(seed) must return a list of 1 to {MOST_STORIES} dicts.")
    found = []
    parts = {part.id for part in task.parts if part.kind == "stories"}
    for index, item in enumerate(value):
        where = f"stories(seed)[{index}]"
        try:
            story = Story.model_validate(item)
        except ValidationError as error:
            key, sentence = validation_problems(error)[0]
            raise BankError(f"{where}.{key}: {sentence}.") from error
        for number, step in enumerate(story.steps):
            part = getattr(step, "part", "") or story.part
            if getattr(step, "expect", ()) and part not in parts:
                raise BankError(f"{where}.steps.{number}: its part '{part}' is none of the kind stories.")
        found.append(story)
    names = [story.name for story in found]
    if len({*names}) < len(names):
        raise BankError("stories(seed) has two stories of one name.")
    return tuple(found)
