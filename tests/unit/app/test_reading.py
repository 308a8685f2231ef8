"""What a grader is given to read of each kind of round, and of an answer without one."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockint.app import catalogue, measuring
from mockint.app.reading import TALK, not_assessed, reading_of, reading_of_answer
from mockint.app.record import RoundRecord, read_record
from mockint.app.rounds import Plan, open_desk, plan_round, submit_answer
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.ids import RoundId
from mockint.domain.round import Form
from mockint.domain.skill import TargetLevel
from mockint.errors import RoundError
from mockint.measure.judgements import ADAPTING, NOT_IN_SHORT, NOT_PUT
from mockint.rounds.coding import EXPLANATION, NOTES, SOLUTION
from mockint.rounds.system_design import HEADINGS

DESIGN, STORY, CODING = "system_design/support-assistant", "behavioral/failed-in-production", "coding/token-bucket"


def answered(services: Services, question: str, text: str, path: Path) -> RoundRecord:
    path.write_text(text, encoding="utf-8")
    return read_record(services, submit_answer(services, question, path))


def held(
    services: Services, clock: ManualClock, documents: dict[str, str], *, plan: Plan, minutes: float = 0
) -> RoundRecord:
    """A round in which the clock is looked at once before the end."""
    planned = plan_round(services, plan)
    with open_desk(services, planned.id) as desk:
        desk.session.start()
        clock.advance(minutes * 60)
        desk.tick()
        for name, text in documents.items():
            desk.session.record_edit(name, text)
        if "talk" in documents:
            desk.session.clarify("Is it per tenant?")
            desk.session.say("Yes, per tenant.", speaker="interviewer", intent="answer")
        desk.submit().result()
    return read_record(services, planned.id)


def test_a_coding_round_is_read_with_code_words_talk_and_facts_but_without_private_notes(
    services: Services, clock: ManualClock
) -> None:
    documents = {SOLUTION: "x = 1\n", EXPLANATION: "A bucket a key.", NOTES: "ask about ties", "talk": ""}
    record = held(services, clock, documents, plan=Plan(CODING))
    measuring.measure(services, record.round.id)
    reading = reading_of(read_record(services, record.round.id))
    assert [(d.name, d.is_code) for d in reading.documents] == [
        ("solution", True),
        ("tests", True),
        ("explanation", False),
        (TALK, False),
    ]
    assert reading.documents[-1].text == "Is it per tenant?"
    assert reading.asked == ("problem_solving", "code_quality", "communication")
    assert any("hidden tests passed" in fact for fact in reading.facts)
    assert "x = 1" not in reading.prose()


def test_a_design_is_read_without_its_length(services: Services, tmp_path: Path) -> None:
    record = answered(services, DESIGN, "Ten tenants, one index each.", tmp_path / "a.md")
    reading = reading_of(record)
    assert [(d.name, d.title, d.text) for d in reading.documents] == [
        ("notebook", "Notebook", "Ten tenants, one index each.")
    ]
    assert [m.name for m in record.measurements] == ["text", "design"]
    assert reading.facts == ()


def test_estimates_are_read_with_their_results_and_count_as_no_prose(services: Services, clock: ManualClock) -> None:
    documents = {"notebook": "Two words.", "estimates": "100k users * 10 * 2k tokens * $3/M", "notes": "for myself"}
    record = held(services, clock, documents, plan=Plan(DESIGN))
    measuring.measure(services, record.round.id)
    record = read_record(services, record.round.id)
    reading = reading_of(record)
    assert [(d.name, d.is_code) for d in reading.documents] == [("notebook", False), ("estimates", True)]
    assert reading.documents[1].text == "100k users * 10 * 2k tokens * $3/M  = $6,000"
    counted = next(m for m in record.measurements if m.name == "text")
    assert counted.data["words"] == 2


def test_an_untouched_notebook_is_empty(services: Services, clock: ManualClock) -> None:
    record = held(services, clock, {}, plan=Plan(DESIGN))
    assert record.submission is not None
    assert all(f"## {heading}" in record.submission.documents["notebook"] for heading in HEADINGS)
    assert reading_of(record).everything() == ""


@pytest.mark.parametrize(("minutes", "asked"), [(1, False), (59, True)])
def test_adapting_is_judged_where_the_change_was_put(
    services: Services, clock: ManualClock, minutes: float, *, asked: bool
) -> None:
    record = held(services, clock, {"notebook": "x"}, plan=Plan(DESIGN), minutes=minutes)
    assert (ADAPTING in reading_of(record).asked) is asked
    assert not_assessed(record).get(ADAPTING) == (None if asked else NOT_PUT)


def test_the_short_form_asks_for_what_it_gives_a_chance_at(services: Services, clock: ManualClock) -> None:
    record = held(services, clock, {"notebook": "x"}, plan=Plan(DESIGN, form=Form.SHORT))
    assert reading_of(record).asked == ("framing", "evaluation")
    (measured,) = measuring.measure(services, record.round.id)
    states = {judgement.criterion: judgement for judgement in measured.grade.judgements}
    assert states["depth"].outcome == "not_assessed"  # type: ignore[index]
    assert states["depth"].reason == NOT_IN_SHORT  # type: ignore[index,union-attr]
    assert states["framing"].outcome == "ungraded"  # type: ignore[index]


def test_a_behavioral_answer_is_read_by_its_own_rubric(services: Services, tmp_path: Path) -> None:
    record = answered(services, STORY, "I broke it.", tmp_path / "a.md")
    reading = reading_of(record)
    assert reading.asked == ("ownership", "action", "evidence", "result", "reflection")
    assert [d.name for d in reading.documents] == ["answer"]
    assert reading.target == record.round.target


def test_nothing_handed_in_is_nothing_to_read(services: Services) -> None:
    planned = plan_round(services, Plan(STORY))
    with pytest.raises(RoundError, match="Nothing was handed in"):
        reading_of(read_record(services, RoundId(planned.id)))


@pytest.mark.parametrize(
    ("question", "answer", "document", "is_code"),
    [
        (DESIGN, None, "notebook", False),
        (STORY, None, "answer", False),
        (CODING, None, "solution", True),
        (CODING, EXPLANATION, EXPLANATION, False),
    ],
)
def test_an_answer_without_a_round(
    services: Services, question: str, answer: str | None, document: str, *, is_code: bool
) -> None:
    loaded = catalogue.load(services, question)
    reading = reading_of_answer(loaded.question, loaded.rubric, TargetLevel.MID, "Words.", answer=answer)
    assert reading.documents[-1].model_dump(include={"name", "text", "is_code"}) == {
        "name": document,
        "text": "Words.",
        "is_code": is_code,
    }
    assert reading.asked == tuple(c.id for c in loaded.rubric.criteria if not c.measured)


def test_an_answer_may_have_a_diagram(services: Services) -> None:
    loaded = catalogue.load(services, DESIGN)
    reading = reading_of_answer(
        loaded.question, loaded.rubric, TargetLevel.MID, "Words.", others={"diagram": "Parts:\n- API\n"}
    )
    assert [(d.name, d.is_code) for d in reading.documents] == [("notebook", False), ("diagram", True)]
    assert reading.prose() == "Words."
