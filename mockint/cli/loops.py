"""``mockint loop``: a whole interview day, round by round."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mockint.app import loops
from mockint.app.folder import BRIEF
from mockint.app.report import clock_words
from mockint.cli.options import AsJson, HomeOption, opened, tell
from mockint.domain.loop import KIND_WORDS

group = typer.Typer(
    help="A loop day: rounds with breaks, then the packet.", no_args_is_help=True, rich_markup_mode=None
)
LoopArgument = Annotated[
    str, typer.Argument(metavar="[LOOP]", help="A loop's id, or its beginning; else the newest that is not over.")
]
_STATES = {
    "to_come": "to come",
    "open": "open",
    "handed_in": "handed in",
    "abandoned": "abandoned",
    "deleted": "deleted: a gap",
    "not_taken": "not taken",
}


@group.callback()
def loop() -> None:
    """A loop day: rounds with breaks, then the packet."""


@group.command("start")
def start(
    shape: Annotated[
        str, typer.Option("--shape", help="onsite, long or talk; or kinds with commas, as coding,behavioral.")
    ] = "",
    short: Annotated[bool, typer.Option("--short", help="The short form of each round that has one.")] = False,
    question: Annotated[
        list[str] | None,
        typer.Option("--question", help="Ask this in the first free round of its kind; may be given several times."),
    ] = None,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Plan a loop; its first round begins with 'mockint loop next'.

    What is not named is chosen when its round begins: what was not met yet, and what readiness needs most.
    """
    with opened(home) as services:
        found = loops.start(services, shape, question or (), short=short)
    tell(as_json, loops.document(found), lambda console: _print(console, found))


@group.command("status")
def status(name: LoopArgument = "", as_json: AsJson = False, home: HomeOption = None) -> None:
    """Show where a loop stands; its verdicts are in the packet."""
    with opened(home) as services:
        found = loops.find(services, name)
        others = [one for one in loops.all_loops(services) if one.loop.id != found.loop.id] if not name else []

    def text(console: Console) -> None:
        _print(console, found)
        for one in others:
            console.print(f"Also: {one.loop.id[:8]}  {one.loop.title}, {one.loop.created:%Y-%m-%d}", markup=False)

    tell(as_json, loops.document(found), text)


@group.command("next")
def next_(
    name: LoopArgument = "",
    directory: Annotated[Path | None, typer.Option("--dir", help="A folder to work in, new or empty.")] = None,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Start the next round in a new folder; its clock runs from now.

    A loop that was stopped is taken up again by it, on whatever day. A break that is on ends by it.
    """
    with opened(home) as services:
        pause = loops.find(services, name).pause
        begun = loops.begin_in_folder(services, name, directory)
    record, folder = begun.round, begun.folder
    document = {
        **loops.document(begun.standing),
        "number": begun.number,
        "round": record.id,
        "dir": None if folder is None else str(folder.path),
        "break_given_up_s": None if pause is None else round(pause.left_s, 1),
    }

    def text(console: Console) -> None:
        if pause is not None:
            console.print(f"You gave up {clock_words(pause.left_s)} of your break of {pause.minutes} minutes.")
        count = len(begun.standing.slots)
        console.print(f"Round {begun.number} of {count} has started: {record.planned_s / 60:g} minutes, simulation.")
        if folder is not None:
            console.print(f"Its folder is {folder.path}. Read {BRIEF} there.", markup=False)
        console.print("'mockint submit' in that folder hands in; 'mockint loop status' shows the day.")

    tell(as_json, document, text)


@group.command("stop")
def stop(
    name: LoopArgument = "",
    for_good: Annotated[bool, typer.Option("--for-good", help="End it: what was not taken stays so.")] = False,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Stop for today; 'mockint loop next' takes the loop up again."""
    with opened(home) as services:
        found = loops.stop(services, name, for_good=for_good)

    def text(console: Console) -> None:
        if for_good:
            console.print(f"The loop has ended. Its packet: 'mockint report --loop {found.loop.id[:8]}'.")
            return
        console.print("Stopped for today. 'mockint loop next' takes it up again.")
        if found.open_slot is not None:
            console.print(f"Round {found.open_slot.number} is still open, and its clock runs on.")

    tell(as_json, loops.document(found), text)


@group.command("delete")
def delete(
    name: Annotated[str, typer.Argument(metavar="LOOP", help="A loop's id, or its beginning.")],
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Remove a loop; its rounds stay in the history."""
    with opened(home) as services:
        gone = loops.delete(services, name)
    tell(as_json, {"deleted": gone}, lambda console: console.print("The loop is gone; its rounds stay."))


def _print(console: Console, found: loops.Standing) -> None:
    loop = found.loop
    state = "over" if found.is_over else {"open": "under way", "stopped": "stopped", "ended": "ended"}[loop.state]
    console.print(f"Loop {loop.id}: {loop.title}, {loop.target.value} level, {state}", style="bold", markup=False)
    for one in found.slots:
        what = one.slot.question or "chosen when it begins"
        console.print(
            f"  {one.number}. {KIND_WORDS[one.slot.kind]:<18} {one.slot.minutes:>3} min  {_STATES[one.state]:<14}  {what}",
            markup=False,
        )
        if one.slot.break_minutes:
            console.print(f"     break of {one.slot.break_minutes} minutes", style="dim")
    if found.pause is not None:
        console.print(f"You have a break: {clock_words(found.pause.left_s)} of it are left.")
    if found.is_over:
        console.print(f"Its packet: 'mockint report --loop {loop.id[:8]}'.")
    elif found.open_slot is not None:
        one = found.open_slot
        where = one.round.folder if one.round is not None and one.round.folder else "the window"
        console.print(f"Round {one.number} is open, in {where}.", markup=False)
    else:
        console.print("'mockint loop next' starts the next round.")
