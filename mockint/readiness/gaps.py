"""What a rejection says from outside, and what closes the gap: read by a list of phrases, told in the words one hears."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from mockint.domain.ids import SkillId
from mockint.domain.rubric import RoundKind


class Gap(NamedTuple):
    """Something that an interviewer found missing.

    Attributes:
        name: For scripts.
        heard: How it is usually put, from outside.
        means: What stands behind it.
        skills: What it is about.
        kinds: Kinds of rounds that show it closed, the best one first.
        closes: What to do about it.
    """

    name: str
    heard: str
    means: str
    skills: tuple[SkillId, ...]
    kinds: tuple[RoundKind, ...]
    closes: str


class Heard(NamedTuple):
    """A gap, with the words in which it was read."""

    gap: Gap
    quote: str


def _gap(name: str, heard: str, means: str, skills: str, kinds: tuple[RoundKind, ...], closes: str) -> Gap:
    return Gap(name, heard, means, tuple(map(SkillId, skills.split())), kinds, closes)


GAPS: Final = (
    _gap(
        "production",
        "not enough production experience",
        "You told what you would build, and little of what breaks: rollout, failure, cost, watching it run.",
        "observability cloud system_design",
        ("live_build", "system_design"),
        "Take a live build and say aloud what you log, limit and roll back; then the ops drills.",
    ),
    _gap(
        "fundamentals",
        "stronger fundamentals",
        "The code came slowly, or the reasons for a data structure and its cost were missing.",
        "fundamentals python",
        ("coding",),
        "Take coding rounds under the clock, and state the complexity before you run anything.",
    ),
    _gap(
        "independence",
        "more independence",
        "You waited for direction: somebody else framed the problem or took the decision in what you told.",
        "ownership",
        ("behavioral", "system_design"),
        "Retell stories in the first person with the decision that was yours, and open a design round by framing it yourself.",
    ),
    _gap(
        "seniority",
        "better fit for a more senior role",
        "The answer was right and small: scope, trade-offs and the effect on others were missing.",
        "system_design ownership",
        ("system_design", "behavioral"),
        "In design rounds name two options and what each costs before you choose; pick stories with people beyond your team.",
    ),
    _gap(
        "evaluation",
        "unclear how you would know that it works",
        "You built first and measured late, or by looking at examples.",
        "evaluation",
        ("live_build", "system_design"),
        "Write the evaluation set first in your next live build, and give a number before and after each change.",
    ),
    _gap(
        "design",
        "system design needs more depth",
        "Boxes without numbers: no load, no failure, no data flow to the end.",
        "system_design",
        ("system_design",),
        "Take a design round, do the estimate before the diagram, and walk one failure through it.",
    ),
    _gap(
        "ai_depth",
        "not enough hands-on experience with LLMs",
        "It sounded read and not built: retrieval, tools, budgets and faults of model calls.",
        "llm_api rag vector_db",
        ("live_build", "coding"),
        "Take a live build with retrieval, and a coding round on model calls; keep what went wrong as a story.",
    ),
    _gap(
        "communication",
        "communication could be clearer",
        "They could not follow how you got there.",
        "ownership",
        ("behavioral", "coding"),
        "Say the plan in two sentences before you begin, in every round, and answer stories in situation, action, result.",
    ),
    _gap(
        "code_quality",
        "code quality was below what we look for",
        "It worked, and nobody would want to keep it: names, tests, edge cases.",
        "python fundamentals",
        ("coding", "live_build"),
        "Leave five minutes of each coding round for your own tests and for names; then the code-reading drills.",
    ),
)  # fmt: skip

_PHRASES: Final[tuple[tuple[str, str], ...]] = (
    ("production", r"(?:production|real[- ]world|industry|at[- ]scale|operational)[\w\s-]{0,30}\b(?:experience|exposure|background|depth|systems?)"),
    ("production", r"(?:experience|exposure)[\w\s,-]{0,40}\b(?:in production|at scale|shipping|running (?:it|them|services))"),
    ("fundamentals", r"(?:fundamentals|basics|foundations?|algorithms?|data structures?|computer science)"),
    ("fundamentals", r"(?:technical|coding)[\w\s-]{0,20}\b(?:bar|foundation|round|exercise|skills?)"),
    ("independence", r"\b(?:independen(?:ce|tly|t)|autonom(?:y|ous|ously)|self[- ](?:directed|starter)|hand[- ]holding|guidance|hints?|prompting from)"),
    ("seniority", r"\b(?:more|too|less|not)\s+(?:a\s+)?(?:senior|experienced)\b(?!\s+in\b)"),
    ("seniority", r"\b(?:seniority|senior[- ]level|at this level|for this level|scope of (?:your|his|her|their))"),
    ("evaluation", r"\b(?:evaluat(?:e|ion|ing) (?:of|the|your|model|rag|llm|strategy|approach|method)\w*|evals?\b|measur(?:e|ing|ement)[\w\s]{0,25}\b(?:success|quality|impact|works?))"),
    ("design", r"\b(?:system design|architectur(?:e|al)|design (?:round|interview|depth|skills)|scalability|trade[- ]?offs?)"),
    ("ai_depth", r"\b(?:hands[- ]on|practical|deep(?:er)?|enough|stronger)\b[\w\s-]{0,40}\b(?:llms?|rag|retrieval|agents?|ai|genai|language models?|machine learning|ml)\b"),
    ("communication", r"\b(?:communicat(?:e|ion|ing)|articulat(?:e|ing)|explain(?:ing|ed)?|clarity|clearer|structured? (?:answers?|communication))"),
    ("code_quality", r"\b(?:code quality|clean(?:er)? code|test coverage|edge cases?|production[- ]ready code|readab(?:le|ility)|maintainab(?:le|ility))"),
)  # fmt: skip
_LACK: Final = re.compile(
    r"\b(?:not|n't|lack(?:s|ed|ing)?|need(?:s|ed)?|more|strong(?:er)?|better|deeper|insufficient|limited|missing|gaps?|weak(?:er|ness)?|"
    r"improve|concern(?:s|ed)?|below|short|looking for|look for|too|fell|struggl\w*|unclear|prefer\w*|less|would have liked|wanted|enough|fit|"
    r"without|could be|clearer|work on|develop)\b",
    re.IGNORECASE,
)
_PRAISE: Final = re.compile(
    r"\b(?:impressed|enjoyed|liked your|strong point|strengths? (?:was|were|included?)|excellent|great job|did well|solid)\b",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"(?<=[.!?;])\s+|\n+|\b(?:but|however|although|though)\b", re.IGNORECASE)
_QUOTED: Final = 240
_BY_NAME: Final = {gap.name: gap for gap in GAPS}


def read_rejection(wording: str) -> tuple[Heard, ...]:
    """The gaps that a rejection's wording speaks of, each once, in the order in which they are said.

    A sentence that only praises says nothing, nor does one in which nothing is wanted.
    """
    found: dict[str, Heard] = {}
    for part in (part.strip() for part in _PARTS.split(wording)):
        if not part or not _LACK.search(part):
            continue
        if _PRAISE.search(part) and not re.search(r"\b(?:not|lack\w*|needs?|below|missing)\b", part, re.IGNORECASE):
            continue
        for name, pattern in _PHRASES:
            if name not in found and re.search(pattern, part, re.IGNORECASE):
                found[name] = Heard(_BY_NAME[name], part[:_QUOTED])
    return tuple(found.values())
