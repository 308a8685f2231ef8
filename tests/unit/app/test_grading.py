"""Grades of rounds: measured levels beside judged ones, states, the cap, and what waits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockint.app import grading, history, rounds
from mockint.app.record import read_record
from mockint.app.report import report_document
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.ids import CriterionId, RoundId
from mockint.domain.judgement import Judged, NotAssessed, Ungraded
from mockint.domain.round import RoundState
from mockint.domain.verdict import VerdictWord
from mockint.errors import BadInputError, RoundError
from mockint.gateway.fake import FakeServer, running
from mockint.gateway.script import Entry, Script
from mockint.graders.base import Step
from mockint.paths import bank_root
from tests.helpers.records import make_model_call

DESIGN, CODING = "system_design/support-assistant", "coding/token-bucket"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeServer]:
    """A model behind the Messages API, chosen by the environment."""
    with running(Script(entries=(Entry(times=0),))) as made:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", made.url)
        monkeypatch.setenv("ANTHROPIC_MODEL", "fake-1")
        monkeypatch.setenv("ANTHROPIC_API_KEY", made.token)
        yield made


def handed_in(services: Services, question: str = DESIGN, answer: str = "samples/level-3.md") -> RoundId:
    return rounds.submit_answer(services, question, bank_root() / question / answer)


def grade(services: Services, round_id: RoundId, name: str = "offline", **more: object) -> grading.Graded:
    return grading.grade_round(services, round_id, grading.make_grader(services, name, round_id=round_id, **more))  # type: ignore[arg-type]


def test_a_design_gets_levels_and_a_verdict_from_a_model(services: Services, server: FakeServer) -> None:
    round_id = handed_in(services)
    graded = grade(services, round_id, "messages")
    assert graded.grade.verdict.word is VerdictWord.HIRE
    assert (graded.grade.grader, graded.grade.model, graded.grade.runs) == ("messages", "fake-1", 3)
    assert [type(each) for each in graded.grade.judgements] == [*[Judged] * 6, NotAssessed]  # no twist was put
    record = read_record(services, round_id)
    assert record.round.state is RoundState.GRADED
    assert record.grades[-1] == graded.grade
    assert graded.usage.output_tokens > 0
    assert graded.usd is None  # a server on this machine has no price
    assert grading.waiting(services) == ()
    calls = services.stored(lambda store: store.model_calls())
    assert {call.round_id for call in calls if call.purpose == "grading"} == {round_id}


@pytest.mark.slow
def test_what_code_measured_stands_beside_what_a_model_judged(services: Services, server: FakeServer) -> None:
    graded = grade(services, handed_in(services, CODING, "reference.py"), "messages")
    sources = {each.criterion: each.source for each in graded.grade.judgements if isinstance(each, Judged)}
    assert sources == {
        "correctness": "measured",
        "testing": "measured",
        "problem_solving": "model",
        "code_quality": "model",
        "communication": "model",
    }
    assert graded.grade.verdict.measured_bar == "met"


def test_an_estimate_is_kept_and_makes_no_hire_words(services: Services) -> None:
    round_id = handed_in(services, answer="samples/level-4.md")
    graded = grade(services, round_id)
    assert graded.grade.verdict.word is VerdictWord.NOT_JUDGED
    assert sum(isinstance(each, Judged) for each in graded.grade.judgements) == 6
    assert [each.source for each in read_record(services, round_id).grades] == ["Measured", "Offline estimate"]


def test_a_reading_that_fails_later_takes_no_verdict_back(
    services: Services, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_id = handed_in(services)
    verdict = grade(services, round_id, "messages").grade.verdict
    monkeypatch.setenv("ANTHROPIC_API_KEY", "wrong")
    assert grade(services, round_id, "messages").grade.verdict.word is VerdictWord.NOT_JUDGED
    assert grade(services, round_id).grade.verdict.word is VerdictWord.NOT_JUDGED
    record = read_record(services, round_id)
    assert report_document(record)["grade"]["verdict"] == verdict.word.value
    (line,) = history.lines(services).rounds
    assert history.line_document(line)["verdict"] == verdict.word.value
    assert grading.waiting(services) == ()


def test_own_levels_change_no_verdict(services: Services) -> None:
    graded = grade(services, handed_in(services), "self", levels={CriterionId("framing"): 4})
    assert graded.grade.verdict.mean is None
    assert [each.level for each in graded.grade.judgements if isinstance(each, Judged)] == [4]


def test_own_levels_for_criteria_that_there_are_not_are_refused(services: Services) -> None:
    round_id = handed_in(services)
    with pytest.raises(BadInputError, match="no criterion 'framng'"):
        grade(services, round_id, "self", levels={CriterionId("framng"): 4})
    assert [each.grader for each in read_record(services, round_id).grades] == [""]


def test_a_model_that_judged_nothing_is_not_said_to_have_graded(
    services: Services, server: FakeServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "empty.md").write_text("")
    grader = grading.make_grader(services, "messages")
    assert grading.grade_answer(services, DESIGN, tmp_path / "empty.md", grader).grade.source == "Nothing to judge"
    monkeypatch.setenv("ANTHROPIC_API_KEY", "wrong")
    assert grade(services, handed_in(services), "messages").grade.source == "Not graded by fake-1"


def test_a_round_that_no_one_could_judge_waits_with_the_reason(
    services: Services, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_id = handed_in(services)
    (waiting,) = grading.waiting(services)
    assert (waiting.round_id, waiting.reason) == (round_id, "")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "wrong")
    graded = grade(services, round_id, "messages")
    assert read_record(services, round_id).round.state is RoundState.MEASURED
    (waiting,) = grading.waiting(services)
    assert "key" in waiting.reason
    assert isinstance(graded.grade.judgements[0], Ungraded)


def test_a_cancel_keeps_the_round_waiting(services: Services, server: FakeServer) -> None:
    round_id, cancel = handed_in(services), threading.Event()
    cancel.set()
    graded = grading.grade_round(services, round_id, grading.make_grader(services, "messages"), cancel=cancel)
    assert {each.outcome for each in graded.grade.judgements} == {"ungraded", "not_assessed"}
    assert len(grading.waiting(services)) == 1


def test_the_monthly_cap_is_kept_before_anyone_is_asked(
    services: Services, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ANTHROPIC_BASE_URL", "ANTHROPIC_MODEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "k")
    round_id = handed_in(services)
    spent = make_model_call(price_usd=9.9999).model_copy(update={"made": clock.now().wall, "round_id": None})
    services.stored(lambda store: store.add_model_calls([spent]))
    steps: list[Step] = []
    graded = grading.grade_round(services, round_id, grading.make_grader(services, "messages"), steps.append)
    reason = next(each.reason for each in graded.grade.judgements if isinstance(each, Ungraded))
    assert reason.startswith("The monthly cap of 10 USD would be passed: 10.00 USD are spent")
    assert graded.grade.runs == 0
    assert steps == []
    assert len(services.stored(lambda store: store.model_calls())) == 1


def test_a_round_that_was_not_handed_in_is_refused(services: Services) -> None:
    planned = rounds.plan_round(services, rounds.Plan(DESIGN))
    with pytest.raises(RoundError, match="not handed in"):
        grade(services, planned.id)


def test_disputes_stand_beside_the_grade(services: Services) -> None:
    round_id = handed_in(services)
    with pytest.raises(BadInputError, match="no level yet"):
        grading.dispute(services, round_id, "framing", 4, "See line two.")
    graded = grade(services, round_id)
    said = grading.dispute(services, round_id, "framing", 4, " See line two. ")
    again = grading.dispute(services, round_id, "framing", 3, "Or at least this.")
    record = read_record(services, round_id)
    assert record.disputes == (said, again)
    assert said.why == "See line two."
    assert record.grades[-1] == graded.grade
    grade(services, round_id, "paste", pasted="no JSON")  # a reading that came to nothing takes no word away
    grading.dispute(services, round_id, "framing", 4, "Still.")


def test_an_answer_in_a_file_is_read_as_what_it_is(services: Services, tmp_path: Path) -> None:
    explanation = grading.answer_reading(services, CODING, bank_root() / CODING / "samples" / "level-3.md")
    assert [(each.name, each.is_code) for each in explanation.documents if each.text] == [("explanation", False)]
    code = grading.answer_reading(services, CODING, bank_root() / CODING / "reference.py")
    assert [(each.name, each.is_code) for each in code.documents if each.text] == [("solution", True)]
    with pytest.raises(BadInputError, match="There is no file"):
        grading.answer_reading(services, DESIGN, tmp_path / "none.md")


def test_a_prompt_to_copy_holds_rubric_question_and_answer(services: Services) -> None:
    prompt = grading.paste_prompt(services, handed_in(services))
    assert "# Rubric" in prompt
    assert (bank_root() / DESIGN / "samples" / "level-3.md").read_text(encoding="utf-8").strip()[:200] in prompt
    assert '"judgements"' in prompt
