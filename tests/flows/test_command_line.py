"""A round from the command line, in one's own editor: from the list to the report, in processes of their own."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.flows.conftest import Terminal, bundled

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

QUESTION, SLUG = "coding/token-bucket", "token-bucket"
SHAPES = ("rank-fusion", "token-bucket", "async-map")
"""A function, a class with a driver, a coroutine; the bank check tries the references of all problems."""


def test_a_round_from_the_list_to_the_report(mockint: Terminal, tmp_path: Path) -> None:
    listed = mockint("list", "--kind", "coding", "--json").document
    (mine,) = (entry for entry in listed if entry["question"] == QUESTION)
    assert {"slug", "kind", "title", "difficulty", "minutes", "skills", "version", "seen"} <= set(mine)
    assert mine["seen"] is False
    shown = mockint("show", QUESTION, "--json").document
    assert shown["prompt"]
    assert {criterion["id"] for criterion in shown["criteria"]} >= {"correctness", "testing"}
    assert shown["phases"]
    assert shown["prompt"] in mockint("show", QUESTION, COLUMNS="40").out  # as it is written, not cut at any width

    folder = tmp_path / "round"
    begun = mockint("start", QUESTION, "--dir", folder, "--seed", "5", "--json").document
    assert {"round", "dir", "seed", "started", "deadline"} <= set(begun)
    assert begun["seed"] == 5
    assert {"BRIEF.md", "solution.py", "own_tests.py", "explanation.md", "notes.md"} <= {
        f.name for f in folder.iterdir()
    }
    assert "Level 2" not in (folder / "BRIEF.md").read_text(encoding="utf-8")

    first = mockint("check", "--json", cwd=folder).document
    assert first["round"] == begun["round"]
    assert first["visible"]["passed"] < first["visible"]["total"]
    assert 0 < first["remaining_s"] <= 45 * 60

    (folder / "solution.py").write_text(bundled(SLUG, "reference.py").read_text(encoding="utf-8"), encoding="utf-8")
    second = mockint("check", "--json", cwd=folder).document
    assert second["visible"]["passed"] == second["visible"]["total"]
    assert second["opened_level"] == 2
    assert "Level 2" in (folder / "BRIEF.md").read_text(encoding="utf-8")
    assert second["remaining_s"] < first["remaining_s"]
    assert (first["own_tests"], second["own_tests"], second["next"]) == (None, None, "")
    _own_tests_are_run(mockint, folder)

    (folder / "explanation.md").write_text("One number a key.\n", encoding="utf-8")
    done = mockint("submit", "--json", cwd=folder).document
    _is_submitted(done)
    assert done["round"] == begun["round"]
    assert done["measurements"]["hidden_tests"]["passed"] == done["measurements"]["hidden_tests"]["total"]
    assert done["grade"]["measured_bar"] == "met"
    assert done["documents"]["explanation"] == "One number a key.\n"

    (past,) = mockint("history", "--json").document
    assert {"round", "question", "kind", "started", "ended", "state", "verdict", "source", "mean"} <= set(past)
    assert past["round"] == begun["round"]
    assert past["state"] == "measured"
    assert mockint("list", "--json").document[listed.index(mine)]["seen"] is True
    _reports(mockint, begun["round"], tmp_path)
    assert mockint("check", cwd=folder).refusal == (
        f"This round is over (measured). Its report: 'mockint report {begun['round']}'."
    )


def _own_tests_are_run(mockint: Terminal, folder: Path) -> None:
    """The candidate's own tests, beside the one that the file began with; and what is left to do after the last level."""
    for name in ("test_it_holds", "test_it_fails"):
        with (folder / "own_tests.py").open("a", encoding="utf-8") as file:
            file.write(f"\n\ndef {name}():\n    assert {name.endswith('holds')}\n")
    own = mockint("check", "--json", cwd=folder).document["own_tests"]
    assert (own["passed"], own["total"]) == (2, 3)
    assert [test["verdict"] for test in own["tests"]] == ["accepted", "accepted", "wrong_answer"]
    told = mockint("check", cwd=folder)
    assert told.code == 0, told.err
    assert "FAIL  test_it_fails  In your tests: Line" in told.out
    assert "2 of 3 tests in own_tests.py pass." in told.out
    assert "Next: see to the failing tests in own_tests.py, explain your answer in explanation.md, hand in" in told.out


def _is_submitted(done: dict[str, Any]) -> None:
    assert {"round", "state", "measurements", "grade"} <= set(done)
    grade = done["grade"]
    assert {"verdict", "measured_bar", "reason", "mean", "source", "criteria"} <= set(grade)
    for criterion in grade["criteria"]:
        assert {"id", "level", "source", "confidence", "evidence", "missing", "next_action"} <= set(criterion)
    assert {"passed", "total", "levels"} <= set(done["measurements"]["hidden_tests"])
    assert {"exponent", "points"} <= set(done["measurements"]["growth"])


