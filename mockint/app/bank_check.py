"""Checks a bank or a pack: its files, its rules, and its code, which runs only in the sandbox."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from mockint.app.coding_check import CodingFigures, check_coding
from mockint.app.drill_check import check_drill
from mockint.app.pack_check import SEEDS, BuildFigures, check_pack
from mockint.bank.catalog import HEADER_FILE, QUESTION_FOLDERS, TAKEN, question_folders, read_catalog, subfolders
from mockint.bank.loader import read_question
from mockint.bank.problem import Problem
from mockint.bank.rubrics import load_rubric, load_skills, read_shared
from mockint.bank.rules import Finding, findings
from mockint.domain.ids import SkillId
from mockint.domain.judging import IsolationLevel
from mockint.errors import BankError
from mockint.execution.judge import Judge
from mockint.execution.pool import WorkerPool
from mockint.graders.authors import sample_findings
from mockint.lanes import RemoteLane
from mockint.paths import bank_root

PARALLEL = 2
"""Questions checked at a time; each keeps one worker busy at most of the time."""
Progress = Callable[[str, int, int], None]
"""Told, as each question is done, its name, the number of questions done, and the number of all."""


class BankReport(NamedTuple):
    """What was found.

    Attributes:
        questions: Number of questions that were looked at.
        problems: Everything to mend, in the order of the folders.
        coding: Figures of each coding problem whose code ran, by slug.
        scores: Figures of each live build whose programs ran, by slug.
    """

    questions: int
    problems: tuple[Problem, ...]
    coding: Mapping[str, CodingFigures]
    scores: Mapping[str, BuildFigures]

    def as_json(self) -> dict[str, Any]:
        """The report with the keys that scripts read."""
        return {
            "questions": self.questions,
            "problems": [problem._asdict() for problem in self.problems],
            "coding": {slug: figures._asdict() for slug, figures in self.coding.items()},
            "scores": {slug: figures.as_json() for slug, figures in self.scores.items()},
        }


class _Checked(NamedTuple):
    problems: tuple[Problem, ...]
    figures: CodingFigures | None
    scores: BuildFigures | None = None


class _Bench(NamedTuple):
    """What a check of one question needs."""

    judge: Judge
    skills: frozenset[SkillId]
    trusts: Callable[[Path], bool]
    seeds: int


def check_bank(
    paths: Sequence[Path],
    pool: WorkerPool,
    progress: Progress | None = None,
    *,
    allow_weak: bool = False,
    seeds: int = len(SEEDS),
) -> BankReport:
    """Check every question below the paths.

    Args:
        paths: Banks, packs, folders of one kind or single questions; empty for the bank that comes with mockint.
        pool: Runs the questions' code; it must be started.
        progress: Told of each question that is done, on the caller's thread.
        allow_weak: Run code from elsewhere also where the sandbox is not strong.
        seeds: Draws of a live build that its programs are tried on, 1 to 5.

    Raises:
        BankError: If the bank's own skills or rubrics cannot be read, without which nothing can be checked.
        ExecutionError: If no code can be run on this machine.
    """
    own = bank_root()
    problems: list[Problem] = []
    folders: list[Path] = []
    for path in paths or (own,):
        if (path / HEADER_FILE).exists():
            folders.append(path)
        elif path.absolute().name in QUESTION_FOLDERS and path.is_dir():
            folders += subfolders(path, problems)
        else:
            folders += question_folders(path, problems)
            if (path / "rubrics").is_dir():
                problems += read_shared(path)
    is_strong = pool.isolation().level is IsolationLevel.STRONG
    bench = _Bench(
        Judge(pool),
        frozenset(skill.id for skill in load_skills()),
        lambda folder: is_strong or allow_weak or folder.resolve().is_relative_to(own),
        seeds,
    )
    figures: dict[str, CodingFigures] = {}
    scores: dict[str, BuildFigures] = {}
    for done, (folder, checked) in enumerate(_in_parallel(folders, partial(_check, bench)), start=1):
        problems += checked.problems
        if checked.figures is not None:
            figures[folder.absolute().name] = checked.figures
        if checked.scores is not None:
            scores[folder.absolute().name] = checked.scores
        if progress is not None:
            progress(_name(folder), done, len(folders))
    problems += _clashes(own, folders)
    return BankReport(len(folders), tuple(problems), figures, scores)


def _in_parallel(folders: Sequence[Path], check: Callable[[Path], _Checked]) -> Iterator[tuple[Path, _Checked]]:
    """Check some folders at a time and give the results in order; the threads only wait for workers."""
    lane = RemoteLane("bank-check")
    running: deque[tuple[Path, Future[_Checked]]] = deque()
    for folder in folders:
        if len(running) == PARALLEL:
            first, future = running.popleft()
            yield first, future.result()
        running.append((folder, lane.submit(partial(check, folder))))
    for folder, future in running:
        yield folder, future.result()


def _check(bench: _Bench, folder: Path) -> _Checked:
    loaded = read_question(folder)
    found: list[Finding] = []
    ops = loaded.question.ops if loaded.question is not None else None
    if loaded.question is not None and ops is not None:
        found += findings(loaded, None, bench.skills)
    elif loaded.question is not None:
        try:
            header = loaded.question.header
            rubric = load_rubric(header.kind, name=header.rubric)
            found += findings(loaded, rubric, bench.skills)
            found += (Finding(*one) for one in sample_findings(loaded.question, rubric, loaded.held_out))
        except BankError as error:
            found.append(Finding(HEADER_FILE, "rubric" if loaded.question.header.rubric else "kind", error.what))
    figures, scores = None, None
    has_code = loaded.coding is not None or loaded.build is not None or ops is not None
    if has_code and not bench.trusts(folder):
        found.append(Finding("", "", "was not run: code from elsewhere needs a strong sandbox (see mockint doctor)"))
    elif loaded.coding is not None:
        ran = check_coding(loaded.coding, loaded.naive, bench.judge)
        found += ran.findings
        figures = ran.figures
    elif loaded.build is not None:
        tried = check_pack(loaded.build, SEEDS[: bench.seeds])
        found += tried.findings
        scores = tried.figures
    elif ops is not None:
        found += check_drill(ops, bench.judge)
    problems = (Problem.at(folder / file, key, text) for file, key, text in found)
    return _Checked((*loaded.problems, *problems), figures, scores)


def _clashes(own: Path, folders: Sequence[Path]) -> list[Problem]:
    """Ids and names of these questions that another question of their pack, or of the bank, has already."""
    packs = dict.fromkeys(folder.absolute().parent.parent for folder in folders)
    places = {folder.absolute(): folder for folder in folders}
    found = read_catalog(own, [pack for pack in packs if pack.resolve() != own])
    return [
        Problem.at(places[Path(file).parent] / HEADER_FILE, key, problem)
        for file, key, problem in found.problems
        if problem.startswith(TAKEN) and Path(file).parent in places
    ]


def _name(folder: Path) -> str:
    return "/".join(folder.absolute().parts[-2:])
