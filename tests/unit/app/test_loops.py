"""The loop day and its packet, by rounds in a real history."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockint.app import loops, rounds
from mockint.app.desk import RoundDesk, claim
from mockint.app.packet import PacketFormat, packet_document, write_packet
from mockint.app.record import read_records
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.grade import Grade
from mockint.domain.ids import GradeId, RoundId
from mockint.domain.judgement import Evidence, Judged, Judgement, Ungraded
from mockint.domain.round import Form, Mode, RoundState
from mockint.domain.skill import Level
from mockint.domain.verdict import decide
from mockint.errors import BadInputError

NAMED = ("coding/token-bucket", "system_design/article-search")
TALK = "coding,system_design"


def hand_in(services: Services, clock: ManualClock, round_id: RoundId, text: str = "We measure recall.") -> None:
    desk = RoundDesk(services, claim(services, round_id), lambda _: None)
    if desk.session.state is RoundState.PLANNED:
        desk.session.start()
    clock.advance(600)
    for item in desk.round.items:
        name = {"coding": "explanation", "system_design": "notebook"}.get(desk.round.kind, "answer")
        desk.session.record_edit(name, text, item.position) if len(desk.round.items) == 1 else None
    desk.submit().result()
    desk.hand_over()


def judge(services: Services, round_id: RoundId, level: Level | None) -> None:
    """A model's word on every criterion, with a verified quote; None for a reader that could not be asked."""
    for position, record in enumerate(read_records(services, round_id)):
        judgements: tuple[Judgement, ...] = tuple(
            Ungraded(criterion=criterion.id, reason="The server did not answer.")
            if level is None
            else Judged(
                criterion=criterion.id,
                level=level,
                source="model",
                evidence=(
                    Evidence(quote="We measure recall.", verified="verified"),
                    Evidence(quote="made up", verified="unverified"),
                ),
                next_action=f"Say how {criterion.title} would fail.",
            )
            for criterion in record.rubric.criteria
        )
        grade = Grade(
            id=GradeId(f"{round_id}-{position}-{level}"),
            round_id=round_id,
            item_id=record.item.id,
            made=services.clock.now().wall,
            source="Graded by a-model",
            rubric_hash=record.item.rubric_hash,
            target=record.round.target,
            judgements=judgements,
            verdict=decide(record.rubric, judgements, record.round.target),
        )
        services.stored(lambda store, grade=grade: store.add_grade(grade))


def play(services: Services, clock: ManualClock, levels: list[Level | None]) -> str:
    loop = loops.start(services, TALK, NAMED).loop.id
    for level in levels:
        begun = loops.begin_in_window(services, loop)
        hand_in(services, clock, begun.round.id)
        judge(services, begun.round.id, level)
    return loop


@pytest.fixture(scope="module", autouse=True)
def _known_questions() -> None:
    from mockint.paths import bank_root

    for name in NAMED:
        assert (bank_root() / name).is_dir()


def test_a_day_is_planned_and_its_rounds_begin_one_by_one(services: Services, clock: ManualClock) -> None:
    found = loops.start(services, short=True, questions=["coding/token-bucket"])
    assert [one.slot.kind for one in found.slots] == ["coding", "system_design", "behavioral", "live_build"]
    assert found.slots[0].slot.question == "coding/token-bucket"
    assert {one.state for one in found.slots} == {"to_come"}
    begun = loops.begin_in_window(services)
    assert begun.round.mode is Mode.SIMULATION
    assert begun.round.form is Form.SHORT
    assert begun.round.items[0].question_ref == "coding/token-bucket"
    again = loops.begin_in_window(services)
    assert again.round.id == begun.round.id, "one that is open is given again"
    hand_in(services, clock, begun.round.id)
    after = loops.find(services)
    assert after.pause is not None
    assert after.pause.minutes == 5
    assert loops.skip_break(services).pause is None
    second = loops.begin_in_window(services)
    assert second.number == 2
    assert second.round.kind == "system_design"
    assert second.standing.slots[1].slot.question == second.round.items[0].question_ref


def test_a_stopped_loop_is_taken_up_another_day(services: Services, clock: ManualClock) -> None:
    loop = loops.start(services, TALK).loop.id
    hand_in(services, clock, loops.begin_in_window(services).round.id)
    assert loops.stop(services).loop.state == "stopped"
    clock.advance(86_400)
    found = loops.find(services)
    assert found.loop.id == loop
    assert found.pause is None
    assert loops.begin_in_window(services).standing.loop.state == "open"


def test_one_day_asks_no_question_twice(services: Services, clock: ManualClock) -> None:
    loops.start(services, "coding,coding,coding")
    asked = []
    for _ in range(3):
        begun = loops.begin_in_window(services)
        asked.append(begun.round.items[0].question_ref)
        with rounds.open_desk(services, begun.round.id) as desk:
            desk.session.start()
            desk.session.abandon()
    assert len(set(asked)) == 3
    with pytest.raises(BadInputError, match="All rounds of this loop were taken"):
        loops.begin_in_window(services)


