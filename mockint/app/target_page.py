"""Everything that the window's page of targets shows, asked for at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from mockint.app import outlook
from mockint.app.aim import today
from mockint.app.expectations import calibration_words, how_good
from mockint.app.model_client import NAMES
from mockint.app.outlook import Outlook
from mockint.app.readiness import Readiness
from mockint.app.services import Services
from mockint.app.targets import TargetBook, TargetLine
from mockint.bank.rubrics import load_skills
from mockint.domain.target import Interview


class TargetOverview(NamedTuple):
    """What the page shows.

    Attributes:
        titles: Of every question that the plan names, by its ref.
        skills: Title of each skill.
        predictions: How good predictions were, in sentences.
        has_model: Whether a model could read a posting.
        level: Of the settings, for a new target.
    """

    today: date
    lines: tuple[TargetLine, ...]
    interviews: tuple[Interview, ...]
    readiness: Readiness
    outlook: Outlook
    titles: Mapping[str, str]
    skills: Mapping[str, str]
    predictions: tuple[str, ...]
    has_model: bool
    level: str


class TargetDesk(TargetBook):
    """The use cases of the page; plain blocking calls for the store lane, `read_again` for a remote one."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._all = services

    def overview(self) -> TargetOverview:
        """Everything as it is now."""
        services = self._all
        found, ahead = outlook.read(services)
        settings = services.settings.load().settings
        return TargetOverview(
            today=today(services),
            lines=self.lines(),
            interviews=tuple(reversed(self.interviews())),
            readiness=found,
            outlook=ahead,
            titles={str(entry.ref): entry.title for entry in services.catalog.entries},
            skills={str(skill.id): skill.title for skill in load_skills(services.bank)},
            predictions=calibration_words(*how_good(services)),
            has_model=settings.grader.value in NAMES,
            level=settings.target_level.value,
        )

    def keep_minutes(self, minutes: int) -> None:
        """Keep how much time there is in a week."""
        self._all.settings.change("minutes_a_week", minutes)
