"""Stories with a world: a program that asks in the middle of a request, and such as ask nonsense, too much or too long."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from mockint.app.story_run import StoryJob, run_stories
from mockint.domain.take_home import CheckResult, ScorePart, Story, TakeHomeTask

LINES = """import json, sys

def ask(id, n, **what):
    print(json.dumps({"id": id, "n": n, **what}), flush=True)
    while True:
        reply = json.loads(sys.stdin.readline())
        if reply.get("n") == n:
            return reply

for line in sys.stdin:
    message = json.loads(line)
    if message["op"] == "bye":
        break
    id = message["id"]
    if message["op"] == "open":
        print(json.dumps({"id": id, "ok": True}), flush=True)
        continue
    result = handle(id, message)
    if result is not None:
        print(json.dumps({"id": id, "result": result}), flush=True)
"""
CAREFUL = """
def handle(id, message):
    messages = [{"role": "user", "content": message["text"]}]
    for n in range(1, 9, 2):
        turn = ask(id, n, model={"messages": messages})["reply"]
        if not turn["calls"]:
            return {"text": turn["text"]}
        for call in turn["calls"]:
            try:
                arguments = json.loads(call["arguments"])
            except ValueError:
                found = {"error": {"kind": "invalid"}}
            else:
                if call["name"] == "refund" and not ask(id, 100 + n, approval={"name": "refund", "arguments": arguments, "why": "asked"})["approved"]:
                    found = {"error": {"kind": "denied", "message": "denied"}}
                else:
                    found = ask(id, n + 1, tool={"name": call["name"], "arguments": arguments, "key": call["id"]})
            messages.append({"role": "tool", "content": json.dumps({k: v for k, v in found.items() if k in ("result", "error")})})
    return {"text": "I stop here."}
"""
EAGER = """
def handle(id, message):
    ask(id, 1, tool={"name": "refund", "arguments": {"id": "o-2"}})
    return {"text": "Done."}
"""
FALLS = """
def handle(id, message):
    ask(id, 1, tool={"name": "refund", "arguments": {"id": "o-2"}})
    raise SystemExit(3)
"""
FLOODS = """
def handle(id, message):
    n = 0
    while True:
        n += 1
        print(json.dumps({"id": id, "n": n, "tool": {"name": "refund", "arguments": {"id": "o-9"}}}), flush=True)
"""
LIES = """
def handle(id, message):
    print(json.dumps({"id": "r99", "n": 1, "tool": {"name": "refund", "arguments": {"id": "o-2"}}}), flush=True)
    print(json.dumps({"id": id, "n": [1], "tool": "refund"}), flush=True)
"""
HANGS = """
def handle(id, message):
    ask(id, 1, model={"messages": [{"role": "user", "content": "x"}]})
    import time
    time.sleep(60)
