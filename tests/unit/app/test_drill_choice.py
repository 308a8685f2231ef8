"""Which drill is named for a criterion: one about the same skills, and not one that was answered right."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mockint.app import drill_choice
from mockint.app.drill_choice import fitting_drill
from mockint.app.services import Services
from mockint.domain.ids import SkillId
from mockint.history.values import LastAttempt

EVALUATION = {SkillId("evaluation"): 1.0}


def test_a_drill_of_the_same_skills_is_named(services: Services) -> None:
    found = fitting_drill(services, EVALUATION)
    assert found is not None
    assert max(found.skills, key=lambda skill: found.skills[skill]) == "evaluation"
    other = fitting_drill(services, EVALUATION, {found.ref})
    assert other is not None
    assert other.ref != found.ref


def test_one_that_was_answered_right_comes_last(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    first = fitting_drill(services, EVALUATION)
    assert first is not None
    attempt = LastAttempt(datetime(2026, 1, 1, tzinfo=UTC), "right")
    monkeypatch.setattr(drill_choice, "last_attempts", lambda _: {first.id: attempt})
    found = fitting_drill(services, EVALUATION)
    assert found is not None
    assert found.ref != first.ref


def test_without_a_near_one_there_is_none(services: Services) -> None:
    assert fitting_drill(services, {SkillId("whistling"): 1.0}) is None
    assert fitting_drill(services, {}) is None
