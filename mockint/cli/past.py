"""What is done with rounds that were taken: two compared, one deleted."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from mockint.app import history as histories
from mockint.cli.options import AsJson, HomeOption, opened, tell
from mockint.errors import BadInputError

_Part = "A round's id, or its beginning; ROUND/2 for the second question of several."


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("compare")(compare)
    app.command("delete")(delete)


def compare(
    left: Annotated[str, typer.Argument(metavar="ROUND", help=_Part)],
    right: Annotated[str, typer.Argument(metavar="ROUND", help=_Part)],
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Set two rounds side by side.

    Levels, what was measured, time, and of the same question how code and answers differ.
    """
    from mockint.app.compare import as_text
    from mockint.app.compare import compare as compared

    with opened(home) as services:
        document = compared(services, left, right)
    tell(as_json, document, lambda console: _print_lines(console, as_text(document)))


def delete(
    round_id: Annotated[str, typer.Argument(metavar="ROUND", help="A round's id, or the beginning of one.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Delete a round for good.

    Its answers, journal and grades cannot be brought back. A folder that you worked in is yours and stays, and so do
    copies made by 'mockint db backup'.
    """
    with opened(home) as services:
        found = histories.to_delete(services, round_id)
        if not (yes or as_json) and not typer.confirm(f"Delete {found.words} for good?", err=True):
            raise BadInputError("The round was not deleted.")
        document = histories.delete(services, found.round_id)
    tell(as_json, document, lambda console: _print_lines(console, histories.deleted_words(document)))


def _print_lines(console: Console, lines: list[str]) -> None:
    for line in lines:
        console.print(line, markup=False)
