"""A command's output comes in pieces and is bounded; it can be stopped, and nothing of it is left."""

from __future__ import annotations

import threading
from pathlib import Path

from mockint.execution.console import ConsoleEnd, run_console
from mockint.execution.program import ProgramSpec


def run(folder: Path, *command: str, limit_s: float = 20.0, most_bytes: int = 1_000_000) -> tuple[ConsoleEnd, str]:
    pieces: list[str] = []
    end = run_console(
        ProgramSpec(folder, command, {}, None), pieces.append, threading.Event(), limit_s, most_bytes=most_bytes
    )
    return end, "".join(pieces)


def test_both_streams_and_the_exit_code(tmp_path: Path) -> None:
    end, text = run(tmp_path, "sh", "-c", "echo one; echo två >&2; exit 4")
    assert text == "one\ntvå\n"
    assert (end.exit_code, end.capped, end.message) == (4, False, "")


def test_python_is_the_apps_own_and_input_is_empty(tmp_path: Path) -> None:
    end, text = run(tmp_path, "python", "-c", "import sys, pydantic; print(repr(sys.stdin.read()))")
    assert (end.exit_code, text) == (0, "''\n")


def test_a_process_left_in_the_background_does_not_hold_it_up(tmp_path: Path) -> None:
    end, text = run(tmp_path, "sh", "-c", "sleep 100 & echo done")
    assert (end.exit_code, text) == (0, "done\n")
    assert end.wall_s < 10


def test_too_much_output_is_cut_and_told(tmp_path: Path) -> None:
    end, text = run(tmp_path, "sh", "-c", "yes | head -c 5000000", most_bytes=1_000)
    assert end.capped
    assert end.exit_code == 0
    assert text == "y\n" * 500 + "\n[More than 1,000 bytes were printed; the rest is left out.]\n"


def test_it_ends_in_time(tmp_path: Path) -> None:
    end, _ = run(tmp_path, "sleep", "100", limit_s=0.1)
    assert (end.exit_code, end.message) == (-9, "Ended after 0.1 s, the most that it may take.")


def test_it_can_be_stopped(tmp_path: Path) -> None:
    cancel = threading.Event()

    def stop(_: str) -> None:
        cancel.set()

    end = run_console(ProgramSpec(tmp_path, ("sh", "-c", "echo; sleep 100"), {}, None), stop, cancel, 60.0)
    assert (end.exit_code, end.message) == (-9, "Stopped.")


def test_a_command_that_is_not_there(tmp_path: Path) -> None:
    end, _ = run(tmp_path, "no-such-command")
    assert end.message == "The command 'no-such-command' cannot be started: No such file or directory."
