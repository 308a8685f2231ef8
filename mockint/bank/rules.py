"""What a question must hold beyond its format, as pure checks that run no code; the bank check adds those that do."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from mockint.bank.catalog import HEADER_FILE
from mockint.bank.loader import Loaded
from mockint.bank.rubrics import Tags, rubric_for
from mockint.domain.question import CodingTask, Question
from mockint.domain.rubric import QuestionKind, Rubric
from mockint.domain.skill import Level
from mockint.errors import BankError

MAX_SPOKEN_WORDS = 40
"""The interviewer's turns are short; `mockint.domain` and the interviewer's contract say the same."""
HINTS = 3
POINTS = range(4, 11)
COMPETENCIES = range(1, 4)
WAYS = range(3, 6)
LEVELS = range(2, 4)
VISIBLE_A_LEVEL = range(2, 7)
HIDDEN_A_PROBLEM = range(15, 41)
MIN_MUTANTS = 5
_LEAK_LINES = 3
_SHORT_AS_THEY_ARE = {"behavioral", "concept", "ops"}


class KindRules(NamedTuple):
    """What is asked of the questions of one kind, where kinds differ.

    Attributes:
        answer: The document that a sample is an example of.
        least_facts: Facts that the interviewer must know.
        least_probes: Follow-ups that the interviewer must have.
        probes_all: Whether each criterion needs one of them.
        curveball: Whether there must be a change of plan.
        explained: Whether an explanation is asked for beside the answer.
        interviewed: Whether an interviewer puts the question, with hints, phases and follow-ups.
    """

    answer: str
    least_facts: int = 1
    least_probes: int = 1
    probes_all: bool = False
    curveball: bool = True
    explained: bool = False
    interviewed: bool = True


KIND_RULES: Mapping[QuestionKind, KindRules] = {
    "coding": KindRules("explanation", explained=True),
    "system_design": KindRules("notebook", least_facts=6, least_probes=6, probes_all=True),
    "behavioral": KindRules("answer", least_facts=2, least_probes=2, curveball=False),
    "live_build": KindRules("decisions", least_facts=6, least_probes=5),
    "take_home": KindRules("decisions", least_facts=6, least_probes=5, curveball=False),
    "concept": KindRules("answer", interviewed=False),
}
"""The kinds that can be written so far; of another kind only the format is checked."""


class Finding(NamedTuple):
    """A rule that a question does not keep; the file is relative to its folder."""

    file: str
    key: str
    problem: str


def findings(loaded: Loaded, rubric: Rubric | None, tags: Tags) -> list[Finding]:
    """Every rule that the question does not keep; nothing for a folder that could not be made into a question.

    Args:
        loaded: The question.
        rubric: Its kind's rubric; None for a drill that code marks.
        tags: The names that a question may be tagged with.
    """
    question = loaded.question
    if question is None:
        return []
    found = [*_header(question, tags)]
    if rubric is None:
        return found
    try:
        rubric = rubric_for(question, rubric)
    except BankError as error:
        found.append(Finding("rubric.toml", "criteria", error.what))
    if _rules(question).interviewed:
        found += _interview(question, rubric)
    found += [*_evidence(question, rubric), *_samples(question)]
    if question.coding is not None:
        found += _coding(question.prompt, question.coding)
    return found


def hidden_count(hidden_tests: int) -> list[Finding]:
    """Whether a coding problem has the right number of hidden tests, generated ones included."""
    return [*_count("levels", "", hidden_tests, HIDDEN_A_PROBLEM, "hidden tests in all")]


def _header(question: Question, tags: Tags) -> Iterator[Finding]:
    header = question.header
    if not _is_uuid4(header.id):
        yield Finding(HEADER_FILE, "id", "is not a UUID4 in small letters")
    if not header.skills:
        yield Finding(HEADER_FILE, "skills", "names no skill")
    for skill, weight in header.skills.items():
        if skill not in tags.skills:
            yield Finding(HEADER_FILE, f"skills.{skill}", "is not a skill of skills.toml")
        if not 0 < weight <= 1:
            yield Finding(HEADER_FILE, f"skills.{skill}", f"is {weight:g}, not over 0 and at most 1")
    if header.short_minutes is not None and header.short_minutes >= header.minutes:
        yield Finding(HEADER_FILE, "short_minutes", "is not shorter than the round")
    if header.kind == "coding" and not header.pattern:
        yield Finding(HEADER_FILE, "pattern", "is missing; every coding problem names its pattern")
    if header.kind == "coding" and header.pattern and header.pattern not in tags.patterns:
        yield Finding(HEADER_FILE, "pattern", f"is '{header.pattern}', not one of {', '.join(sorted(tags.patterns))}")
    if header.kind != "coding" and header.pattern:
        yield Finding(HEADER_FILE, "pattern", "is for coding problems alone")
    yield from _competencies(question, tags)
    if header.kind not in (*KIND_RULES, "ops"):
        yield Finding(HEADER_FILE, "kind", f"questions of the kind {header.kind} cannot be written yet")
    if header.kind in _SHORT_AS_THEY_ARE and header.short_minutes is not None:
        yield Finding(HEADER_FILE, "short_minutes", f"a {header.kind} question is short as it is; leave it out")


def _competencies(question: Question, tags: Tags) -> Iterator[Finding]:
    named = question.header.competencies
    if question.header.kind != "behavioral":
        if named:
            yield Finding(HEADER_FILE, "competencies", "is for behavioral questions alone")
        return
    if len(named) not in COMPETENCIES:
        yield Finding(HEADER_FILE, "competencies", f"names {len(named)}, not 1 to 3 of competencies.toml")
    for name in named:
        if name not in tags.competencies:
            yield Finding(HEADER_FILE, "competencies", f"'{name}' is not one of competencies.toml")


def _rules(question: Question) -> KindRules:
    return KIND_RULES.get(question.header.kind, KindRules(""))


def _is_uuid4(text: str) -> bool:
    try:
        parsed = uuid.UUID(text)
    except ValueError:
        return False
    return parsed.version == 4 and str(parsed) == text


def _interview(question: Question, rubric: Rubric) -> Iterator[Finding]:
    yield from _interviewer_has(question, rubric)
    file, minutes = "interview.toml", question.header.minutes
    total = sum(phase.minutes for phase in question.phases)
    if total != minutes:
        yield Finding(file, "phases", f"add up to {total} minutes; the round has {minutes}")
    known = {criterion.id for criterion in rubric.criteria}
    for index, fact in enumerate(question.facts):
        yield from _distinct(file, f"facts[{index}].asks", fact.asks)
        yield from _spoken(file, f"facts[{index}].answer", fact.answer)
    for index, probe in enumerate(question.probes):
        yield from _spoken(file, f"probes[{index}].text", probe.text)
        if probe.criterion not in known:
            yield Finding(file, f"probes[{index}].criterion", f"'{probe.criterion}' is not a criterion of the rubric")
        if probe.after_minute >= minutes:
            yield Finding(file, f"probes[{index}].after_minute", "is after the end of the round")
    if question.curveball is not None:
        yield from _spoken(file, "curveball.text", question.curveball.text)
        if question.curveball.minute >= minutes:
            yield Finding(file, "curveball.minute", "is after the end of the round")


def _interviewer_has(question: Question, rubric: Rubric) -> Iterator[Finding]:
    """What the interviewer of this kind of round needs."""
    file, rules = "interview.toml", _rules(question)
    if len(question.hints) != HINTS or not all(hint.strip() for hint in question.hints):
        yield Finding(file, "hints", f"there are {len(question.hints)} hints, not {HINTS} of rising strength")
    yield from _least(file, "facts", len(question.facts), rules.least_facts, "what the interviewer can be asked")
    yield from _least(file, "probes", len(question.probes), rules.least_probes, "what the interviewer follows up with")
    if rules.probes_all:
        asked = {probe.criterion for probe in question.probes}
        for criterion in (criterion.id for criterion in rubric.criteria if criterion.id not in asked):
            yield Finding(file, "probes", f"none asks about {criterion}")
    if question.curveball is None and rules.curveball:
        yield Finding(file, "curveball", "is missing: the change of plan at about half time")
    if question.explanation_minutes and not rules.explained:
        yield Finding(file, "explanation_minutes", "must be 0: the answer is in words, nothing is explained beside it")


def _least(file: str, key: str, number: int, least: int, what: str) -> Iterator[Finding]:
    if not number:
        yield Finding(file, key, f"is missing: {what}")
    elif number < least:
        yield Finding(file, key, f"there are {number}; {least} or more are needed: {what}")


def _distinct(file: str, key: str, texts: Iterable[str]) -> Iterator[Finding]:
    told = [text.casefold().strip() for text in texts]
    if not all(told):
        yield Finding(file, key, "holds an empty text")
    elif len({*told}) < len(told):
        yield Finding(file, key, "says the same thing twice")


def _spoken(file: str, key: str, text: str) -> Iterator[Finding]:
    words = len(text.split())
    if not 0 < words <= MAX_SPOKEN_WORDS:
        yield Finding(file, key, f"has {words} words; the interviewer says 1 to {MAX_SPOKEN_WORDS}")
    if text.count("?") > 1:
        yield Finding(file, key, "asks more than one question")


def _evidence(question: Question, rubric: Rubric) -> Iterator[Finding]:
    file = "evidence.toml"
    judged = [criterion.id for criterion in rubric.criteria if not criterion.measured]
    counts = Counter(point.criterion for point in question.evidence)
    for criterion in judged:
        yield from _count(file, "points", counts[criterion], POINTS, f"points for {criterion}")
    for index, point in enumerate(question.evidence):
        key = f"points[{index}]"
        if point.criterion not in judged:
            yield Finding(file, f"{key}.criterion", f"'{point.criterion}' is not a judged criterion of the rubric")
        yield from _count(file, f"{key}.ways", len(point.ways), WAYS, "other ways of saying it")
        yield from _distinct(file, f"{key}.ways", (point.says, *point.ways))
        yield from _terms(file, f"{key}.terms", point.terms)


def _terms(file: str, key: str, terms: tuple[str, ...]) -> Iterator[Finding]:
    for term in terms:
        if not term.strip() or term != term.strip():
            yield Finding(file, key, f"'{term}' is empty or has spaces around it")
        elif not any(map(str.isalnum, term)):
            yield Finding(file, key, f"'{term}' holds no letter and no digit, so it is found in any text")
        elif term != term.lower():
            yield Finding(file, key, f"'{term}' is not in small letters")
    yield from _twice(file, key, (term.lower() for term in terms), "terms")


def _samples(question: Question) -> Iterator[Finding]:
    file = "samples/samples.toml"
    wanted = _rules(question).answer
    for index, sample in enumerate(question.samples):
        if wanted and sample.answer != wanted:
            yield Finding(file, f"samples[{index}].answer", f"is '{sample.answer}', not '{wanted}'")
    levels: tuple[Level, ...] = (1, 2, 3, 4)
    plain = Counter(sample.level for sample in question.samples if not sample.fluent_but_wrong)
    for level in levels:
        if not plain[level]:
            yield Finding(file, "samples", f"there is no sample of level {level}")
    wrong = [sample for sample in question.samples if sample.fluent_but_wrong]
    if not wrong:
        yield Finding(file, "samples", "there is no sample that is fluent but wrong")
    if any(sample.level > 2 for sample in wrong):
        yield Finding(file, "samples", "a fluent but wrong sample is level 1 or 2")
    yield from _twice(file, "samples", (sample.name for sample in question.samples), "samples")


def _coding(prompt: str, task: CodingTask) -> Iterator[Finding]:
    yield from _count("levels", "", len(task.levels), LEVELS, "levels")
    for level in task.levels:
        file = f"levels/{level.number}/tests.toml"
        yield from _count(file, "visible", len(level.visible), VISIBLE_A_LEVEL, "examples")
    names = (test.name for level in task.levels for test in (*level.visible, *level.hidden))
    yield from _twice("levels", "", names, "tests")
    if task.cuts and len(task.cuts) != len(task.levels) + 2:
        wanted = len(task.levels) + 2
        yield Finding(
            "coding.toml", "cuts", f"there are {len(task.cuts)}; {len(task.levels)} levels need {wanted}, or none"
        )
    if task.cuts and [*task.cuts] != sorted(task.cuts):
        yield Finding("coding.toml", "cuts", "do not rise")
    if len(task.mutants) < MIN_MUTANTS:
        yield Finding("coding.toml", "mutants", f"there are {len(task.mutants)}; {MIN_MUTANTS} are needed")
    yield from _twice("coding.toml", "mutants", (mutant.name for mutant in task.mutants), "mutants")
    yield from _twice("coding.toml", "mutants", (mutant.trap.casefold() for mutant in task.mutants), "mutants' traps")
    if task.growth is None:
        yield Finding("coding.toml", "growth", "is missing, so the growth of run time cannot be measured")
    else:
        if [*task.growth.sizes] != sorted(set(task.growth.sizes)):
            yield Finding("coding.toml", "growth.sizes", "do not rise")
        if task.growth.poor <= task.growth.good:
            yield Finding("coding.toml", "growth.poor", "is not over growth.good")
    secrets = _body_lines(task.reference)
    shown = {"prompt.md": prompt, "starter.py": task.starter, "tests_starter.py": task.tests_starter}
    shown |= {f"levels/{level.number}/prompt.md": level.prompt for level in task.levels}
    for file, text in shown.items():
        if _gives_away(_body_lines(text), secrets):
            yield Finding(file, "", f"holds {_LEAK_LINES} lines in a row of the reference")


def _body_lines(text: str) -> list[str]:
    """Lines of code that could give a solution away: no headings, imports, comments or docstrings.

    By text and not by a parse, because a stranger's file can be made to crash the parser.
    """
    lines = []
    in_docstring = False
    for raw in text.splitlines():
        line = " ".join(raw.split())
        quotes = line.count('"""') + line.count("'''")
        if in_docstring or line.startswith(('"""', "'''")):
            in_docstring = in_docstring != (quotes % 2 == 1)
            continue
        if line and not line.startswith(("#", "def ", "async def ", "class ", "import ", "from ", "@", "```")):
            lines.append(line)
    return lines


def _gives_away(shown: list[str], secrets: list[str]) -> bool:
    size = _LEAK_LINES
    windows = {tuple(secrets[start : start + size]) for start in range(len(secrets) - size + 1)}
    return any(tuple(shown[start : start + size]) in windows for start in range(len(shown) - size + 1))


def _count(file: str, key: str, number: int, allowed: range, what: str) -> Iterator[Finding]:
    if number not in allowed:
        yield Finding(file, key, f"there are {number} {what}; {allowed.start} to {allowed.stop - 1} are needed")


def _twice(file: str, key: str, names: Iterable[str], what: str) -> Iterator[Finding]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Finding(file, key, f"{times} {what} are named '{name}'")