def _reports(mockint: Terminal, round_id: str, tmp_path: Path) -> None:
    markdown = mockint("report", round_id[:8], "--format", "md")
    assert markdown.code == 0
    assert "Code bar met" in markdown.out
    assert "What your tests missed" in markdown.out
    assert "test_it_fails" in markdown.out
    assert "Time by phase" not in markdown.out
    assert json.loads(mockint("report", round_id, "--format", "json").out)["round"] == round_id
    page = tmp_path / "report.html"
    assert mockint("report", round_id, "--format", "html", "-o", page, "--json").document == {"path": str(page)}
    assert page.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")


@pytest.mark.parametrize("slug", SHAPES)
def test_the_reference_passes_every_hidden_test_and_the_starter_does_not(mockint: Terminal, slug: str) -> None:
    good = mockint("submit", f"coding/{slug}", "--answer", bundled(slug, "reference.py"), "--json").document
    hidden = good["measurements"]["hidden_tests"]
    assert hidden["passed"] == hidden["total"] > 0
    assert good["grade"]["measured_bar"] == "met"
    bare = mockint("submit", f"coding/{slug}", "--answer", bundled(slug, "starter.py"), "--json").document
    hidden = bare["measurements"]["hidden_tests"]
    assert hidden["passed"] < hidden["total"]
    assert bare["grade"]["measured_bar"] == "not_met"
    assert len(mockint("history", "--json").document) == 2


def test_a_round_is_paused_resumed_and_given_up(mockint: Terminal) -> None:
    begun = mockint("start", QUESTION, "--dir", "here", "--minutes", "30", "--json").document
    paused = mockint("pause", begun["round"], "--json").document
    assert paused["state"] == "paused"
    assert "paused" in mockint("check", "--dir", "here").refusal.lower()
    resumed = mockint("resume", begun["round"][:8], "--json").document
    assert resumed["state"] == "running"
    assert resumed["remaining_s"] == pytest.approx(paused["remaining_s"], abs=0.5)
    assert mockint("abandon", begun["round"], "--json").document["state"] == "abandoned"
    assert mockint("submit", "--dir", "here").refusal
    (past,) = mockint("history", "--json").document
    assert past["verdict"] is None


def test_a_simulation_ends_by_the_clock_between_two_commands(mockint: Terminal) -> None:
    begun = mockint("start", QUESTION, "--dir", "here", "--mode", "simulation", "--minutes", "1", "--json").document
    assert "cannot be paused" in mockint("pause", begun["round"]).refusal
    (mockint.folder / "here" / "solution.py").write_text("in_time = 1\n", encoding="utf-8")
    assert mockint("check", "--dir", "here", "--json").document["remaining_s"] > 0
    _let_a_minute_pass(mockint, begun["round"])
    (mockint.folder / "here" / "solution.py").write_text("too_late = 1\n", encoding="utf-8")
    assert mockint("check", "--dir", "here").refusal
    done = mockint("submit", "--dir", "here", "--json").document
    assert done["ended_by"] == "time"
    assert done["documents"]["solution"] == "in_time = 1\n"
    assert done["grade"]["measured_bar"] == "not_met"


def _let_a_minute_pass(mockint: Terminal, round_id: str) -> None:
    """Move the round's anchor back instead of waiting."""
    import sqlite3

    with sqlite3.connect(mockint.home / "history.sqlite3") as database:
        (text,) = database.execute("SELECT anchor FROM round WHERE id = ?", (round_id,)).fetchone()
        anchor = json.loads(text)
        for name in ("monotonic_s", "since_boot_s"):
            anchor[name] -= 61.0
        database.execute("UPDATE round SET anchor = ? WHERE id = ?", (json.dumps(anchor), round_id))
    database.close()


def test_two_commands_on_one_round_do_not_hurt_each_other(mockint: Terminal) -> None:
    mockint("start", QUESTION, "--dir", "here", "--json")
    (mockint.folder / "here" / "solution.py").write_text(
        "import time\n\n\nclass RateLimiter:\n    def __init__(self, *_):\n        time.sleep(2)\n", encoding="utf-8"
    )
    first = mockint.popen("check", "--dir", "here", "--json")
    deadline = time.monotonic() + 30
    refused = ""
    while not refused and time.monotonic() < deadline and first.poll() is None:
        second = mockint("pause", mockint("history", "--json").document[0]["round"])
        refused = second.err
    out, err = first.communicate(timeout=60)
    assert "open in another window or command" in refused
    assert first.returncode == 0, err
    assert json.loads(out)["tests"]
    assert mockint("check", "--dir", "here", "--json").document["round"]


