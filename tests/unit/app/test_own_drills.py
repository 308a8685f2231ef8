"""Drills that are made of one's own rounds: which there are, how they are marked, and when they are done with."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest

from mockint.app import drilling, own_drills, skills
from mockint.app.drilling import Posed
from mockint.app.services import Services
from mockint.bank.loader import load_question
from mockint.clock import ManualClock
from mockint.domain.attempt import ANSWER, PointsMark
from mockint.domain.ids import CriterionId
from mockint.domain.judgement import NotAssessed, Ungraded
from mockint.domain.question import Question
from mockint.errors import BadInputError
from tests.helpers.past_rounds import ANSWER_GIVEN, DESIGN, Past, judged


@pytest.fixture
def question(services: Services) -> Question:
    return load_question(services.catalog.find(DESIGN).folder)


@pytest.fixture
def criterion(question: Question) -> CriterionId:
    return question.evidence[0].criterion


@pytest.fixture
def past(services: Services, clock: ManualClock, tmp_path: Path) -> Past:
    return Past(services, clock, tmp_path)


def good(posed: Posed) -> dict[str, str]:
    assert posed.own is not None
    points = (one for one in posed.question.evidence if one.criterion == posed.own.criterion.id)
    return {ANSWER: " ".join(one.ways[0] if one.ways else one.says for one in points)}


@pytest.mark.history_file
def test_without_a_history_there_is_none_and_none_is_made(services: Services) -> None:
    assert own_drills.own_drills(services) == ()
    assert not services.has_history()
    with pytest.raises(BadInputError, match="no own drill named 'own/x'"):
        drilling.pose(services, "own/x")


def test_what_was_not_judged_makes_none(services: Services, past: Past, criterion: CriterionId) -> None:
    past.hold()
    past.hold(Ungraded(criterion=criterion, reason="Not judged yet"))
    past.hold(NotAssessed(criterion=criterion, reason="Nothing was asked"))
    assert own_drills.own_drills(services) == ()


@pytest.mark.parametrize("seed", range(4))
def test_the_latest_level_decides(services: Services, past: Past, criterion: CriterionId, seed: int) -> None:
    chance, latest = random.Random(seed), None
    for _ in range(4):
        level = chance.choice((None, 1, 2, 3, 4))
        name = past.hold(*(() if level is None else (judged(criterion, level),)))
        latest = latest if level is None else (level, name)
    found = [(one.judged.level, one.round_id) for one in own_drills.own_drills(services)]
    assert found == ([latest] if latest is not None and latest[0] <= 2 else [])


def test_it_is_put_with_its_origin_marked_and_comes_again(
    services: Services, past: Past, criterion: CriterionId
) -> None:
    name = past.hold(judged(criterion, 1))
    (own,) = own_drills.own_drills(services)
    assert drilling.next_drill(services) == own.entry, "weak ones are begun first"
    (line,) = drilling.drill_lines(services, "own")
    assert line["origin"] == {"round": name, "criterion": criterion}
    posed = drilling.pose(services, own.entry.ref)
    for words in (ANSWER_GIVEN, own.criterion.title, "Name what your words lack"):
        assert words in posed.prompt
    assert "No number was given." not in posed.prompt, "it would give the answer away"
    assert drilling.posed_document(posed)["origin"]["round"] == name
    bad = drilling.answer(services, posed, {ANSWER: "I do not know what to say about this, and would ask somebody."})
    assert isinstance(bad.result, PointsMark)
    assert (bad.result.verdict, bad.result.level, bad.result.said) == ("wrong", None, ())
    due = drilling.due_after(services, posed)
    assert due is not None
    assert drilling.attempt_document(posed, bad, due)["source"] == "offline"
    past.clock.advance(3 * 86_400)
    assert [one.ref for one in drilling.due_drills(services, None, None, 15).fitting] == [own.entry.ref]
    assert skills.glimpse(services).drills.startswith("1 drill is due"), "Today counts it too"


def test_right_three_times_in_a_row_on_different_days_is_enough(
    services: Services, past: Past, criterion: CriterionId
) -> None:
    past.hold(judged(criterion, 2))
    posed = drilling.pose(services, own_drills.own_drills(services)[0].entry.ref)
    for days in (0, 2, 0, 2):
        past.clock.advance(timedelta(days=days).total_seconds())
        assert drilling.answer(services, posed, good(posed)).result.verdict == "right"
        assert drilling.due_after(services, posed) is not None, "twice on one day is once"
    for _ in range(2):
        past.clock.advance(timedelta(days=2).total_seconds())
        drilling.answer(services, posed, good(posed))
    assert drilling.due_after(services, posed) is None
    assert own_drills.own_drills(services) == ()


def test_it_goes_with_its_round(services: Services, past: Past, criterion: CriterionId) -> None:
    name = past.hold(judged(criterion, 2))
    assert own_drills.own_drills(services)
    services.stored(lambda store: store.delete_round(name))
    assert own_drills.own_drills(services) == ()


def test_a_damaged_snapshot_takes_away_one_drill_and_no_other(
    services: Services, past: Past, criterion: CriterionId, monkeypatch: pytest.MonkeyPatch
) -> None:
    past.hold(judged(criterion, 2))
    monkeypatch.setattr(Question, "model_validate_json", lambda _: Question.model_validate({}))
    assert own_drills.own_drills(services) == ()
    assert drilling.next_drill(services).kind in {"concept", "ops"}
