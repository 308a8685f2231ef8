"""A build is started, asked, and started again; what it says and how it falls is told in a sentence."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from mockint.domain.judging import IsolationLevel
from mockint.execution.program import MOST_STARTS, BuildProgram, ProgramLimits, ProgramSpec

LIMITS = ProgramLimits(index_s=10.0, answer_s=10.0, output_bytes=2_000)
MAIN = """
import json, os, sys
def say(**message): print(json.dumps(message), flush=True)
for line in sys.stdin:
    ask = json.loads(line)
    if ask["op"] == "bye": break
    elif ask["op"] == "index": index(ask)
    else: answer(ask)
"""
INDEX = "def index(ask): say(id=ask['id'], ok=True)\n"
ECHO = "def answer(ask): say(id=ask['id'], answer=ask['question'], citations=['A'], retrieved=['A', 'B'])\n"
Started = Callable[..., BuildProgram]


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Started]:
    with ExitStack() as stack:

        def start(source: str, limits: ProgramLimits = LIMITS, **more: str) -> BuildProgram:
            (tmp_path / "build").mkdir()
            (tmp_path / "corpus").mkdir()
            (tmp_path / "build" / "main.py").write_text(source)
            spec = ProgramSpec(tmp_path / "build", ("python", "main.py"), more, None, limits=limits)
            return stack.enter_context(BuildProgram(spec, tmp_path / "corpus"))

        yield start


def test_it_indexes_once_and_answers_in_turn(started: Started) -> None:
    program = started(INDEX + ECHO + MAIN)
    assert program.starts == 0
    assert program.index().fault == ""
    replies = [program.answer(f"question {number} \u00e9", None) for number in range(3)]
    assert [reply.answer for reply in replies] == [f"question {number} \u00e9" for number in range(3)]
    assert replies[0].citations == ("A",)
    assert replies[0].retrieved == ("A", "B")
    assert 0 < replies[0].wall_s < 10
    assert program.starts == 1
    assert program.isolation.level in set(IsolationLevel)


def test_what_is_asked(started: Started, tmp_path: Path) -> None:
    program = started(
        "def index(ask): print('index', sorted(ask), ask['corpus_dir']); say(id=ask['id'], ok=True)\n"
        "def answer(ask): say(id=ask['id'], answer=json.dumps(ask), citations=[], retrieved=[])\n" + MAIN
    )
    asked = json.loads(program.answer("who", "nurse").answer or "")
    assert asked.items() >= {"op": "answer", "question": "who", "user": "nurse"}.items()
    assert "user" not in json.loads(program.answer("who", None).answer or "")
    assert program.output == f"index ['corpus_dir', 'id', 'op'] {tmp_path / 'corpus'}\n"


def test_the_environment_holds_nothing_of_the_users(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_KEY_OF_THE_USER", "secret")
    program = started(
        INDEX + "def answer(ask): say(id=ask['id'], answer=json.dumps(dict(os.environ)), citations=[], retrieved=[])\n"
        "" + MAIN,
        ANTHROPIC_API_KEY="token",
    )
    found = json.loads(program.answer("", None).answer or "")
    assert "A_KEY_OF_THE_USER" not in found
    assert found["ANTHROPIC_API_KEY"] == "token"
    assert found["HOME"] == os.path.dirname(found["TMPDIR"])  # noqa: PTH120


def test_stray_prints_are_kept_to_their_end(started: Started) -> None:
    program = started(
        INDEX
        + "def answer(ask):\n    print('{not json')\n    print('x' * 50_000)\n    print('the end', file=sys.stderr)\n"
        "    say(no='id')\n    say(id=ask['id'], answer=None, citations=[], retrieved=[])\n" + MAIN
    )
    reply = program.answer("", None)
    assert (reply.fault, reply.answer) == ("", None)
    program.close()
    assert len(program.output) <= 2 * LIMITS.output_bytes + 100
    assert '{"no": "id"}' in program.output


def test_a_wrong_shape_keeps_what_can_be_read_and_the_program(started: Started) -> None:
    program = started(
        INDEX + "def answer(ask): say(id=ask['id'], answer='yes', citations='A', retrieved=['A', 3])\n" + MAIN
    )
    reply = program.answer("", None)
    assert reply.fault == "wrong_shape"
    assert reply.answer == "yes"
    assert reply.retrieved == ("A",)
    assert reply.message == (
        '"citations" must be a list of document ids; it is "A". '
        '"retrieved" must hold document ids as texts; one of them is 3.'
    )
    assert program.answer("", None).answer == "yes"
    assert program.starts == 1


def test_a_crash_fails_one_question_and_the_corpus_is_read_again(started: Started) -> None:
    program = started(
        INDEX + "def answer(ask):\n    if ask['question'] == 'fall': raise ValueError('no such thing')\n"
        "    say(id=ask['id'], answer=ask['question'], citations=[], retrieved=[])\n" + MAIN
    )
    assert program.answer("one", None).answer == "one"
    fallen = program.answer("fall", None)
    assert fallen.fault == "crashed"
    assert fallen.message == "The program ended: ValueError: no such thing (main.py, line 3)."
    assert program.answer("two", None).answer == "two"
    assert program.starts == 2


def test_a_reply_before_the_fall_counts(started: Started) -> None:
    program = started(INDEX + ECHO + MAIN.replace("else: answer(ask)", "else: answer(ask); os._exit(3)"))
    assert program.answer("one", None).answer == "one"
    following = program.answer("two", None)
    assert following.answer == "two" or following.fault == "crashed"


def test_a_hang_is_ended_and_an_id_that_was_not_asked_told(started: Started) -> None:
    program = started(
        INDEX + "import time\ndef answer(ask):\n    if ask['question'] == 'hang':\n        say(id='mine', answer='x')\n"
        "        time.sleep(100)\n    say(id=ask['id'], answer='ok', citations=[], retrieved=[])\n" + MAIN,
        LIMITS._replace(answer_s=0.3),
    )
    program.index()
    late = program.answer("hang", None)
    assert late.fault == "time_out"
    assert late.message == "No reply came within 0.3 s. The program answered to an id that was not asked."
    assert late.wall_s >= 0.3
    assert program.answer("go on", None).answer == "ok"


def test_a_program_that_never_gets_ready_is_not_started_for_ever(started: Started) -> None:
    program = started("import nothing_there\n")
    first = program.index()
    assert first.fault == "crashed"
    assert "No module named 'nothing_there' (main.py, line 1)" in first.message
    replies = [program.answer("", None) for _ in range(5)]
    assert [reply.fault for reply in replies] == ["not_indexed", "not_indexed", *["not_started"] * 3]
    assert program.starts == MOST_STARTS
    assert "nothing_there" in replies[-1].message


def test_index_must_say_ok(started: Started) -> None:
    program = started("def index(ask): say(id=ask['id'], ok='yes')\n" + ECHO + MAIN)
    reply = program.index()
    assert reply.fault == "wrong_shape"
    assert reply.message == '"ok" must be true once the corpus is read; it is "yes".'


def test_a_command_that_is_not_there(tmp_path: Path) -> None:
    spec = ProgramSpec(tmp_path, ("no-such-command", "x"), {}, None)
    with BuildProgram(spec, tmp_path) as program:
        reply = program.index()
    assert reply.fault == "not_started"
    assert reply.message == "The command 'no-such-command x' cannot be started: No such file or directory."


def test_a_program_in_another_language(tmp_path: Path) -> None:
    (tmp_path / "run").write_text(
        '#!/bin/bash\nwhile read -r line; do id=$(echo "$line" | sed \'s/.*"id": "\\([a-z0-9]*\\)".*/\\1/\')\n'
        'echo "{\\"id\\": \\"$id\\", \\"ok\\": true, \\"answer\\": null, \\"citations\\": [], \\"retrieved\\": []}"; done\n'
    )
    (tmp_path / "run").chmod(0o755)
    with BuildProgram(ProgramSpec(tmp_path, ("./run",), {}, None), tmp_path) as program:
        reply = program.answer("", None)
    assert (reply.fault, reply.answer) == ("", None)


def test_closing_twice_and_without_a_start(started: Started) -> None:
    program = started(INDEX + ECHO + MAIN)
    program.close()
    program.index()
    program.close()
    program.close()
    assert program.starts == 1
