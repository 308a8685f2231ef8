"""A round as it went, and again from one of its moments."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockint.app import readiness, replaying, rewinding, rounds
from mockint.app.folder import find_folder, read_items
from mockint.app.record import read_records
from mockint.app.report import report_document
from mockint.app.rounds import Plan
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.ids import RoundId
from mockint.domain.round import Mode, RoundState
from mockint.errors import BadInputError

STORY = "behavioral/failed-in-production"


def a_round(services: Services, clock: ManualClock) -> RoundId:
    """A story told in three minutes, with a question to the interviewer."""
    record = rounds.plan_round(services, Plan(STORY))
    with rounds.open_desk(services, record.id) as desk:
        session = desk.session
        session.start()
        clock.advance(60)
        session.record_edit("answer", "I broke search.")
        clock.advance(60)
        session.clarify("How much detail?")
        clock.advance(60)
        session.record_edit("answer", "I broke search. I fixed it with an evaluation.")
        desk.submit().result()
    return record.id


def test_a_replay_tells_what_happened_and_when(services: Services, clock: ManualClock) -> None:
    played = replaying.play(services, a_round(services, clock))

    assert [(mark.name, mark.t_ms) for mark in played.marks] == [
        ("longest_silence", 0),
        ("first_clarification", 120_000),
    ]
    told = [(moment.t_ms // 1000, moment.title) for moment in replaying.lines(played)]
    assert (60, "Wrote in answer (1 edit)") in told
    assert (120, "You: How much detail?") in told
    assert told[-1] == (180, "Handed in")
    document = replaying.document(played)
    assert json.loads(json.dumps(document)) == document
    assert [event["seq"] for event in document["events"]] == list(range(1, len(document["events"]) + 1))
    assert played.replay.at(90_000).item().documents["answer"] == "I broke search."


def test_evidence_leads_to_the_moment_it_was_written_or_said(services: Services, clock: ManualClock) -> None:
    played = replaying.play(services, a_round(services, clock))

    assert replaying.quoted_ms(played, 0, "fixed it with  an evaluation") == 180_000
    assert replaying.quoted_ms(played, 0, "broke search") == 60_000
    assert replaying.quoted_ms(played, 0, "much detail") == 120_000
    assert replaying.quoted_ms(played, 0, "never said") is None


def test_a_rewound_round_goes_on_with_what_was_there(services: Services, clock: ManualClock, tmp_path: Path) -> None:
    parent = a_round(services, clock)
    clock.advance(3600)
    folder, made = rewinding.rewind_in_folder(services, parent, 130.0, tmp_path / "again")

    assert (made.parent, made.mode, made.state) == (parent, Mode.PRACTICE, RoundState.RUNNING)
    assert made.question_seen, "it is practice, and no observation"
    (documents,) = read_items(
        find_folder(folder.path), made, [each.question for each in read_records(services, made.id)]
    )
    assert documents["answer"] == "I broke search."
    (record,) = read_records(services, made.id)
    assert [turn.text for turn in record.story.item().chat] == ["How much detail?"]

    clock.advance(20)
    (folder.path / "answer.md").write_text("I broke search. Then I wrote a test first.", encoding="utf-8")
    rounds.submit_folder(services, folder)
    (record,) = read_records(services, made.id)
    assert record.submission is not None
    assert record.submission.documents["answer"].endswith("a test first.")
    assert record.submission.elapsed_s == pytest.approx(150.0)
    document = report_document(record)
    assert (document["parent"], document["rewound_s"]) == (parent, 130.0)
    assert replaying.play(services, made.id).replay.at(130_000).item().documents["answer"] == "I broke search."
    services.stored(lambda store: store.delete_round(parent))
    assert report_document(read_records(services, made.id)[0])["rewound_s"] == 130.0, "it stands without its parent"


@pytest.mark.parametrize("at_s", [-1.0, 181.0, 1e9])
def test_a_moment_that_was_not_is_refused(services: Services, clock: ManualClock, at_s: float) -> None:
    with pytest.raises(BadInputError, match="has no minute"):
        rewinding.rewind(services, a_round(services, clock), at_s)


def test_what_cannot_be_rewound_says_why(services: Services, clock: ManualClock) -> None:
    planned = rounds.plan_round(services, Plan(STORY))
    with pytest.raises(BadInputError, match="never started"):
        rewinding.rewind(services, planned.id, 0)


@pytest.mark.slow
def test_a_build_is_rewound_into_a_folder_with_its_files_as_they_were(
    services: Services, clock: ManualClock, tmp_path: Path
) -> None:
    folder, record = rounds.start_in_folder(services, Plan("live_build/policy-desk"), tmp_path / "first")
    starter = {path.name: path.read_text() for path in (folder.path / "candidate").glob("*.py")}
    gone = next(name for name, text in starter.items() if text and name != "__main__.py")
    with rounds.open_desk(services, record.id) as desk:
        clock.advance(60)
        desk.session.record_edit("candidate/search.py", "FIRST = 1\n")
        desk.session.record_edit(f"candidate/{gone}", "")
        desk.session.record_edit("decisions", "Small chunks.\n")
        desk.session.record_edit("../out.py", "OUT = 1\n")
        clock.advance(60)
        desk.session.record_edit("candidate/search.py", "SECOND = 2\n")
        desk.submit().result()
    again, made = rewinding.rewind_in_folder(services, record.id, 90.0, tmp_path / "again")
    assert (made.parent, made.seed) == (record.id, record.seed)
    assert (again.path / "candidate" / "search.py").read_text() == "FIRST = 1\n"
    assert not (again.path / "candidate" / gone).exists()
    assert not (tmp_path / "out.py").exists()
    for name in ("visible.jsonl", "mockint.toml"):
        assert (again.path / name).read_bytes() == (folder.path / name).read_bytes()
    assert sorted(p.name for p in (again.path / "corpus").iterdir()) == sorted(
        p.name for p in (folder.path / "corpus").iterdir()
    )
    from_window = rewinding.rewind_for_window(services, record.id, 120.0)
    assert from_window.folder is not None
    assert (Path(from_window.folder) / "candidate" / "search.py").read_text() == "SECOND = 2\n"
    with pytest.raises(ValueError, match="into a folder"):
        rewinding.rewind(services, record.id, 0)


def test_a_rewound_round_is_practice_to_readiness(services: Services, clock: ManualClock, tmp_path: Path) -> None:
    folder, _ = rewinding.rewind_in_folder(services, a_round(services, clock), 60.0, tmp_path / "again")
    rounds.submit_folder(services, folder)
    assert readiness.read(services).rounds["behavioral"].observations == 0
