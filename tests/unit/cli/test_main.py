"""The adapter around every command: each end has its code and at most one line, and never a trace."""

from __future__ import annotations

import logging
import os

import pytest

from mockint.cli import main as adapter
from mockint.cli import rounds
from mockint.errors import HistoryError


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        (HistoryError("The history\nis shut.", "Open it."), 2, "mockint: The history is shut. Open it.\n"),
        (KeyboardInterrupt(), 130, "mockint: Interrupted.\n"),
        (ZeroDivisionError("secret"), 70, "the log in its home folder tells where.\n"),
    ],
)
@pytest.mark.expects_log
def test_every_end_has_its_code(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    fault: BaseException,
    code: int,
    words: str,
) -> None:
    def broken(*_: object, **_more: object) -> None:
        raise fault

    monkeypatch.setattr(rounds.histories, "lines", broken)
    with caplog.at_level(logging.ERROR):
        assert adapter.main(["history"]) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.endswith(words)
    assert told.err.count("\n") == 1
    assert bool([record for record in caplog.records if record.exc_info]) == (code == 70)


@pytest.mark.parametrize("arguments", [["--nonsense"], ["nonsense"], ["report"], ["start", "x", "--minutes", "many"]])
def test_what_is_no_command_is_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert adapter.main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("mockint: ")
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    "command",
    [
        *(
            [
                "list",
                "show",
                "start",
                "pause",
                "resume",
                "abandon",
                "check",
                "submit",
                "history",
                "report",
                "compare",
                "replay",
                "rewind",
                "delete",
                "judge",
                "doctor",
                "demo",
            ]
        ),
        "bank check",
        "db backup",
        "db restore",
        "db export",
        "db import",
        "db check",
        "readiness",
        "target add",
        "target edit",
        "target close",
        "target list",
        "target delete",
        "interview log",
        "interview list",
        "interview delete",
        "loop start",
        "loop status",
        "loop next",
        "loop stop",
        "loop delete",
    ],
)
def test_every_command_takes_json_home_and_help(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert adapter.main([*command.split(), "--help"]) == 0
    told = capsys.readouterr().out
    assert "--json" in told
    assert "--home" in told


@pytest.mark.parametrize("group", ["", "bank", "db", "target", "interview", "loop"])
def test_every_command_is_summed_up_whole(capsys: pytest.CaptureFixture[str], group: str) -> None:
    assert adapter.main([*group.split(), "--help"]) == 0
    assert "..." not in capsys.readouterr().out.partition("Commands:")[2]


def test_help_names_the_home_from_the_environment(
    own_home: os.PathLike[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert adapter.main(["history", "--json"]) == 0
    assert capsys.readouterr().out == "[]\n"
