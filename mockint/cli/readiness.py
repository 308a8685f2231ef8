"""``mockint readiness``: how ready the user is, by skill and by round, and what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mockint.app import outlook as app_outlook
from mockint.app import readiness as app_readiness
from mockint.app.expectations import calibration_document, calibration_words, how_good
from mockint.app.targets import TargetBook, read_posting_file
from mockint.cli.options import AsJson, HomeOption, opened, print_columns, tell
from mockint.cli.targets import print_reading
from mockint.readiness.estimate import Estimate


def register(app: typer.Typer) -> None:
    """Add this file's command."""
    app.command("readiness")(readiness)


def readiness(
    posting: Annotated[Path | None, typer.Option(help="File with a posting that is to weigh the skills.")] = None,
    minutes: Annotated[
        int | None, typer.Option("--minutes-a-week", help="Time for rounds in a week, for the plan; else your setting.")
    ] = None,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Tell how ready you are, and what to do next.

    A level is on the scale of 1 to 4, where 3 is Hire; the true one lies in its interval four times out of five.
    'Too few rounds' stands where fewer than three graded rounds showed a skill, or the interval is too wide.
    """
    text_of_posting = None if posting is None else read_posting_file(posting)
    with opened(home) as services:
        reading = None if text_of_posting is None else TargetBook(services).read(text_of_posting)
        found, outlook = app_outlook.read(services, reading, minutes)
        predictions = how_good(services)

    def text(console: Console) -> None:
        _print_aim(console, found)
        for title, estimates in (("Skill", found.skills), ("Round", found.rounds)):
            rows = [(name, *_told(one)) for name, one in estimates.items()]
            print_columns(console, (title, "Level", "80 % interval", "At the bar", "Graded rounds"), rows, keep=1)
            console.print()
        if found.loop is not None and all(found.rounds[kind].enough for kind in found.loop_kinds):
            console.print(f"Chance that every round of a loop is at the bar: {_percent(found.loop)}.")
        elif found.loop is not None:
            console.print("Too few rounds to tell the chance of a whole loop.")
        if found.next is not None:
            console.print(f"Next: {found.next.entry.ref}, {found.next.entry.minutes} min.", style="bold", markup=False)
            console.print(found.next.reason, markup=False)
        _print_outlook(console, outlook)
        for sentence in calibration_words(*predictions):
            console.print(sentence, markup=False)

    more = app_outlook.outlook_document(outlook) | {"predictions": calibration_document(*predictions)}
    tell(as_json, app_readiness.document(found) | more, text)


def _print_outlook(console: Console, outlook: app_outlook.Outlook) -> None:
    console.print()
    if outlook.until is not None:
        console.print(
            f"To {outlook.until}, in {outlook.days} days (chance to be at the bar, 80 % interval):", markup=False
        )
        for name, one in (("whole loop", outlook.loop), *outlook.rounds.items()):
            if one is not None:
                console.print(f"  {name}: {app_outlook.forecast_words(one)}.", markup=False)
    if outlook.note:
        console.print(outlook.note, markup=False)
    console.print(f"Plan, {outlook.minutes_a_week} minutes a week:", style="bold", markup=False)
    for week in outlook.weeks:
        rounds = ", ".join(f"{one.offer.candidate.name} ({one.offer.minutes} min)" for one in week.rounds)
        console.print(f"  {week.first} to {week.last}: {rounds or 'no round fits'}", markup=False)
    if outlook.plan_note:
        console.print(outlook.plan_note, markup=False)
    for said in outlook.gaps:
        gap, question = said.heard.gap, "" if said.entry is None else f" Next round for it: {said.entry.ref}."
        console.print(f"{said.company} said '{said.heard.quote}': {gap.heard}. {gap.closes}{question}", markup=False)


def _print_aim(console: Console, found: app_readiness.Readiness) -> None:
    aim = found.aim
    if aim.target is not None:
        left = "" if aim.days_left is None else f" Days left: {aim.days_left}."
        console.print(f"For {aim.target.company}, {aim.level.value}: the bar is {aim.bar:g}.{left}", markup=False)
    if aim.posting is not None:
        console.print("The posting asks for:")
        print_reading(console, aim.posting)
    if aim.target is not None or aim.posting is not None:
        console.print()


def _told(one: Estimate) -> tuple[str, str, str, str]:
    """Without enough behind it a level is not told."""
    if not one.enough:
        return ("Too few rounds", f"{one.low:.1f} to {one.high:.1f}", "", str(one.observations))
    return (f"{one.level:.1f}", f"{one.low:.1f} to {one.high:.1f}", _percent(one.chance), str(one.observations))


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
