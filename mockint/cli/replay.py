"""``mockint replay`` and ``mockint rewind``: a round as it went, and again from one of its moments."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mockint.app import history as histories
from mockint.cli.options import AsJson, HomeOption, opened, tell

_ROUND = "A round's id, or the beginning of one."


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("replay")(replay)
    app.command("rewind")(rewind)


def replay(
    round_id: Annotated[str, typer.Argument(metavar="ROUND", help=_ROUND)],
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Tell how a round went, moment by moment.

    What was written, run and said, with the moments worth going back to. --json gives every event of the journal.
    """
    from mockint.app import replaying

    with opened(home) as services:
        played = replaying.play(services, histories.find_round(services, round_id))
    marks = {mark.t_ms: mark for mark in reversed(played.marks)}

    def text(console: Console) -> None:
        if not played.replay.events:
            console.print("Nothing happened in this round yet.")
        for mark in played.marks:
            console.print(f"* {_time(mark.t_ms)}  {mark.title}{_lasting(mark.end_ms - mark.t_ms)}", markup=False)
        if marks:
            console.print()
        for moment in replaying.lines(played):
            console.print(f"  {_time(moment.t_ms)}  {moment.title}", markup=False, soft_wrap=True)

    tell(as_json, replaying.document(played), text)


def rewind(
    round_id: Annotated[str, typer.Argument(metavar="ROUND", help=_ROUND)],
    at: Annotated[float, typer.Option("--at", min=0, help="Minute of the round to start again from.")],
    directory: Annotated[Path | None, typer.Option("--dir", help="Folder to work in; made if need be.")] = None,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Start a round again from one of its minutes.

    A new round begins with everything that was written and said by then. It is practice: its grade tells you something,
    and readiness does not count it.
    """
    from mockint.app import folder as folders
    from mockint.app.rewinding import rewind_in_folder

    with opened(home) as services:
        folder, record = rewind_in_folder(services, histories.find_round(services, round_id), at * 60, directory)
    document = folders.started_document(record, folder) | {"parent": record.parent, "at_s": at * 60}

    def text(console: Console) -> None:
        console.print(f"Going on from minute {at:g} in {folder.path}", markup=False, soft_wrap=True)
        console.print("The clock runs. 'mockint check' looks at your work, 'mockint submit' hands in.")

    tell(as_json, document, text)


def _time(t_ms: int) -> str:
    return f"{t_ms // 60_000:3d}:{t_ms // 1000 % 60:02d}"


def _lasting(ms: int) -> str:
    return f", {ms / 60_000:.1f} min long" if ms >= 1000 else ""
