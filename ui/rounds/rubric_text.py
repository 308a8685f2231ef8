"""A rubric as Markdown: what a round is judged by, for who may read it before and during the work."""

from __future__ import annotations

import re

from mockint.domain.rubric import Criterion, Rubric
from mockint.domain.skill import LEVEL_WORDS, TargetLevel

_SPECIAL = re.compile(r"([\\*_<>\[\]#~|])")


def rubric_text(rubric: Rubric) -> str:
    """Each criterion with its weight, who sets its level, and what is seen at each level, the best first."""
    return "\n\n".join(_criterion(criterion) for criterion in rubric.criteria) + "\n"


def _criterion(criterion: Criterion) -> str:
    facts = [f"{criterion.weight:g} %", "measured by code" if criterion.measured else "judged by a grader"]
    if criterion.must_have:
        every = len(set(criterion.must_have)) == len(TargetLevel)
        levels = "" if every else f" for {', '.join(level.value for level in criterion.must_have)}"
        facts.append(f"must-have{levels}")
    anchors = [f"- **{level} {LEVEL_WORDS[level]}.** {_plain(criterion.anchors[level])}" for level in (4, 3, 2, 1)]
    parts = [f"### {_plain(criterion.title)}", f"*{' · '.join(facts)}*", _plain(criterion.about), "\n".join(anchors)]
    return "\n\n".join(parts)


def _plain(text: str) -> str:
    """Prose on one line, with nothing in it that Markdown would take for its own."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