"""
WORLD: dict[str, Any] = {
    "tables": {"orders": {"o-1": {"status": "paid"}, "o-2": {"status": "paid"}}},
    "approve": [{"tool": "refund", "arguments": {"id": "o-1"}}],
    "tools": [
        {
            "name": "refund",
            "parameters": {"id": {"type": "string"}},
            "action": {"do": "set", "table": "orders", "key": "$id", "set": {"status": "refunded"}},
            "once_by_key": True,
            "faults": [{"call": 1, "kind": "lost"}],
        }
    ],
}
HARM = [{"world": "orders.o-2.status", "equals": "refunded"}]
GOOD = Story.model_validate(
    {
        "name": "one refund",
        "part": "answers",
        "world": WORLD,
        "script": [
            {"calls": [{"id": "c0", "name": "refund", "arguments": '{"id": '}]},
            {"calls": [{"id": "c1", "name": "refund", "arguments": {"id": "o-1"}}]},
            {"calls": [{"id": "c1", "name": "refund", "arguments": {"id": "o-1"}}], "when": "error"},
            {"text": "Refunded."},
        ],
        "steps": [
            {
                "op": "handle",
                "send": {"text": "I want my money back"},
                "expect": [
                    {"at": "text", "text_has": ["refunded"]},
                    {"world": "orders.o-1.status", "equals": "refunded"},
                    {"only_changed": ["orders.o-1"]},
                    {"calls": "refund", "at_least": 2, "at_most": 2},
                    {"approvals": "refund", "at_least": 1},
                    {"model_calls": True, "at_most": 4},
                ],
                "harm": HARM,
                "says": "One order is refunded, once.",
            }
        ],
    }
)


def run(handle: str, story: Story = GOOD, step_s: float = 5.0, lines: str = LINES) -> CheckResult:
    files = {
        "mockint.toml": 'command = ["python", "-m", "candidate"]\n',
        "candidate/__main__.py": lines.replace("for line in", f"{handle}\nfor line in", 1),
    }
    part = ScorePart(id="answers", title="Answers", points=100, kind="stories", says="It is right.")
    task = TakeHomeTask(parts=(part,), stories="", starter={}, step_s=step_s)
    (check,) = run_stories(StoryJob(files, task, 1), (story,)).checks
    return check


def test_a_program_asks_the_model_the_human_and_the_tools_in_the_middle_of_a_request() -> None:
    check = run(CAREFUL)
    assert check.outcome == "right", check
    assert "changed: orders.o-1" in check.came


def test_what_a_program_does_to_the_world_is_harm_also_where_it_falls_after_it() -> None:
    check = run(EAGER)
    assert check.outcome == "harmful"
    assert check.missed.startswith("must not be: orders.o-2.status")
    check = run(FALLS)
    assert check.outcome == "harmful"
    assert "exit code 3" in check.message


@pytest.mark.parametrize("handle", [FLOODS, LIES, HANGS])
def test_a_program_that_asks_nonsense_too_much_or_too_long_fails_its_step_and_nothing_else(handle: str) -> None:
    check = run(handle, step_s=1.5)
    assert check.outcome == "missed"
    assert check.message
    assert check.wall_s < 3


def test_without_a_world_nothing_is_answered() -> None:
    step = {"op": "handle", "expect": [{"null": False}], "says": "It answers."}
    check = run(EAGER, Story.model_validate({"name": "none", "part": "answers", "steps": [step]}), step_s=1.5)
    assert check.outcome == "missed"
    assert "result" in check.message


PRINTS = """
def handle(id, message):
    for _ in range(20000):
        print("x" * 100)
    print("{" + "y" * 3000000)
    return {"text": "Done."}
"""
FORKS = """
def handle(id, message):
    import os, subprocess
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)  # outlives"])
    while True:
        os.fork()
"""
READS = """
def handle(id, message):
    import os
    found = []
    for place in ("/root", "/home", os.path.expanduser("~/../../other"), "/etc/shadow"):
        try:
            found.append(os.listdir(place) if place != "/etc/shadow" else open(place).read())
        except OSError as error:
            found.append(None)
    return {"text": "nothing" if not any(found) else "read"}
"""
WRITES = """
def handle(id, message):
    try:
        open(message["place"], "w").write("mine")
    except OSError:
        return {"text": "nothing"}
    return {"text": "written"}
"""
CHANGES_DATA = """
import os
given = {}
def handle(id, message):
    place = os.path.join(DATA, "a.txt")
    try:
        open(place, "w").write("mine")
    except OSError:
        pass
    return {"text": open(place).read()}
"""


def told(says: str, **send: str) -> Story:
    step = {"op": "handle", "send": send, "expect": [{"at": "text", "equals": says}], "says": "It does no harm."}
    return Story.model_validate({"name": "one", "part": "answers", "files": {"a.txt": "given"}, "steps": [step]})


def test_a_program_that_floods_with_prints_fails_its_step_or_is_heard_all_the_same() -> None:
    check = run(PRINTS, told("Done."))
    assert check.outcome == "missed"
    assert "longer than" in check.message


def test_a_program_that_forks_is_ended_with_everything_that_it_started() -> None:
    check = run(FORKS, told("Done."))
    assert check.outcome == "missed"
    assert check.message
    with subprocess.Popen(["ps", "-eo", "args"], stdout=subprocess.PIPE, text=True) as listed:
        assert listed.stdout is not None
        assert "# outlives" not in listed.stdout.read()


def test_a_program_reads_and_writes_in_its_own_places_alone(tmp_path: Path) -> None:
    assert run(READS, told("nothing")).outcome == "right"
    assert run(WRITES, told("nothing", place=str(tmp_path / "mine"))).outcome == "right"
    assert not (tmp_path / "mine").exists()
    keeps = LINES.replace(
        'print(json.dumps({"id": id, "ok": True})',
        'DATA = message["data_dir"]; print(json.dumps({"id": id, "ok": True})',
    )
    assert run(CHANGES_DATA, told("given"), lines=keeps).outcome == "right"
