"""All commands in one place, and the one adapter in which errors become a line and an exit code."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from mockint.cli import (
    bank,
    database,
    defend,
    demo,
    drills,
    gateway,
    grader,
    grading,
    history,
    interviewer,
    judge,
    loops,
    machine,
    past,
    questions,
    readiness,
    replay,
    reports,
    rounds,
    stories,
    targets,
)
from mockint.errors import KnownError
from mockint.logs import start_logging
from mockint.paths import find_home

DONE, KNOWN_FAULT, INTERRUPTED, BUG = 0, 2, 130, 70

_log = logging.getLogger(__name__)


def build() -> typer.Typer:
    """The command line with every command group."""
    app = typer.Typer(
        name="mockint",
        help="Rehearse the AI engineer's interview loop on your own machine. Without a command it opens the window.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    commands = (
        questions, rounds, reports, history, past, replay, drills, readiness, grading, defend, judge, machine, gateway, demo,
    )  # fmt: skip
    for group in commands:
        group.register(app)
    app.add_typer(bank.group, name="bank")
    app.add_typer(database.group, name="db")
    app.add_typer(grader.group, name="grader")
    app.add_typer(stories.group, name="story")
    app.add_typer(targets.group, name="target")
    app.add_typer(targets.interviews, name="interview")
    app.add_typer(loops.group, name="loop")
    app.add_typer(interviewer.group, name="interviewer")
    return app


def main(arguments: Sequence[str]) -> int:
    """Run one command.

    Returns:
        0 done, 2 a known fault (one line on standard error), 70 a bug (one line, the trace is in the log), 130
        interrupted.
    """
    start_logging(find_home().logs)
    try:
        code = build()(args=list(arguments), prog_name="mockint", standalone_mode=False)
    except KnownError as fault:
        return _say(fault.one_line(), KNOWN_FAULT)
    except TyperException as fault:
        return _say(f"{_sentence(fault)} 'mockint --help' lists the commands.", KNOWN_FAULT)
    except (KeyboardInterrupt, typer.Abort):
        return _say("Interrupted.", INTERRUPTED)
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        return _drop_output()
    except Exception:  # noqa: BLE001 - the adapter: a bug is logged, the user gets one line
        _log.exception("a command ended with a bug")
        return _say("Something is wrong inside mockint itself; the log in its home folder tells where.", BUG)
    if code == INTERRUPTED:  # Ctrl+C while a command ran, as typer tells it
        return _say("Interrupted.", INTERRUPTED)
    return code if isinstance(code, int) else DONE


def _sentence(fault: Exception) -> str:
    text = " ".join(str(getattr(fault, "format_message", fault.__str__)()).split())
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _say(sentence: str, code: int) -> int:
    sys.stderr.write(f"mockint: {sentence}\n")
    return code


def _drop_output() -> int:
    # Nothing may be flushed into the closed pipe at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE
