"""``mockint db``: copies of the history, and what state it is in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mockint.app import history as histories
from mockint.cli.options import AsJson, HomeOption, opened, tell

group = typer.Typer(help="The history's file.", no_args_is_help=True, rich_markup_mode=None)


@group.command("backup")
def backup(
    path: Annotated[Path | None, typer.Argument(help="The copy to write; else one in the home folder.")] = None,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Copy the history as it is now, also while the window is open."""
    with opened(home) as services:
        document = histories.backup(services, path)
    tell(as_json, document, lambda console: console.print(f"Copied to {document['path']}."))


@group.command("restore")
def restore(
    path: Annotated[Path, typer.Argument(help="A copy that 'mockint db backup' made.")],
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Put a copy in the history's place.

    What was there is kept beside it.
    """
    with opened(home) as services:
        document = histories.restore(services, path)
    tell(
        as_json, document, lambda console: console.print(f"Restored. The old history is {document['kept'] or 'none'}.")
    )


@group.command("export")
def export(
    path: Annotated[Path, typer.Argument(help="The JSON Lines file to write.")],
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Write the whole history as JSON Lines.

    Another machine or another database can import it.
    """
    with opened(home) as services:
        document = histories.export(services, path)
    tell(
        as_json,
        document,
        lambda console: console.print(f"{document['rounds']} round(s) written to {document['path']}."),
    )


@group.command("import")
def import_(
    path: Annotated[Path, typer.Argument(help="A file that 'mockint db export' wrote.")],
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Add the rounds of an exported history.

    What is there already is left as it is.
    """
    with opened(home) as services:
        document = histories.import_(services, path)
    tell(
        as_json,
        document,
        lambda console: console.print(f"{document['added']} round(s) added, {document['skipped']} there already."),
    )


@group.command("check")
def check(as_json: AsJson = False, home: HomeOption = None) -> None:
    """Say where the history lies and whether it is whole.

    Exit 2 where it is not.
    """
    with opened(home) as services:
        document = histories.check(services)
    tell(as_json, document, lambda console: console.print(f"{document['path']}: {document['integrity']}"))
    if document["integrity"] != "ok":
        raise typer.Exit(2)
