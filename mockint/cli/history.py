"""The list of rounds on the command line."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mockint.app import history as histories
from mockint.cli.options import AsJson, HomeOption, opened, print_columns, tell
from mockint.domain.round import RoundState
from mockint.domain.verdict import VerdictWord
from mockint.domain.wanted import Wanted
from mockint.errors import BadInputError

_DAY = ["%Y-%m-%d"]


class _Verdict(StrEnum):
    """The hire words that one can ask for."""

    STRONG_HIRE = VerdictWord.STRONG_HIRE.value
    HIRE = VerdictWord.HIRE.value
    NO_HIRE = VerdictWord.NO_HIRE.value
    STRONG_NO_HIRE = VerdictWord.STRONG_NO_HIRE.value


def register(app: typer.Typer) -> None:
    """Add this file's command."""
    app.command("history")(history)


def history(
    search: Annotated[
        str | None, typer.Option("--search", help="Only rounds whose question or answer holds these words.")
    ] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Only this kind of round; can be given again.")] = None,
    state: Annotated[
        list[RoundState] | None, typer.Option(help="Only rounds in this state; can be given again.")
    ] = None,
    verdict: Annotated[
        list[_Verdict] | None, typer.Option(help="Only rounds with this verdict; can be given again.")
    ] = None,
    graded: Annotated[
        bool | None, typer.Option("--graded/--ungraded", help="Only rounds that have a verdict, or that have none.")
    ] = None,
    question: Annotated[str, typer.Option(help="Only rounds on this question, such as coding/token-bucket.")] = "",
    since: Annotated[datetime | None, typer.Option(formats=_DAY, help="Only rounds made on this day or later.")] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=_DAY, help="Only rounds made on this day or earlier.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many; without it, all.")] = None,
    patterns: Annotated[
        bool,
        typer.Option(
            "--patterns", help="What the newest of them (200, or --limit) have in common, and how levels change."
        ),
    ] = False,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """List past and open rounds, newest first."""
    wanted = Wanted(
        search=search or "",
        kinds=tuple(kind) if kind else None,
        states=tuple(state) if state else None,
        verdicts=tuple(verdict) if verdict else None,
        graded=graded,
        question=question,
        since=None if since is None else _begin(since),
        until=None if until is None else _begin(until, days=1),
    )
    if patterns:
        _tell_patterns(wanted, limit, as_json=as_json, home=home)
        return
    with opened(home) as services:
        found = histories.lines(services, wanted, limit=limit)
        documents = [histories.line_document(line) for line in found.rounds]

    def text(console: Console) -> None:
        if not documents and wanted == Wanted():
            console.print("No rounds yet. 'mockint list' shows the questions, 'mockint start QUESTION' starts one.")
            return
        if not documents:
            console.print("No round answers to that. 'mockint history' lists them all.")
            return
        rows = [
            (
                line["round"][:8],
                line["question"],
                line["outcome"] or line["state"],
                (line["started"] or "")[:16].replace("T", " "),
                line["state"],
            )
            for line in documents
        ]
        print_columns(console, ("Round", "Question", "Outcome", "Started (UTC)", "State"), rows, keep=3)
        if len(rows) < found.total:
            console.print(f"{found.total - len(rows)} more: leave out --limit to see them.")

    tell(as_json, documents, text)


def _tell_patterns(wanted: Wanted, limit: int | None, *, as_json: bool, home: Path | None) -> None:
    from mockint.app import patterns
    from mockint.app.past import LAST

    with opened(home) as services:
        document = patterns.document(services, LAST if limit is None else limit, wanted)

    def text(console: Console) -> None:
        for line in patterns.as_text(document):
            console.print(line, markup=False)

    tell(as_json, document, text)


def _begin(day: datetime, days: int = 0) -> datetime:
    """The moment at which a day, or one some days later, begins where the user is."""
    try:
        return (day + timedelta(days=days)).astimezone()
    except (OverflowError, OSError, ValueError) as fault:
        raise BadInputError(f"{day:%Y-%m-%d} is out of reach.", "Give a day of this century.") from fault
