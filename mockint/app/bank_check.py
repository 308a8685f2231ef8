"""Checks a bank or a pack: its files, its rules, and its code, which runs only in the sandbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from mockint.app.brief_check import check_brief
from mockint.app.check_cache import CheckCache
from mockint.app.coding_check import CodingFigures, check_coding
from mockint.app.drill_check import check_drill
from mockint.app.pack_check import SEEDS, BuildFigures, check_pack
from mockint.bank.catalog import HEADER_FILE, QUESTION_FOLDERS, TAKEN, question_folders, read_catalog, subfolders
from mockint.bank.loader import Loaded, read_question
from mockint.bank.problem import Problem
from mockint.bank.rubrics import Tags, load_rubric, load_tags, read_shared
from mockint.bank.rules import Finding, findings
from mockint.bank.skeleton import unfinished
from mockint.bank.texts import Text, duplicates, text_findings, texts_of
from mockint.domain.judging import IsolationLevel
from mockint.errors import BankError
from mockint.execution.judge import Judge
from mockint.execution.pool import WorkerPool
from mockint.graders.authors import sample_findings
from mockint.interviewer.authors import spoken_findings
from mockint.lanes import RemoteLane
from mockint.paths import bank_root

PARALLEL = 2
"""Questions checked at a time; each keeps one worker busy at most of the time."""
UNFINISHED = "is still to be written:"
Progress = Callable[[str, int, int], None]
"""Told, as each question is done, its name, the number of questions done, and the number of all."""


class BankReport(NamedTuple):
    """What was found.

    Attributes:
        questions: Number of questions that were looked at.
        unchanged: How many of them were found clean by an earlier check and have not changed since.
        problems: Everything to mend, in the order of the folders.
        coding: Figures of each coding problem whose code ran, by slug.
        scores: Figures of each live build whose programs ran, by slug.
    """

    questions: int
    unchanged: int
    problems: tuple[Problem, ...]
    coding: Mapping[str, CodingFigures]
    scores: Mapping[str, BuildFigures]

    def as_json(self) -> dict[str, Any]:
        """The report with the keys that scripts read."""
        return {
            "questions": self.questions,
            "unchanged": self.unchanged,
            "problems": [problem._asdict() for problem in self.problems],
            "coding": {slug: figures._asdict() for slug, figures in self.coding.items()},
            "scores": {slug: figures.as_json() for slug, figures in self.scores.items()},
        }


class _Checked(NamedTuple):
    problems: tuple[Problem, ...]
    figures: CodingFigures | None = None
    scores: BuildFigures | None = None
    texts: tuple[Text, ...] = ()
    is_kept: bool = False


class _Bench(NamedTuple):
    """What a check of one question needs."""

    judge: Judge
    tags: Tags
    trusts: Callable[[Path], bool]
    seeds: int
    cache: CheckCache


def check_bank(
    paths: Sequence[Path],
    pool: WorkerPool,
    progress: Progress | None = None,
    *,
    allow_weak: bool = False,
    seeds: int = len(SEEDS),
    cache: Path | None = None,
) -> BankReport:
    """Check every question below the paths.

    Args:
        paths: Banks, packs, folders of one kind or single questions; empty for the bank that comes with mockint.
        pool: Runs the questions' code; it must be started.
        progress: Told of each question that is done, on the caller's thread.
        allow_weak: Run code from elsewhere also where the sandbox is not strong.
        seeds: Draws of a live build that its programs are tried on, 1 to 5.
        cache: A folder where clean results are kept, so that an unchanged question is not run again; None to run all.

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
        load_tags(),
        lambda folder: is_strong or allow_weak or folder.resolve().is_relative_to(own),
        seeds,
        CheckCache(cache),
    )
    figures: dict[str, CodingFigures] = {}
    scores: dict[str, BuildFigures] = {}
    texts: list[Text] = []
    unchanged = 0
    try:
        # The threads only wait for workers.
        found = RemoteLane("bank-check").map(partial(_check, bench), folders, PARALLEL)
        for done, (folder, checked) in enumerate(zip(folders, found, strict=True), start=1):
            problems += checked.problems
            texts += checked.texts
            unchanged += checked.is_kept
            if checked.figures is not None:
                figures[folder.absolute().name] = checked.figures
            if checked.scores is not None:
                scores[folder.absolute().name] = checked.scores
            if progress is not None:
                progress(_name(folder), done, len(folders))
    finally:
        bench.cache.save()
    problems += _clashes(own, folders)
    problems += _said_twice(own, texts, folders)
    return BankReport(len(folders), unchanged, tuple(problems), figures, scores)


