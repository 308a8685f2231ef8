"""A behavioral round of several questions from the command line, as a script meets it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mockint.app.rounds import open_desk
from mockint.app.services import make_services
from mockint.domain.ids import RoundId
from mockint.domain.round import RoundState
from tests.flows.conftest import REPOSITORY, Terminal

BANK = REPOSITORY / "question_bank"
_AT_WORK = """
import sys, time
from mockint.app.desk import RoundDesk, claim
from mockint.app.rounds import Plan, plan_round
from mockint.app.services import make_services

services = make_services(sys.argv[1])
desk = RoundDesk(services, claim(services, plan_round(services, Plan("behavioral", seed=1)).id), print)
desk.session.start()
desk.session.record_edit("answer", "To the first.")
desk.session.open(2)
desk.session.record_edit("answer", "To the third, as far as")
desk.keep()
desk.journal.flush().result()
print(desk.round.id, flush=True)
time.sleep(600)
"""
"""A process that holds a round open at its third question, to be killed."""
OWN_LEVELS = {"ownership": 3, "action": 3, "evidence": 2, "result": 3, "reflection": 4}


def test_a_round_of_four_from_start_to_report(mockint: Terminal) -> None:
    begun = mockint("start", "behavioral", "--dir", "here", "--seed", "3", "--json").document
    questions = [item["question"] for item in begun["items"]]
    folders = [Path(item["dir"]) for item in begun["items"]]
    assert len(set(questions)) == 4
    assert all((folder / "BRIEF.md").is_file() and (folder / "answer.md").is_file() for folder in folders)

    for folder, question in zip(folders, questions, strict=True):
        sample = (BANK / question / "samples" / "level-3.md").read_text(encoding="utf-8")
        (folder / "answer.md").write_text(sample, encoding="utf-8")
    checked = mockint("check", "--json", cwd=folders[2]).document  # from inside one of them
    assert [item["question"] for item in checked["items"]] == questions
    assert all(item["words"] > 100 for item in checked["items"])
    assert "40:00 left" in (told := mockint("check", "--dir", "here").out) or "39:" in told

    done = mockint("submit", "--dir", "here", "--json").document
    assert (done["state"], done["question"], done["grade"], done["measurements"]) == (
        "measured",
        "behavioral",
        None,
        {},
    )
    assert [item["item"] for item in done["items"]] == [1, 2, 3, 4]
    assert [item["question"] for item in done["items"]] == questions
    assert all(item["measurements"]["text"]["words"] > 100 for item in done["items"])
    assert all(item["grade"]["verdict"] == "not_judged" for item in done["items"])
    assert all(row["seen"] == 0 and row["median"] is None for row in done["criteria"])

    waiting = mockint("queue", "--json").document
    assert [one["question"] for one in waiting] == questions
    story = next(at for at, item in enumerate(done["items"]) if item["grade"]["criteria"][0]["id"] == "ownership")
    levels = [part for name, level in OWN_LEVELS.items() for part in ("--level", f"{name}={level}")]
    assert "one question at a time" in mockint("grade", done["round"], "--grader", "self", *levels).refusal
    part = f"{done['round'][:8]}/{story + 1}"
    assert mockint("grade", part, "--grader", "self", *levels, "--json").document["source"] == "Self-scored"
    assert [one["question"] for one in mockint("queue", "--json").document] == [
        question for at, question in enumerate(questions) if at != story
    ]
    assert mockint("dispute", part, "evidence", "3", "--why", "The count is there.", "--json").document["level"] == 3

    report = mockint("report", done["round"], "--json", "--format", "json").document
    assert report["state"] == "measured", "three questions still wait"
    rows = {row["id"]: row for row in report["criteria"]}
    assert (rows["evidence"]["seen"], rows["evidence"]["lowest"], rows["evidence"]["median"]) == (1, 2, 2)
    assert [bool(item["disputes"]) for item in report["items"]] == [at == story for at in range(4)]
    (past,) = mockint("history", "--json").document
    assert (past["question"], past["verdict"], len(past["items"])) == ("behavioral", None, 4)
    page = mockint("report", done["round"]).out
    assert all(f"## Question {number} of 4" in page for number in range(1, 5))


def test_a_kill_leaves_the_round_at_its_question(tmp_path: Path) -> None:
    home = tmp_path / "home"
    command = [sys.executable, "-c", _AT_WORK, str(home)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        round_id = RoundId(process.stdout.readline().strip())
        process.kill()
    services = make_services(home)
    try:
        with open_desk(services, round_id) as desk:
            assert desk.session.state is RoundState.RUNNING
            assert desk.session.open_item == 2
            texts = [desk.session.document("answer", item) for item in range(4)]
            assert texts == ["To the first.", "", "To the third, as far as", ""]
    finally:
        services.close()


def test_the_next_round_asks_other_questions(mockint: Terminal) -> None:
    rounds = [mockint("start", "behavioral", "--seed", "1", "--json").document["items"] for _ in range(2)]
    first, second = ({item["question"] for item in items} for items in rounds)
    assert not first & second


def test_one_question_and_five(mockint: Terminal) -> None:
    one = mockint("start", "behavioral", "--short", "--dir", "one", "--json").document
    assert "items" not in one
    assert (Path(one["dir"]) / "answer.md").is_file()
    assert len(mockint("start", "behavioral", "--questions", "5", "--json").document["items"]) == 5


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("behavioral", "--questions", "9"), "2 to 5 questions"),
        (("behavioral", "--short", "--questions", "2"), "short form has one"),
        (("coding",), "A coding round has one question"),
        (("behavioral/failed-in-production", "--questions", "3"), "is one question"),
        (("behaviorl",), "no question named"),
    ],
)
def test_what_cannot_be_asked_for_is_said(mockint: Terminal, arguments: tuple[str, ...], says: str) -> None:
    assert says in mockint("start", *arguments).refusal
    assert mockint("history", "--json").document == []
