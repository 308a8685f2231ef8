"""``mockint target`` and ``mockint interview``: what you prepare for, and the real interviews that came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mockint.app.target_json import interview_document, target_document
from mockint.app.targets import (
    Draft,
    LogEntry,
    TargetBook,
    TargetLine,
    read_posting_file,
)
from mockint.cli.options import AsJson, HomeOption, opened, print_columns, tell
from mockint.domain.target import Interview, PostingReading
from mockint.errors import BadInputError

group = typer.Typer(help="The jobs that you prepare for.", no_args_is_help=True, rich_markup_mode=None)
interviews = typer.Typer(help="Your own real interviews.", no_args_is_help=True, rich_markup_mode=None)

TargetArgument = Annotated[str, typer.Argument(metavar="TARGET", help="Its id, the beginning of one, or its company.")]
LevelOption = Annotated[str | None, typer.Option(help="junior, mid, senior or staff; else that of your settings.")]
KindOption = Annotated[
    list[str] | None,
    typer.Option(help="A kind of round that the loop has, such as coding; may be given several times."),
]
AiOption = Annotated[
    str | None, typer.Option(help="Help by AI in its interviews: unknown, forbidden, allowed, expected.")
]
DateOption = Annotated[
    list[str] | None, typer.Option(help="Day of an interview, such as 2026-12-10; may be given several times.")
]
PostingOption = Annotated[Path | None, typer.Option(help="File with the text of the posting.")]
NotesOption = Annotated[str | None, typer.Option(help="What you want to remember.")]
_SHORT_ID = 8


@group.callback()
def target() -> None:
    """The jobs that you prepare for."""


@interviews.callback()
def interview() -> None:
    """Your own real interviews."""


@group.command("add")
def add(
    company: Annotated[str, typer.Argument(help="Who you would work for.")],
    level: LevelOption = None,
    kind: KindOption = None,
    ai: AiOption = None,
    date: DateOption = None,
    posting: PostingOption = None,
    notes: NotesOption = None,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Add a target.

    The one with the nearest interview decides the bar, the kinds of rounds and the weights of the skills.
    """
    text = None if posting is None else read_posting_file(posting)
    with opened(home) as services:
        book = TargetBook(services)
        line = book.line(book.add(Draft(company, level, kind, ai, date, text, notes)))
    tell(as_json, target_document(line), lambda console: _print_target(console, "Added", line))