def _check(bench: _Bench, folder: Path) -> _Checked:
    """Check one question, unless it was clean before and is as it was."""
    loaded = read_question(folder)
    texts = () if loaded.question is None else tuple(texts_of(loaded.question, folder))
    key = bench.cache.key(folder, bench.seeds, bench.judge.isolation().level)
    kept = bench.cache.get(folder, key)
    if kept is not None:
        figures, scores = kept["figures"], kept["scores"]
        return _Checked(
            (),
            None if figures is None else CodingFigures(**figures),
            None if scores is None else BuildFigures(**scores),
            texts,
            is_kept=True,
        )
    checked = _run(bench, folder, loaded)
    if not checked.problems:
        figures, scores = checked.figures, checked.scores
        result = {
            "figures": None if figures is None else figures._asdict(),
            "scores": None if scores is None else scores.as_json(),
        }
        bench.cache.put(folder, key, result)
    return (
        checked if any(UNFINISHED in problem.problem for problem in checked.problems) else checked._replace(texts=texts)
    )


def _run(bench: _Bench, folder: Path, loaded: Loaded) -> _Checked:
    """Check one question."""
    found = [Finding(file, f"line {line}", f"{UNFINISHED} {what}") for file, line, what in unfinished(folder)]
    is_unfinished = bool(found)
    ops = loaded.question.ops if loaded.question is not None else None
    if loaded.question is not None:
        found += text_findings(loaded.question)
    if loaded.question is not None and ops is not None:
        found += findings(loaded, None, bench.tags)
    elif loaded.question is not None:
        try:
            header = loaded.question.header
            rubric = load_rubric(header.kind, name=header.rubric)
            found += findings(loaded, rubric, bench.tags)
            if not is_unfinished:  # what is not there yet would only be told twice
                found += (Finding(*one) for one in sample_findings(loaded.question, rubric, loaded.held_out))
                found += (Finding(*one) for one in spoken_findings(loaded.question))
        except BankError as error:
            found.append(Finding(HEADER_FILE, "rubric" if loaded.question.header.rubric else "kind", error.what))
    figures, scores = None, None
    has_code = any(one is not None for one in (loaded.coding, loaded.build, loaded.brief, ops))
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
    elif loaded.brief is not None:
        tried = check_brief(loaded.brief, bench.judge, SEEDS[: bench.seeds])
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


def _said_twice(own: Path, texts: Sequence[Text], folders: Sequence[Path]) -> list[Problem]:
    """Texts of these questions that another of them, or one of the bank, says in nearly the same words."""
    checked = {folder.resolve() for folder in folders}
    others: list[Text] = []
    for folder in question_folders(own, []):
        if folder.resolve() not in checked:
            question = read_question(folder).question
            others += () if question is None else texts_of(question, folder)
    found = duplicates([*others, *texts])
    return [
        Problem.at(
            text.folder / text.file,
            text.key,
            f"is said in nearly the same words in {_name(other.folder)}/{other.file} {other.key}".rstrip(),
        )
        for text, other, _ in found
        if text.folder.resolve() in checked
    ]


def _name(folder: Path) -> str:
    return "/".join(folder.absolute().parts[-2:])
