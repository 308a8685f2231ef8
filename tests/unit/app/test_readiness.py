"""How ready the user is, by rounds in a real history."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from mockint.app import readiness, rounds
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.ids import CriterionId, GradeId, RoundId, SkillId
from mockint.domain.judgement import Judged, Source, Ungraded
from mockint.domain.skill import Level
from tests.helpers.records import make_grade

CODING, STORY = "coding/token-bucket", "behavioral/failed-in-production"
STORIES = [
    f"behavioral/{slug}"
    for slug in ("failed-in-production", "hard-feedback", "learned-fast", "mentored-someone", "metric-regretted")
]
DAY_S = 86_400.0


class History:
    """Rounds that are handed in, and judged as a test says."""

    def __init__(self, services: Services, clock: ManualClock, folder: Path) -> None:
        self.services, self.clock, self.folder = services, clock, folder
        self.count = 0

    def play(self, question: str = CODING) -> RoundId:
        self.clock.advance(DAY_S)
        answer = self.folder / ("answer.py" if question == CODING else "answer.md")
        answer.write_text("pass\n", encoding="utf-8")
        return rounds.submit_answer(self.services, question, answer)

    def judge(self, round_id: RoundId, levels: Mapping[str, Level], source: Source = "model") -> None:
        record = self.services.stored(lambda store: store.load_round(round_id))
        self.count += 1
        judged = tuple(
            Judged(criterion=CriterionId(criterion), level=level, source=source) for criterion, level in levels.items()
        )
        open_ = (Ungraded(criterion=CriterionId("testing"), reason="Not judged yet"),)
        grade = make_grade(
            record, f"g{self.count}", judgements=(*judged, *open_), made=self.clock.now().wall, source=source
        )
        self.services.stored(lambda store: store.add_grade(grade.model_copy(update={"id": GradeId(f"g{self.count}")})))


@pytest.fixture
def history(services: Services, clock: ManualClock, tmp_path: Path) -> History:
    return History(services, clock, tmp_path)


@pytest.mark.history_file
def test_before_the_first_round_nothing_is_claimed_and_something_is_recommended(services: Services) -> None:
    found = readiness.read(services)
    assert not services.has_history(), "asking makes no history"
    assert len(found.skills) == 10
    assert set(found.rounds) == {"coding", "system_design", "live_build", "behavioral", "take_home"}
    assert not any(one.enough or one.observations for one in (*found.skills.values(), *found.rounds.values()))
    assert found.loop is None
    assert found.next is not None
    assert "has not been seen" in found.next.reason


def test_ungraded_rounds_say_nothing(services: Services, history: History) -> None:
    before = readiness.read(services)
    history.play(STORY)
    history.judge(history.play(STORY), {})
    after = readiness.read(services)
    assert after.skills == before.skills
    assert after.loop is None


def test_rounds_raise_what_they_show(services: Services, history: History) -> None:
    for _ in range(4):
        history.judge(history.play(STORY), {"ownership": 4, "action": 4})
    found = readiness.read(services)
    # The first was on a new question; the others had been seen, and are practice.
    assert found.skills[SkillId("ownership")].observations == 1
    assert found.skills[SkillId("ownership")].level > found.skills[SkillId("python")].level
    assert not found.skills[SkillId("ownership")].enough
    assert found.loop is not None
    assert found.next is not None
    assert found.next.entry.ref != STORY


def test_enough_rounds_on_different_questions_are_told(services: Services, history: History) -> None:
    for name in STORIES[:4]:
        history.judge(history.play(name), {"ownership": 4, "action": 3})
    found = readiness.read(services)
    assert found.skills[SkillId("ownership")].enough
    assert found.skills[SkillId("ownership")].observations == 4
    assert found.rounds["behavioral"].enough
    assert not found.rounds["coding"].enough


def test_ones_own_word_never_makes_ready(services: Services, history: History) -> None:
    for name in STORIES:
        history.judge(history.play(name), {"ownership": 4}, "self")
    found = readiness.read(services)
    assert found.skills[SkillId("ownership")].observations == len(STORIES)
    assert not found.skills[SkillId("ownership")].enough


def test_the_reading_that_stands_counts_alone(services: Services, history: History) -> None:
    round_id = history.play(STORY)
    history.judge(round_id, {"ownership": 1})
    low = readiness.read(services).skills[SkillId("ownership")]
    history.judge(round_id, {"ownership": 4})
    high = readiness.read(services).skills[SkillId("ownership")]
    assert low.level < high.level
    assert low.observations == high.observations == 1


def test_a_clock_that_went_back_loses_nothing(services: Services, history: History, clock: ManualClock) -> None:
    history.judge(history.play(STORY), {"ownership": 4})
    before = readiness.read(services).skills[SkillId("ownership")]
    clock.jump_wall(-40 * DAY_S)
    assert readiness.read(services).skills[SkillId("ownership")] == before


def test_what_is_not_used_is_less_sure(services: Services, history: History, clock: ManualClock) -> None:
    history.judge(history.play(STORY), {"ownership": 4})
    before = readiness.read(services).skills[SkillId("ownership")]
    clock.advance(60 * DAY_S)
    after = readiness.read(services).skills[SkillId("ownership")]
    assert after.level < before.level
    assert after.high - after.low > before.high - before.low


def test_the_document_has_the_keys_that_scripts_read(services: Services, history: History) -> None:
    history.judge(history.play(STORY), {"ownership": 4})
    told = readiness.document(readiness.read(services))
    assert {"skills", "rounds", "loop", "next"} <= set(told)
    for one in (*told["skills"].values(), *told["rounds"].values()):
        assert set(one) == {"level", "low", "high", "chance", "observations", "enough"}
    assert set(told["next"]) == {"question", "reason"}
    assert 0 <= told["loop"]["chance"] <= 1
