"""Makes a `Question` from its folder, and says everything that is wrong with the folder rather than the first thing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from mockint.bank.build_files import BUILD, BuildPack, read_build
from mockint.bank.catalog import HEADER_FILE
from mockint.bank.folder import Folder
from mockint.bank.parse import parse
from mockint.bank.problem import Problem
from mockint.bank.schema import (
    CodingFile,
    EvidenceFile,
    InterviewFile,
    RubricChangesFile,
    SamplesFile,
    TestEntry,
    TestsFile,
)
from mockint.bank.take_home_files import BRIEF, BriefPack, read_brief
from mockint.domain.ids import CriterionId
from mockint.domain.judging import TestCase
from mockint.domain.question import (
    CodingLevel,
    CodingTask,
    Growth,
    Mutant,
    OpsTask,
    Question,
    QuestionHeader,
    Sample,
)
from mockint.errors import BankError

MAX_LEVELS = 4
_NO_INTERVIEW = InterviewFile(explanation_minutes=0)
"""A concept question is put and answered; nobody follows up."""


class Loaded(NamedTuple):
    """What came of reading one folder.

    Attributes:
        question: None where a part that every round needs could not be read.
        problems: Everything that does not follow the format, also where the question could be made.
        coding: The coding part, also where the rest is missing: authors write the code first.
        naive: Source of ``naive.py``, which only the bank check needs; None where there is none.
        build: What a live build is tried with; None for other kinds, as for `brief`, a take-home's.
        held_out: Answers that must be graded as they are labelled, and that no grader was fitted to.
    """

    question: Question | None
    problems: tuple[Problem, ...]
    coding: CodingTask | None = None
    naive: str | None = None
    build: BuildPack | None = None
    held_out: tuple[Sample, ...] = ()
    brief: BriefPack | None = None


def load_question(folder: Path) -> Question:
    """The question in this folder.

    Raises:
        BankError: If it cannot be made; the text names the first problem and the number of others.
    """
    loaded = read_question(folder)
    if loaded.question is None:
        first, *others = loaded.problems
        more = f" (and {len(others)} more)" if others else ""
        raise BankError(
            f"The question in {folder} cannot be used: {first.line()}{more}.",
            f"'mockint bank check {folder}' lists every problem.",
        )
    return loaded.question


def read_question(folder: Path) -> Loaded:
    """Read a question's folder and collect every problem in it."""
    files = Folder(folder)
    header = parse(files, HEADER_FILE, QuestionHeader)
    if header is not None:
        _check_place(files, header)
    # Where kind and place disagree the reader still goes on, so that the other problems are told in the same pass.
    kinds = {header.kind if header is not None else "", folder.absolute().parent.name}
    if "ops" in kinds:
        return _read_ops(files, header)
    is_concept, is_coding, is_build, is_brief = ("concept" in kinds, "coding" in kinds, BUILD in kinds, BRIEF in kinds)
    prompt = files.text("prompt.md")
    interview = _NO_INTERVIEW if is_concept else parse(files, "interview.toml", InterviewFile)
    evidence = parse(files, "evidence.toml", EvidenceFile)
    reference_answer = files.text("reference.md")
    files.text("design.md", required=not is_concept)  # for authors alone, and required of them
    samples, held_out = _read_samples(files)
    overrides = _read_overrides(files)
    coding = _read_coding(files) if is_coding else None
    naive = files.text("naive.py") if is_coding else None
    build = read_build(files) if is_build else None
    brief = read_brief(files) if is_brief else None
    files.report_unknown()
    question = None
    tasks = ((is_coding, coding), (is_build, build), (is_brief, brief))
    has_task = all(task is not None for is_needed, task in tasks if is_needed)
    if header is not None and prompt is not None and interview is not None and has_task:
        question = Question(
            header=header,
            prompt=prompt,
            reference_answer=reference_answer or "",
            phases=interview.phases,
            hints=interview.hints,
            facts=interview.facts,
            probes=interview.probes,
            curveball=interview.curveball,
            evidence=evidence.points if evidence is not None else (),
            samples=samples,
            explanation_minutes=interview.explanation_minutes,
            rubric_overrides=overrides,
            coding=coding,
            build=None if build is None else build.task,
            take_home=None if brief is None else brief.task,
        )
    return Loaded(question, tuple(files.problems), coding, naive, build, held_out, brief)


