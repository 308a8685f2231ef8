"""``mockint defend``: the facts of a repository, as somebody reads them who is about to ask why; and the round on them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from mockint.cli.options import AsJson, HomeOption, opened, progress_told, tell
from mockint.clock import SystemClock
from mockint.domain.round import Mode
from mockint.errors import BadInputError

if TYPE_CHECKING:
    from mockint.defence.facts import Facts


def register(app: typer.Typer) -> None:
    """Add this file's command."""
    app.command("defend")(defend)


def defend(
    path: Annotated[Path | None, typer.Argument(help="The folder of a git repository, or a bare one.")] = None,
    handed_in: Annotated[
        str | None,
        typer.Option("--round", metavar="ROUND", help="A round in place of PATH: the files that it handed in."),
    ] = None,
    start: Annotated[bool, typer.Option("--start", help="Start a defence round on the facts.")] = False,
    directory: Annotated[
        Path | None, typer.Option("--dir", help="The round's folder, new or empty; with --start.")
    ] = None,
    mode: Annotated[
        Mode, typer.Option(help="Practice can be paused; simulation runs as on the day; with --start.")
    ] = Mode.PRACTICE,
    minutes: Annotated[int | None, typer.Option(min=1, max=600, help="Length in minutes; with --start.")] = None,
    questions: Annotated[
        int | None, typer.Option("--questions", help="How many questions, 5 to 7; else six; with --start.")
    ] = None,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Show the facts of a repository, or start its defence.

    The files of the commit that is checked out are read; nothing is run, nothing is written to it, and no setting of the
    repository is obeyed. Facts alone: no score and no level follows from them. With --round the files are those that a
    take-home or a live build handed in, less what was given and left as it was.

    With --start a round begins in a new folder: five to seven questions that these facts raise, with file and line. Each
    answer is asked why twice, by 'mockint check' there; 'mockint submit' hands in.
    """
    if (path is None) == (handed_in is None):
        raise BadInputError(
            "Say what is to be defended: one of PATH and --round ROUND.", "For example: mockint defend ."
        )
    if start:
        _start(path or str(handed_in), directory, mode, minutes, questions, as_json=as_json, home=home)
        return
    if directory is not None or minutes is not None or questions is not None or mode is not Mode.PRACTICE:
        raise BadInputError(
            "--dir, --mode, --minutes and --questions go with --start.", "Add --start, or leave them out."
        )
    from mockint.app import defending
    from mockint.app.defend_text import lines

    with progress_told() as told:
        told("Reading the files ...")
        facts = _facts_of_round(handed_in, home) if path is None else defending.look(path, SystemClock())

    def text(console: Console) -> None:
        for line in lines(facts):
            console.print(line, markup=False, style="bold" if line and not line.startswith(" ") else None)

    tell(as_json, defending.document(facts), text)


def _facts_of_round(named: str | None, home: Path | None) -> Facts:
    from mockint.app import defence_material
    from mockint.app import history as histories

    with opened(home) as services:
        return defence_material.of_round(services, histories.find_round(services, str(named))).facts


def _start(
    what: Path | str,
    directory: Path | None,
    mode: Mode,
    minutes: int | None,
    questions: int | None,
    *,
    as_json: bool,
    home: Path | None,
) -> None:
    from mockint.app import folder as folders
    from mockint.app import history as histories
    from mockint.app.defence_round import Defence, start_defence

    with opened(home) as services, progress_told() as told:
        told("Reading the files ...")
        of = what if isinstance(what, Path) else histories.find_round(services, what)
        folder, record = start_defence(services, Defence(of, mode, minutes, questions), directory)
    document = folders.started_document(record, folder)

    def text(console: Console) -> None:
        console.print(f"Round {record.id} has started: {record.planned_s / 60:g} minutes, {record.mode.value}.")
        console.print(f"Its folder is {folder.path}. It has a folder for each question:", markup=False)
        for item in document["items"]:
            console.print(f"  {Path(item['dir']).name}", markup=False)
        console.print(f"Read {folders.BRIEF} in each and write in answer.md there.", markup=False)
        console.print("'mockint check' asks why about what is written, twice at most; 'mockint submit' hands in.")

    tell(as_json, document, text)
