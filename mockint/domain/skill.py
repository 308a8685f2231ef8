"""The skills that readiness is told in, and the levels that everything is judged at."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from mockint.domain.base import Value
from mockint.domain.ids import CompetencyId, SkillId

Level = Literal[1, 2, 3, 4]
"""1 Strong no hire, 2 No hire, 3 Hire, 4 Strong hire."""

LEVEL_WORDS: dict[int, str] = {1: "Strong no hire", 2: "No hire", 3: "Hire", 4: "Strong hire"}


class TargetLevel(StrEnum):
    """The seniority that the user interviews for; it sets the bar."""

    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    STAFF = "staff"


class Skill(Value):
    """One of the dimensions of readiness, as `question_bank/skills.toml` lists them."""

    id: SkillId
    title: str
    about: str


class Competency(Value):
    """What a behavioral question asks a story to show.

    Attributes:
        about: One or two sentences on what shows it.
    """

    id: CompetencyId
    title: str
    about: str