def test_the_demo_is_made_and_named(mockint: Terminal, tmp_path: Path) -> None:
    home = tmp_path / "demo"
    answer = mockint("demo", "--home", home, "--json")
    assert answer.code == 0, answer.err
    made = json.loads(answer.out)  # one document; that it goes on is told on standard error
    assert made["home"] == str(home)
    past = mockint("history", "--home", home, "--json").document
    assert [line["demo"] for line in past] == [True] * len(made["rounds"])
    assert "demo" in mockint("report", made["rounds"][0], "--home", home).out.lower()

    # Every command that looks back has something to show.
    assert {line["kind"] for line in past} == {"coding", "system_design", "behavioral"}
    assert {"abandoned", "measured", "graded"} == {line["state"] for line in past}
    assert mockint("history", "--patterns", "--home", home, "--json").document["demo"] > 0
    assert any(kind["enough"] for kind in mockint("readiness", "--home", home, "--json").document["rounds"].values())
    assert "(demo)" in mockint("target", "list", "--home", home).out
    loop = mockint("loop", "status", "--home", home, "--json").document["loop"]
    assert json.loads(mockint("report", "--loop", loop, "--format", "json", "--home", home).out)["demo"] is True
    assert len(mockint("replay", made["rounds"][0], "--home", home).out.splitlines()) > 5
    assert mockint("drill", "--due", "--minutes", "600", "--home", home).code == 0


def test_every_command_prints_one_json_document(mockint: Terminal, tmp_path: Path) -> None:
    spec, solution = tmp_path / "spec.json", tmp_path / "double.py"
    spec.write_text('{"entry_point": "double", "tests": [{"args": [2], "expected": 4}]}', encoding="utf-8")
    solution.write_text("def double(n):\n    return 2 * n\n", encoding="utf-8")
    judged = mockint("judge", spec, solution, "--json").document
    assert (judged["verdict"], judged["passed"], judged["total"]) == ("accepted", 1, 1)
    assert {"wall_s", "peak_mb", "isolation", "tests"} <= set(judged)
    batch = tmp_path / "batch.jsonl"
    one = {"spec": json.loads(spec.read_text(encoding="utf-8")), "code": solution.read_text(encoding="utf-8")}
    batch.write_text("".join(json.dumps({"id": str(n), **one}) + "\n" for n in range(3)), encoding="utf-8")
    lines = mockint("judge", "--batch", batch, "--json").out.splitlines()
    assert [json.loads(line)["verdict"] for line in lines] == ["accepted"] * 3

    assert mockint("history", "--json").document == []
    doctor = mockint("doctor", "--json", QT_QPA_PLATFORM="offscreen").document
    assert doctor["ok"] is True
    assert {"python", "qt", "display", "editor", "isolation", "database", "grader", "problems"} <= set(doctor)
    mockint("submit", QUESTION, "--answer", bundled(SLUG, "starter.py"))
    assert mockint("db", "check", "--json").document["integrity"] == "ok"
    copy = mockint("db", "backup", "--json").document["path"]
    assert mockint("db", "export", tmp_path / "all.jsonl", "--json").document["rounds"] == 1
    assert mockint("db", "import", tmp_path / "all.jsonl", "--json").document["skipped"] == 1
    assert mockint("db", "restore", copy, "--json").document["path"]
    assert len(mockint("history", "--json").document) == 1
    ready = mockint("readiness", "--json").document
    assert {"skills", "rounds", "loop", "next", "forecast", "plan", "predictions", "gaps"} <= set(ready)
    assert ready["skills"]["python"]["observations"] == 1
    assert ready["next"]["question"] != QUESTION


def test_an_interrupted_command_says_so_and_leaves_nobody_behind(mockint: Terminal) -> None:
    import signal

    import psutil

    mockint("start", QUESTION, "--dir", "here", "--json")
    (mockint.folder / "here" / "solution.py").write_text("while True:\n    pass\n", encoding="utf-8")
    process = mockint.popen("check", "--dir", "here")
    children: list[psutil.Process] = []
    deadline = time.monotonic() + 30
    while not children and time.monotonic() < deadline:
        children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, "mockint: Interrupted.\n")
    psutil.wait_procs(children, timeout=1)
    assert not [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]


def test_a_reader_that_has_seen_enough_is_no_fault(mockint: Terminal) -> None:
    listing = mockint.popen("list", "--json")
    head = subprocess.run(["head", "-c", "10"], stdin=listing.stdout, capture_output=True, text=True, check=True)
    assert listing.stdout is not None
    listing.stdout.close()
    assert listing.stderr is not None
    assert head.stdout.startswith("[")
    assert "Traceback" not in listing.stderr.read()
    listing.stderr.close()
    listing.wait(timeout=30)
