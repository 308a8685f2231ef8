"""What an author lets the interviewer say: each text must keep the interviewer's contract, or it would never be said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from mockint.domain.question import Question
from mockint.domain.round import Mode
from mockint.interviewer.contract import Rule, broken, case_of, context_at, fitting
from mockint.interviewer.turns import Moment

FILE: Final = "interview.toml"
_WHY: Final = {
    Rule.NO_SOLUTION: "gives away what a good answer says (an evidence point, the reference or its code)",
    Rule.NO_PRAISE: "praises",
    Rule.NO_SUMMARY: "sums up",
    Rule.NO_RUBRIC: "speaks of the rubric",
    Rule.PLAIN_ENGLISH: "is not plain English",
    Rule.FROM_FACTS: "answers from nothing that is known",
    Rule.IN_ROLE: "steps out of the role",
}
_ALL_LEVELS: Final = 9


class Finding(NamedTuple):
    """Something to mend: the file, where in it, and the rest of the sentence."""

    file: str
    key: str
    problem: str


def spoken_findings(question: Question) -> list[Finding]:
    """The facts' answers, probes and hints that break a rule.

    As in a round, the words of the author's own answers and probes count as told, so that what is caught are code, names
    out of it, praise and the like. Answers and probes are held to the first level, hints to everything shown.
    """
    return [
        Finding(FILE, key, f"{_WHY.get(rule, rule.value.replace('_', ' '))}, which the interviewer may not: '{text}'")
        for key, text, rules in _said(question)
        for rule in rules
    ]


def _said(question: Question) -> Iterator[tuple[str, str, tuple[Rule, ...]]]:
    case = case_of(question)
    seconds = question.header.minutes * 60
    early = Moment(seconds / 2, seconds, Mode.PRACTICE)
    late = early._replace(levels_open=_ALL_LEVELS, hints_given=len(question.hints), curveball=True)
    for place, fact in enumerate(question.facts):
        context = context_at(case, early, heard=fact.asks[0], clarifies=True)
        yield f"facts[{place}].answer", fact.answer, broken(fact.answer, context)
    for place, probe in enumerate(question.probes):
        yield f"probes[{place}]", probe.text, broken(fitting(probe.text), context_at(case, early))
    for place, hint in enumerate(question.hints):
        yield f"hints[{place}]", hint, broken(fitting(hint), context_at(case, late))
