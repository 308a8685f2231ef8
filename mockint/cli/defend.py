"""``mockint defend``: the facts of a repository, as somebody reads them who is about to ask why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mockint.cli.options import AsJson, HomeOption, progress_told, tell
from mockint.clock import SystemClock


def register(app: typer.Typer) -> None:
    """Add this file's command."""
    app.command("defend")(defend)


def defend(
    path: Annotated[Path, typer.Argument(help="The folder of a git repository, or a bare one.")],
    as_json: AsJson = False,
    home: HomeOption = None,  # noqa: ARG001 - every command takes it; this one keeps nothing
) -> None:
    """Show the facts of a git repository, and no score.

    The files of the commit that is checked out are read; nothing is run, nothing is written, and no setting of the
    repository is obeyed. Facts alone: no score and no level follows from them.
    """
    from mockint.app import defending
    from mockint.cli.defend_text import lines

    with progress_told() as told:
        told("Reading the repository ...")
        facts = defending.look(path, SystemClock())

    def text(console: Console) -> None:
        for line in lines(facts):
            console.print(line, markup=False, style="bold" if line and not line.startswith(" ") else None)

    tell(as_json, defending.document(facts), text)