@group.command("edit")
def edit(
    name: TargetArgument,
    company: Annotated[str | None, typer.Option(help="Another name.")] = None,
    level: LevelOption = None,
    kind: KindOption = None,
    ai: AiOption = None,
    date: DateOption = None,
    posting: PostingOption = None,
    notes: NotesOption = None,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Change a target in what you give.

    Kinds and dates replace the ones there were; the rest stays.
    """
    text = None if posting is None else read_posting_file(posting)
    with opened(home) as services:
        book = TargetBook(services)
        line = book.line(book.change(book.find(name).id, Draft(company, level, kind, ai, date, text, notes)))
    tell(as_json, target_document(line), lambda console: _print_target(console, "Changed", line))


@group.command("close")
def close(
    name: TargetArgument,
    reopen: Annotated[bool, typer.Option("--reopen", help="Open it again.")] = False,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Close a target that you are done with; it stays in the list."""
    with opened(home) as services:
        book = TargetBook(services)
        line = book.line(book.close(book.find(name).id, closed=not reopen))
    tell(as_json, target_document(line), lambda console: _print_target(console, "Opened" if reopen else "Closed", line))


@group.command("delete")
def delete(
    name: TargetArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Delete a target for good; interviews that were for it stay."""
    with opened(home) as services:
        book = TargetBook(services)
        found = book.find(name)
        if not (yes or as_json) and not typer.confirm(f"Delete the target {found.company} for good?", err=True):
            raise BadInputError("The target was not deleted.")
        book.delete(found.id)
    tell(as_json, {"deleted": found.id}, lambda console: console.print(f"Deleted {found.company}.", markup=False))


@group.command("list")
def list_(as_json: AsJson = False, home: HomeOption = None) -> None:
    """List your targets with the days left, the one in force first."""
    with opened(home) as services:
        lines = TargetBook(services).lines()

    def text(console: Console) -> None:
        if not lines:
            console.print("No target yet: 'mockint target add COMPANY' adds one.", markup=False)
            return
        rows = [_row(line) for line in lines]
        print_columns(console, ("Id", "Company", "Level", "Interview", "State", "Rounds"), rows, keep=2)

    tell(as_json, [target_document(line) for line in lines], text)


@interviews.command("log")
def log(
    target_name: Annotated[str, typer.Option("--target", help="The target it was for: id or company.")] = "",
    company: Annotated[str, typer.Option(help="Where it was, if it was for no target.")] = "",
    date: Annotated[str, typer.Option(help="Its day, such as 2026-12-10; else today.")] = "",
    kind: Annotated[str, typer.Option(help="Kind of round; leave it out for a whole process.")] = "",
    asked: Annotated[str, typer.Option(help="What was asked.")] = "",
    predicted: Annotated[int | None, typer.Option(help="The level you expected, 1 to 4.")] = None,
    outcome: Annotated[str, typer.Option(help="passed, rejected or waiting.")] = "waiting",
    wording: Annotated[str, typer.Option(help="How a rejection was put, word for word.")] = "",
    level: Annotated[int | None, typer.Option(help="The level they told you, 1 to 4.")] = None,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Log a real interview of your own.

    Its outcome counts in your readiness, and the words of a rejection are read for gaps.
    """
    entry = LogEntry(target_name, company, date, kind, asked, outcome, wording, predicted, level)
    with opened(home) as services:
        made = TargetBook(services).log(entry)
    tell(as_json, interview_document(made), lambda console: _print_interview(console, made))


@interviews.command("list")
def interview_list(as_json: AsJson = False, home: HomeOption = None) -> None:
    """List your real interviews and what came of them."""
    with opened(home) as services:
        found = TargetBook(services).interviews()

    def text(console: Console) -> None:
        if not found:
            console.print("No interview logged yet: 'mockint interview log' keeps one.", markup=False)
            return
        rows = [
            (one.id[:_SHORT_ID], one.held.isoformat(), one.company, one.kind or "whole process", one.outcome.value)
            for one in found
        ]
        print_columns(console, ("Id", "Date", "Company", "Round", "Outcome"), rows, keep=3)

    tell(as_json, [interview_document(one) for one in found], text)


@interviews.command("delete")
def interview_delete(
    name: Annotated[str, typer.Argument(metavar="INTERVIEW", help="Its id, or the beginning of one.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Delete an interview for good; readiness forgets it."""
    with opened(home) as services:
        book = TargetBook(services)
        found = book.find_interview(name)
        what = f"the interview at {found.company} of {found.held}"
        if not (yes or as_json) and not typer.confirm(f"Delete {what} for good?", err=True):
            raise BadInputError("The interview was not deleted.")
        book.delete_interview(found.id)
    tell(as_json, {"deleted": found.id}, lambda console: console.print(f"Deleted {what}.", markup=False))


def print_reading(console: Console, reading: PostingReading) -> None:
    """Tell which skills a posting asks for, and by which words."""
    for one in sorted(reading.asked, key=lambda asked: -asked.weight):
        if one.mentions:
            terms = dict.fromkeys(f"{each.term}{' (nice to have)' if each.nice else ''}" for each in one.mentions)
            console.print(f"  {one.skill} x {one.weight:.2f}: {', '.join(terms)}", markup=False)
    if reading.denied:
        words = dict.fromkeys(each.term for each in reading.denied)
        console.print(f"  Said not to be needed: {', '.join(words)}", markup=False)
    if reading.note:
        console.print(f"  {reading.note}", markup=False)


def _print_target(console: Console, what: str, line: TargetLine) -> None:
    console.print(f"{what} {line.target.id}: {line.target.company}, {line.target.level.value}.", markup=False)
    if line.in_force:
        left = "" if line.days_left is None else f" Interview in {_days(line.days_left)}."
        console.print(f"It is the target in force.{left}", markup=False)
    if line.reading is not None:
        console.print("The posting asks for:")
        print_reading(console, line.reading)


def _print_interview(console: Console, made: Interview) -> None:
    console.print(f"Logged {made.id}: {made.company}, {made.held}, {made.outcome.value}.", markup=False)
    for gap in interview_document(made)["gaps"]:
        console.print(f"  '{gap['quote']}': {gap['heard']}. {gap['means']} {gap['closes']}", markup=False)


def _row(line: TargetLine) -> tuple[str, ...]:
    target = line.target
    when = "no date" if not target.dates else "past" if line.days_left is None else f"in {_days(line.days_left)}"
    state = "closed" if target.closed else "in force" if line.in_force else "open"
    rounds = ", ".join(target.kinds) or "not known"
    return (target.id[:_SHORT_ID], target.company, target.level.value, when, state, rounds)


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