def _read_ops(files: Folder, header: QuestionHeader | None) -> Loaded:
    """An ops drill: its prompt is drawn, so that a header and a program are all of it."""
    source = files.text("drill.py")
    files.text("design.md")
    files.report_unknown()
    question = None
    if header is not None and source is not None:
        question = Question(header=header, prompt="", explanation_minutes=0, ops=OpsTask(source=source))
    return Loaded(question, tuple(files.problems))


def _check_place(files: Folder, header: QuestionHeader) -> None:
    folder = files.root.absolute()
    if header.slug != folder.name:
        files.report(HEADER_FILE, "slug", f"is '{header.slug}' but the folder is named '{folder.name}'")
    if header.kind != folder.parent.name:
        files.report(HEADER_FILE, "kind", f"is '{header.kind}' but the folder lies in '{folder.parent.name}'")


def _read_samples(files: Folder) -> tuple[tuple[Sample, ...], tuple[Sample, ...]]:
    """The examples, and the answers that are held out."""
    listed = parse(files, "samples/samples.toml", SamplesFile)
    if listed is None:
        files.leave("samples/")
        return (), ()
    samples: dict[bool, list[Sample]] = {False: [], True: []}
    for entry in listed.samples:
        text = files.text(f"samples/{entry.file}") if entry.file else entry.text
        if text is not None:
            sample = Sample(text=text, **entry.model_dump(exclude={"file", "text", "held_out"}))
            samples[entry.held_out].append(sample)
    return tuple(samples[False]), tuple(samples[True])


def _read_overrides(files: Folder) -> Mapping[CriterionId, Mapping[str, Any]]:
    changes = parse(files, "rubric.toml", RubricChangesFile, required=False)
    if changes is None:
        return {}
    return {
        criterion: change.model_dump(mode="json", exclude_unset=True) for criterion, change in changes.criteria.items()
    }


def _read_coding(files: Folder) -> CodingTask | None:
    about = parse(files, "coding.toml", CodingFile)
    starter = files.text("starter.py")
    tests_starter = files.text("tests_starter.py")
    driver = files.text("driver.py", required=False)
    reference = files.text("reference.py")
    levels = _read_levels(files)
    if about is None:
        files.leave("mutants/", "growth.py")
        return None
    mutants = []
    for index, entry in enumerate(about.mutants):
        code = files.text(f"mutants/{entry.name}.py", required=False)
        if code is None:
            files.report("coding.toml", f"mutants[{index}].name", f"mutants/{entry.name}.py cannot be read")
        else:
            mutants.append(Mutant(name=entry.name, trap=entry.trap, code=code))
    growth_source = files.text("growth.py", required=about.growth is not None)
    if growth_source is not None and about.growth is None:
        files.report("coding.toml", "growth", "is missing although there is a growth.py")
    if starter is None or reference is None or not levels:
        return None
    growth = None
    if about.growth is not None and growth_source is not None:
        growth = Growth(source=growth_source, **about.growth.model_dump())
    return CodingTask(
        entry_point=about.entry_point,
        arity=about.arity,
        driver=driver,
        starter=starter,
        tests_starter=tests_starter or "",
        reference=reference,
        levels=levels,
        comparison=about.comparison,
        limits=about.limits,
        mutants=tuple(mutants),
        growth=growth,
        cuts=about.cuts,
        seed=about.seed,
    )


def _read_levels(files: Folder) -> tuple[CodingLevel, ...]:
    levels = []
    complete = True
    for number in range(1, MAX_LEVELS + 1):
        place = f"levels/{number}"
        if number > 1 and not files.has(place):
            break
        prompt = files.text(f"{place}/prompt.md")
        tests = parse(files, f"{place}/tests.toml", TestsFile)
        generator = files.text(f"{place}/tests.py", required=False)
        if prompt is None or tests is None:
            complete = False
            continue
        levels.append(
            CodingLevel(
                number=number,
                prompt=prompt,
                visible=tuple(map(_test_case, tests.visible)),
                hidden=tuple(map(_test_case, tests.hidden)),
                generator=generator,
            )
        )
    return tuple(levels) if complete else ()


def _test_case(entry: TestEntry) -> TestCase:
    return TestCase(
        name=entry.name,
        args=entry.args,
        kwargs=entry.kwargs,
        expected=entry.expected,
        comparison=entry.comparison,
        performance=entry.performance,
    )
