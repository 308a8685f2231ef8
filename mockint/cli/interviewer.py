"""``mockint interviewer check``: how the interviewer keeps to its contract."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from mockint.cli.options import AsJson, HomeOption, opened, progress_told, tell

group = typer.Typer(help="The interviewer.", no_args_is_help=True, rich_markup_mode=None)


@group.callback()
def interviewer() -> None:
    """The interviewer."""


@group.command("check")
def check(
    model: Annotated[bool, typer.Option("--model", help="Let the model of your settings speak.")] = False,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Play simulated candidates against the interviewer.

    Counts the turns that broke a rule, as you would see them, and how many clarifying questions got the right fact.
    """
    from mockint.app.interviewer_check import check_interviewer
    from mockint.app.interviewing import interviewer_client

    with opened(home) as services, progress_told() as told:
        found = check_interviewer(services, interviewer_client(services) if model else None, told)
    document = found.as_json()

    def text(console: Console) -> None:
        console.print(f"{found.turns} turns, {found.broken.total()} broken rules", style="bold")
        for rule, count in document["broken"].items():
            console.print(f"  {count:>5}  {rule.replace('_', ' ')}")
        if model:
            console.print(f"{found.written} turns written by the model, {found.scripted} said by the script instead")
        asked = document["clarifying"]
        console.print(
            f"{asked['asked']} clarifying questions, {asked['with_fact']} with a fact that answers: "
            f"{asked['right']:.0%} of these got it; of all {asked['assume']:.0%} got an honest 'assume', "
            f"{asked['wrong']:.0%} a wrong fact"
        )

    tell(as_json, document, text)
