"""A behavioral round of several questions: kept, handed in, measured and graded question by question."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockint.app import choosing, grading, history, rounds
from mockint.app.record import named_part, read_record, read_records
from mockint.app.report import ReportFormat
from mockint.app.round_report import render_round, round_document
from mockint.app.rounds import Plan
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.ids import CriterionId, RoundId
from mockint.domain.round import Mode, RoundState
from mockint.errors import BadInputError
from mockint.rounds.behavioral import ANSWER

TOLD = "I decided it myself, and I measured 40 cases before and after."


def handed_in(services: Services, clock: ManualClock, count: int = 4) -> RoundId:
    """A round in which the first question was answered last, for five minutes, and the last one not at all."""
    record = rounds.plan_round(services, Plan("behavioral", seed=1, questions=count))
    with rounds.open_desk(services, record.id) as desk:
        desk.session.start()
        for item in (*range(1, count - 1), 0):
            desk.session.open(item)
            desk.session.record_edit(ANSWER, f"{TOLD} It was number {item}.")
            desk.session.say(f"Said to {item}.")
            clock.advance(300)
        desk.submit().result()
    rounds.measuring.measure(services, record.id)
    return record.id


def test_each_question_is_kept_measured_and_graded_alone(services: Services, clock: ManualClock) -> None:
    records = read_records(services, handed_in(services, clock))
    assert [record.item.position for record in records] == [0, 1, 2, 3]
    assert len({record.question.header.id for record in records}) == 4
    for record in records[:3]:
        assert record.submission is not None
        assert record.submission.documents[ANSWER].endswith(f"number {record.item.position}.")
        assert [turn.text for turn in record.told.chat] == [f"Said to {record.item.position}."]
        assert {measurement.item_id for measurement in record.measurements} == {record.item.id}
    assert [len(record.grades) for record in records] == [1, 1, 1, 1]
    assert records[3].submission is not None
    assert records[3].submission.documents[ANSWER] == ""
    assert sum(record.share_s for record in records) == records[0].round.planned_s == 40 * 60


def test_a_round_is_graded_once_all_its_questions_are(services: Services, clock: ManualClock) -> None:
    round_id = handed_in(services, clock, 2)
    for position, state in enumerate((RoundState.MEASURED, RoundState.GRADED)):
        record = read_record(services, round_id, position)
        levels = {criterion.id: 3 for criterion in record.rubric.criteria}
        own = grading.make_grader(services, "self", levels=levels)  # type: ignore[arg-type]
        graded = grading.grade_round(services, round_id, own, position=position)
        assert graded.grade.item_id == record.item.id
        assert read_record(services, round_id).round.state is state
    assert grading.waiting(services) == ()


def test_what_waits_is_named_by_its_question(services: Services, clock: ManualClock) -> None:
    round_id = handed_in(services, clock)
    names = [one.name for one in grading.waiting(services)]
    assert [named_part(name) for name in names] == [(round_id, position) for position in range(4)]
    (part,) = history.find_parts(services, f"{round_id[:6]}/3")
    assert part == (round_id, 2)
    assert len(history.find_parts(services, round_id[:6])) == 4
    for wrong in ("/5", "/0", "/two", "/"):
        with pytest.raises(BadInputError, match="question"):
            history.find_parts(services, f"{round_id}{wrong}")


def test_a_word_against_a_level_belongs_to_its_question(services: Services, clock: ManualClock) -> None:
    round_id = handed_in(services, clock, 2)
    record = read_record(services, round_id, 1)
    criterion = record.rubric.criteria[0].id
    levels = {CriterionId(criterion): 2}
    own = grading.make_grader(services, "self", levels=levels)  # type: ignore[arg-type]
    grading.grade_round(services, round_id, own, position=1)
    grading.dispute(services, round_id, criterion, 3, "It is there.", position=1)
    assert [len(each.disputes) for each in read_records(services, round_id)] == [0, 1]


def test_the_report_says_where_a_criterion_was_seen_and_no_average(services: Services, clock: ManualClock) -> None:
    round_id = handed_in(services, clock, 3)
    for position, level in enumerate((2, 4)):
        record = read_record(services, round_id, position)
        levels = {criterion.id: level for criterion in record.rubric.criteria}
        own = grading.make_grader(services, "self", levels=levels)  # type: ignore[arg-type]
        grading.grade_round(services, round_id, own, position=position)

    document = round_document(read_records(services, round_id))
    assert document["grade"] is None
    for row in document["criteria"]:
        known = [each["level"] for each in row["levels"] if each["level"] is not None]
        assert row["seen"] == len(known)
        assert row["asked"] == len(row["levels"])
        assert row["lowest"] == min(known, default=None)
    assert [item["spent_s"] for item in document["items"]] == [300, 300, 0]
    for form in (ReportFormat.MD, ReportFormat.HTML):
        page = render_round(read_records(services, round_id), form)
        assert "Question 3 of 3" in page
        assert "5:00 spent, 10:00 meant for it" in page
    (line,) = history.lines(services).rounds
    assert history.line_document(line)["mean"] is None
    assert [item["item"] for item in history.line_document(line)["items"]] == [1, 2, 3]


def test_a_killed_round_opens_again_at_its_question(services: Services, clock: ManualClock) -> None:
    record = rounds.plan_round(services, Plan("behavioral", Mode.SIMULATION, seed=1))
    with rounds.open_desk(services, record.id) as desk:
        desk.session.start()
        desk.session.open(2)
        desk.session.record_edit(ANSWER, "Half a sen")
        clock.advance(60)
    with rounds.open_desk(services, record.id) as desk:
        assert desk.session.open_item == 2
        assert desk.question.header.id == record.items[2].question_id
        assert desk.session.document(ANSWER) == "Half a sen"
        clock.advance(40 * 60)
        desk.tick()
        assert len(desk.store_submission().result()) == 4
    assert read_record(services, record.id, 2).submission is not None


def test_what_was_asked_lately_is_not_asked_again(services: Services, clock: ManualClock) -> None:
    first = rounds.plan_round(services, Plan("behavioral", seed=1))
    assert choosing.asked_lately(services) == (), "it was planned, but nobody has seen it"
    with rounds.open_desk(services, first.id) as desk:
        desk.session.start()
    clock.advance(60)
    second = rounds.plan_round(services, Plan("behavioral", seed=1))
    assert not {item.question_id for item in first.items} & {item.question_id for item in second.items}
    assert set(choosing.asked_lately(services)) == {item.question_id for item in first.items}


def test_files_of_each_folder_go_to_their_question(services: Services, tmp_path: Path) -> None:
    folder, record = rounds.start_in_folder(services, Plan("behavioral", seed=1, questions=2), tmp_path / "round")
    places = sorted(path for path in folder.path.iterdir() if path.is_dir())
    for number, place in enumerate(places):
        (place / "answer.md").write_text(f"Number {number}.", encoding="utf-8")
    (places[1] / "notes.md").write_text("mine", encoding="utf-8")
    checked = rounds.check_folder(services, folder)
    assert [item.words for item in checked.items] == [2, 2]
    rounds.submit_folder(services, folder)
    texts = [each.submission and each.submission.documents for each in read_records(services, record.id)]
    assert [text and (text[ANSWER], text["notes"]) for text in texts] == [("Number 0.", ""), ("Number 1.", "mine")]


def test_a_bank_with_too_few_questions_says_so(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    few = choosing.catalogue.questions(services, "behavioral")[:3]
    monkeypatch.setattr(choosing.catalogue, "questions", lambda *_: few)
    with pytest.raises(BadInputError, match="4 are wanted"):
        rounds.plan_round(services, Plan("behavioral"))


@pytest.mark.parametrize(
    ("minutes", "length"), [([8, 8, 8, 8], 40), ([8] * 5, 40), ([8, 8], 20), ([15] * 4, 60), ([8] * 3, 30)]
)
def test_a_round_of_several_is_about_forty_minutes_long(minutes: list[int], length: int) -> None:
    assert choosing.round_minutes(minutes) == length
