"""Reads rubrics and skills, and applies what a question changes in its rubric."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from mockint.bank.folder import Folder
from mockint.bank.parse import parse, validation_problems
from mockint.bank.problem import Problem
from mockint.bank.schema import CompetenciesFile, CriterionChange, PatternsFile, SkillsFile
from mockint.domain.base import Value
from mockint.domain.ids import CompetencyId, SkillId
from mockint.domain.question import Question
from mockint.domain.rubric import Criterion, QuestionKind, Rubric
from mockint.domain.skill import Competency, Skill
from mockint.errors import BankError
from mockint.paths import bank_root

SKILLS_FILE = "skills.toml"
COMPETENCIES_FILE = "competencies.toml"
PATTERNS_FILE = "patterns.toml"
RUBRICS = "rubrics"
_FileValue = TypeVar("_FileValue", bound=Value)


class Tags(NamedTuple):
    """The names that questions may be tagged with.

    Attributes:
        skills: What readiness is told in.
        patterns: What a coding problem may be drilled by.
        competencies: What a behavioral question may ask a story to show.
    """

    skills: frozenset[SkillId]
    patterns: frozenset[str]
    competencies: frozenset[CompetencyId]


def load_rubric(kind: QuestionKind, bank: Path | None = None, name: str = "") -> Rubric:
    """The rubric of a kind of round.

    Args:
        kind: The kind of round.
        bank: The bank's folder; None for the one that comes with mockint. Packs hold questions and no rubrics.
        name: The rubric that a question asks for (``behavioral_story``); empty for the kind's own.

    Raises:
        BankError: If there is none, or it is not in the format, or for another kind of round.
    """
    name = name or kind
    if not is_rubric_of(name, kind):
        raise BankError(f"'{name}' is not a rubric of the kind {kind}; those are named {kind} or {kind}_<flavour>.")
    rubric = _load(bank or bank_root(), f"{RUBRICS}/{name}.toml", Rubric)
    if rubric.kind != kind:
        raise BankError(f"The rubric {RUBRICS}/{name}.toml says that it is for '{rubric.kind}'.")
    return rubric


def question_rubric(question: Question, bank: Path | None = None) -> Rubric:
    """The rubric that a question's rounds are judged by, with the question's own changes.

    Raises:
        BankError: If there is none, or it is not in the format, or the changes do not fit.
    """
    return rubric_for(question, load_rubric(question.header.kind, bank, question.header.rubric))


def is_rubric_of(name: str, kind: str) -> bool:
    """Whether a rubric of this name may be one of this kind of round: the kind's own, or a flavour of it."""
    return re.fullmatch(rf"{re.escape(kind)}(_[a-z0-9]+)*", name) is not None


def load_skills(bank: Path | None = None) -> tuple[Skill, ...]:
    """The skills that readiness is told in, in the order in which they are shown.

    Raises:
        BankError: If the file is missing or not in the format.
    """
    return _load(bank or bank_root(), SKILLS_FILE, SkillsFile).skills


def load_competencies(bank: Path | None = None) -> tuple[Competency, ...]:
    """What stories are asked to show, in the order in which it is told.

    Raises:
        BankError: If the file is missing or not in the format.
    """
    return _load(bank or bank_root(), COMPETENCIES_FILE, CompetenciesFile).competencies


def load_tags(bank: Path | None = None) -> Tags:
    """The names that questions may be tagged with.

    Raises:
        BankError: If a file is missing or not in the format.
    """
    root = bank or bank_root()
    patterns = _load(root, PATTERNS_FILE, PatternsFile).patterns
    competencies = frozenset(each.id for each in load_competencies(root))
    return Tags(frozenset(skill.id for skill in load_skills(root)), frozenset(patterns), competencies)


def rubric_for(question: Question, rubric: Rubric) -> Rubric:
    """The rubric with the question's changes.

    A question that names the weight of every criterion that is left has them scaled to 100; one that names some of
    them must leave the sum at 100.

    Raises:
        BankError: If a changed criterion does not exist or the weights do not add up to 100.
    """
    if not question.rubric_overrides:
        return rubric
    changes = {name: CriterionChange.model_validate(change) for name, change in question.rubric_overrides.items()}
    unknown = sorted(changes.keys() - {criterion.id for criterion in rubric.criteria})
    if unknown:
        raise BankError(f"The {rubric.kind} rubric has no criterion '{unknown[0]}'.")
    untouched = CriterionChange()
    left = [c for c in rubric.criteria if not changes.get(c.id, untouched).not_assessed]
    scale = 1.0
    if left and all(changes.get(c.id, untouched).weight is not None for c in left):
        scale = 100 / sum(changes[c.id].weight or 0 for c in left)
    criteria = tuple(_changed(c, changes.get(c.id, untouched), scale) for c in left)
    try:
        return Rubric(kind=rubric.kind, version=rubric.version, criteria=criteria, gates=rubric.gates)
    except ValidationError as error:
        raise BankError("; ".join(sentence for _, sentence in validation_problems(error)) + ".") from error


def read_shared(bank: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with a bank's skills and rubrics."""
    files = Folder(bank)
    skills = parse(files, SKILLS_FILE, SkillsFile)
    known = {skill.id for skill in skills.skills} if skills is not None else set()
    if files.has(PATTERNS_FILE):
        parse(files, PATTERNS_FILE, PatternsFile)
    if files.has(COMPETENCIES_FILE):
        parse(files, COMPETENCIES_FILE, CompetenciesFile)
    for path in sorted((bank / RUBRICS).glob("*")):
        name = f"{RUBRICS}/{path.name}"
        rubric = parse(files, name, Rubric)
        if rubric is None:
            continue
        if path.suffix != ".toml" or not is_rubric_of(path.stem, rubric.kind):
            kind = rubric.kind
            files.report(name, "kind", f"is '{kind}', so the file is named {kind}.toml or {kind}_<flavour>.toml")
        for index, criterion in enumerate(rubric.criteria):
            for skill in sorted(criterion.skills.keys() - known):
                files.report(name, f"criteria[{index}].skills.{skill}", "is not a skill of skills.toml")
    return tuple(files.problems)


def _changed(criterion: Criterion, change: CriterionChange, scale: float) -> Criterion:
    weight = criterion.weight if change.weight is None else change.weight * scale
    must_have = criterion.must_have if change.must_have is None else change.must_have
    return criterion.model_copy(update={"weight": weight, "must_have": must_have})


def _load(bank: Path, name: str, model: type[_FileValue]) -> _FileValue:
    files = Folder(bank)
    value = parse(files, name, model)
    if value is None:
        raise BankError(f"{files.problems[0].line()}.", "Install mockint again, or mend the file.")
    return value
