"""What stands around a take-home's program: its own tests, its own evaluation, its README, and what does not belong in it.

Tests that only call the code, and an evaluation that prints what was written down before, are told by one thing: with the
starter's program in place of the candidate's they say the same.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from typing import Final, NamedTuple

from mockint.app import workspace
from mockint.app.build_run import model_environment
from mockint.app.story_run import Progress, StoryJob, command_for, gateway_for
from mockint.bank.build_files import SETTINGS_FILE
from mockint.defence.asking import MINUTE_WORDS
from mockint.defence.facts import Facts
from mockint.defence.prose import Topic
from mockint.defence.reading import read_files
from mockint.domain.take_home import PartKind
from mockint.errors import BadInputError
from mockint.execution.console import run_console
from mockint.execution.launch import ProgramSpec
from mockint.measure.take_home import Around

LIMIT_S: Final = 60.0
"""Seconds for the own tests, and for the own evaluation."""
LEAST_TESTS: Final = 5
_MOST_OUTPUT: Final = 20_000
_FIGURE: Final = re.compile(r"[A-Za-z][\w@ .-]{1,40}[:= ]\s*(?P<value>\d+(?:\.\d+)?)\s?%?")
_SIZE: Final = re.compile(
    r"\b(?:n|of|over|cases|questions|documents|runs|set)\b\s*[:=]?\s*\d+|\d+\s*(?:cases|questions|documents|runs|/)",
    re.IGNORECASE,
)
_README_SAYS: Final[Mapping[Topic, str]] = {
    "what": "what it is",
    "run": "how to start it",
    "evaluation": "how it was measured",
    "limits": "what it cannot do",
}
_NAMED: Final = re.compile(r"(?<![\w/.])((?:[\w-]+/)*[\w-]+\.(?:py|toml|md|txt|jsonl|json|sh))\b")
_PROGRAM: Final = "candidate/"
_DATA_FILE: Final = 100_000


class _Run(NamedTuple):
    ok: bool
    output: str
    why: str


def repository_parts(job: StoryJob, progress: Progress = lambda _: None) -> dict[PartKind, Around]:
    """Every part that stands around the program.

    Raises:
        ExecutionError: If no program can be run on this machine.
    """
    facts = read_files(job.files)
    progress("Your own tests")
    own_tests = _own_tests(job, facts)
    progress("Your own evaluation")
    return {
        "own_tests": own_tests,
        "own_evaluation": _own_evaluation(job),
        "readme": _readme(job.files, facts),
        "hygiene": _hygiene(job, facts),
    }


def _own_tests(job: StoryJob, facts: Facts) -> Around:
    count = facts.count("tests.functions")
    ran = _run(job, job.files, "tests")
    if not ran.ok:
        return Around(0.0, f"The own tests do not run green: {ran.why}", ran.output)
    if count < LEAST_TESTS:
        return Around(0.0, f"{count} test functions were found; {LEAST_TESTS} or more are asked for.", ran.output)
    if _run(job, _with_starter(job), "tests").ok:
        said = "They stay green with the starter's program in place of yours, so they notice nothing."
        return Around(0.5, f"{count} test functions run green. {said}", ran.output)
    return Around(1.0, f"{count} test functions run green, and fail on the starter's program.", ran.output)


def _own_evaluation(job: StoryJob) -> Around:
    ran = _run(job, job.files, "evaluate")
    if not ran.ok:
        return Around(0.0, f"The own evaluation does not run: {ran.why}", ran.output)
    figures = _figures(ran.output)
    if not figures:
        return Around(0.0, "The own evaluation prints no named figure.", ran.output)
    sized = bool(_SIZE.search(ran.output))
    told = "with the size of its set" if sized else "and not on how many cases"
    other = _run(job, _with_starter(job), "evaluate")
    if other.ok and _figures(other.output) == figures:
        said = "It prints the same figures for the starter's program, so it measures nothing."
        return Around(0.0, f"The own evaluation prints figures. {said}", ran.output)
    share = 1.0 if sized else 0.5
    return Around(
        share, f"The own evaluation prints named figures, {told}, and others for the starter's program.", ran.output
    )


def _figures(output: str) -> tuple[str, ...]:
    return tuple(match["value"] for match in _FIGURE.finditer(output))


def _readme(files: Mapping[str, str], facts: Facts) -> Around:
    if facts.readme is None:
        return Around(0.0, "There is no README in the root folder.")
    said = [
        words
        for topic, words in _README_SAYS.items()
        if (found := facts.readme.said[topic]) is not None and found.words_before < MINUTE_WORDS
    ]
    missing = [words for words in _README_SAYS.values() if words not in said]
    gone = sorted({name for name in _NAMED.findall(files[facts.readme.path]) if not _is_there(name, files)})
    share = len(said) / len(_README_SAYS) * (0.5 if gone else 1.0)
    sentence = (
        f"In its first minute the README says {', '.join(said)}." if said else "Its first minute says none of it."
    )
    if missing:
        sentence += f" Not found there: {', '.join(missing)}."
    if gone:
        sentence += f" It names files that are not there: {', '.join(gone[:3])}."
    return Around(round(share, 4), sentence)


def _is_there(name: str, files: Mapping[str, str]) -> bool:
    given = {workspace.VISIBLE, workspace.BRIEF}
    return name in files or name in given or any(path.endswith(f"/{name}") for path in files)


def _hygiene(job: StoryJob, facts: Facts) -> Around:
    faults: list[str] = []
    if facts.count("secrets.key_like") or facts.count("secrets.env_files"):
        faults.append("something that looks like a key, or an environment file")
    if facts.count("files.generated"):
        faults.append("generated files")
    if any(len(text) > _DATA_FILE for text in job.files.values()):
        faults.append(f"a file of more than {_DATA_FILE:,} characters")
    required = job.files.get("requirements.txt", "")
    wanted = [line for line in required.splitlines() if line.strip() and not line.lstrip().startswith(("#", "-"))]
    if any("==" not in line for line in wanted):
        faults.append("requirements without a pinned version")
    modules = [
        path
        for path, text in job.files.items()
        if path.startswith(_PROGRAM) and path.endswith(".py") and not path.endswith("__init__.py") and text.strip()
    ]
    if len(modules) < 3:
        faults.append("the logic not in modules of its own beside the lines")
    share = max(0.0, 1 - len(faults) / 2)
    return Around(share, f"Found: {'; '.join(faults)}." if faults else "Nothing that does not belong there.")


def _with_starter(job: StoryJob) -> dict[str, str]:
    """The candidate's files with the starter's program: theirs is gone, everything around it stays."""
    around = {path: text for path, text in job.files.items() if not path.startswith(_PROGRAM)}
    return {**around, **{path: text for path, text in job.task.starter.items() if path.startswith(_PROGRAM)}}


def _run(job: StoryJob, files: Mapping[str, str], name: str) -> _Run:
    try:
        command = command_for(files, name, job.environment)
    except BadInputError as fault:
        return _Run(ok=False, output="", why=f"{fault.what} Say in {SETTINGS_FILE} how it is started.")
    printed: list[str] = []
    with workspace.scratch("own") as root, gateway_for(job) as gateway:
        folder = root / "program"
        workspace.lay_out(folder, files)
        spec = ProgramSpec(
            folder=folder,
            command=command,
            environment={} if gateway is None else model_environment(gateway),
            port=None if gateway is None else gateway.port,
            readable=() if job.environment is None else (job.environment,),
        )
        ended = run_console(spec, printed.append, threading.Event(), LIMIT_S, most_bytes=_MOST_OUTPUT * 10)
    output = "".join(printed)[-_MOST_OUTPUT:]
    why = ended.message or (f"it ended with {ended.exit_code}." if ended.exit_code else "")
    return _Run(ok=not why, output=output, why=why)