def test_a_round_in_a_folder_that_was_killed_before_its_clock_began_goes_on(services: Services) -> None:
    loop = loops.start(services, TALK, NAMED).loop
    before = loops.find(services)
    slot, question = loops._next(services, before)
    _, record = rounds.plan_in_folder(services, loops._plan(services, slot.slot, question), None)
    loops._began(services, loop, 1, record)
    begun = loops.begin_in_folder(services)
    assert begun.round.id == record.id
    assert begun.round.state is RoundState.RUNNING
    with pytest.raises(BadInputError, match="Round 1 of 2 of this loop is open"):
        loops.begin_in_folder(services)


@pytest.mark.parametrize(
    ("shape", "questions", "words"),
    [
        ("nonsense", (), "no shape 'nonsense'"),
        ("coding", (), "2 to 6 rounds, not 1"),
        ("coding," * 7, (), "2 to 6 rounds, not 7"),
        ("coding,weekend", (), "no shape"),
        (TALK, ("behavioral/failed-in-production",), "No round of this day is free"),
        (TALK, ("coding/token-bucket", "coding/tool-trie"), "No round of this day is free"),
        (TALK, ("coding/nothing",), "nothing"),
    ],
)
def test_what_cannot_be_planned_is_told(services: Services, shape: str, questions: tuple[str, ...], words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        loops.start(services, shape, questions)
    assert loops.all_loops(services) == ()


def test_there_is_no_loop_by_that_name(services: Services) -> None:
    with pytest.raises(BadInputError, match="no loop yet"):
        loops.find(services)
    loop = loops.start(services, TALK).loop
    assert loops.find(services, loop.id[:6]).loop == loop
    with pytest.raises(BadInputError, match="There is no loop 'xyz'"):
        loops.find(services, "xyz")
    assert loops.delete(services, loop.id[:6]) == loop.id


def test_the_packet_of_a_day_that_went_well(services: Services, clock: ManualClock) -> None:
    loop = play(services, clock, [4, 3])
    document = packet_document(services, loop)
    assert document["decision"] == {
        "word": "strong_hire",
        "words": "Strong hire",
        "reasons": ["No vote is below Hire, and 1 of 2 are Strong hire."],
    }
    first, second = document["rounds"]
    assert (first["vote"], second["vote"]) == ("Strong hire", "Hire")
    assert first["source"] == "Graded by a-model"
    assert [each["evidence"] for each in first["strongest"]] == ["“We measure recall.”"] * 2
    assert first["weakest"] == []
    assert document["state"] == "over"
    assert len(document["work_on"]) == 3
    assert document["work_on"][0]["question"].startswith("system_design/")
    assert document["work_on"][0]["question"] != NAMED[1]
    drills = [action["drill"] for action in document["work_on"] if action["drill"]]
    assert drills
    assert len(set(drills)) == len(drills)
    assert f"Drill on the same skills: `{drills[0]}`" in write_packet(services, loop, PacketFormat.MD).decode()


def test_a_round_that_nobody_graded_leaves_the_day_open(services: Services, clock: ManualClock) -> None:
    loop = play(services, clock, [4, None])
    document = packet_document(services, loop)
    assert document["decision"]["word"] == "undecided"
    second = document["rounds"][1]
    assert (second["vote"], second["strongest"], second["weakest"]) == ("Ungraded", [], [])
    assert any(action["do"].startswith("Have round 2 graded") for action in document["work_on"])
    round_id = RoundId(second["round"])
    judge(services, round_id, 1)
    assert packet_document(services, loop)["decision"]["word"] == "no_hire"
    services.stored(lambda store: store.delete_round(round_id))
    gone = packet_document(services, loop)
    assert gone["decision"]["word"] == "undecided"
    assert gone["rounds"][1]["vote"] == "Deleted"


def test_a_packet_is_one_page_and_the_same_in_every_format(services: Services, clock: ManualClock) -> None:
    loop = play(services, clock, [3, 2])
    document = json.loads(write_packet(services, loop, PacketFormat.JSON))
    text = write_packet(services, loop, PacketFormat.MD).decode()
    page = write_packet(services, loop, PacketFormat.HTML).decode()
    for words in (document["decision"]["words"], "We measure recall.", "Graded by a-model", NAMED[0].split("/")[0]):
        assert words.lower() in text.lower()
        assert words.lower() in page.lower()
    assert "made up" not in text, "a quote that is not in the answer is no evidence"
    data = write_packet(services, loop, PacketFormat.PDF)
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page\n") == 1 or data.count(b"/Type /Page ") == 1
    assert data == write_packet(services, loop, PacketFormat.PDF)


def test_a_packet_of_a_day_that_never_began(services: Services, tmp_path: Path) -> None:
    loop = loops.start(services).loop.id
    for form in PacketFormat:
        assert write_packet(services, loop, form)
    assert packet_document(services, loop)["days"] == []
    ended = loops.stop(services, loop, for_good=True)
    assert ended.is_over
    with pytest.raises(BadInputError, match="over already"):
        loops.stop(services, loop)
    assert {row["vote"] for row in packet_document(services, loop)["rounds"]} == {"Not taken"}
