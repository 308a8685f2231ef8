"""``mockint bank``: a question laid out, and everything that questions and packs promise, tried."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mockint.cli.options import AsJson, HomeOption, opened, progress_told, tell

group = typer.Typer(help="Questions and packs.", no_args_is_help=True, rich_markup_mode=None)


@group.callback()
def bank() -> None:
    """Questions and packs."""


@group.command("check")
def check(
    path: Annotated[Path | None, typer.Argument(help="A bank, a pack or one question; else the bundled bank.")] = None,
    allow_weak: Annotated[
        bool, typer.Option("--allow-weak", help="Run a pack's code also where the sandbox is not strong.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Run also what was clean before and has not changed since.")
    ] = False,
    seeds: Annotated[
        int, typer.Option("--seeds", min=1, max=5, help="Draws that a live build's programs are tried on.")
    ] = 5,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Try everything that the questions promise.

    Every problem is told with its file and key; exit 2 where there is one.
    """
    from mockint.app.bank_check import check_bank

    with opened(home) as services, progress_told() as told:
        found = check_bank(
            [path] if path is not None else [],
            services.pool,
            lambda question, done, total: told(f"{done}/{total} {question}"),
            allow_weak=allow_weak,
            seeds=seeds,
            cache=None if again else services.home.cache,
        )
    document = found.as_json()

    def text(console: Console) -> None:
        for problem in found.problems:
            console.print(problem.line(), markup=False)
        for slug, figures in document["coding"].items():
            console.print(
                f"{slug}: {figures['tests']} hidden tests, {figures['caught']} of {figures['mutants']} mutants caught"
            )
        for slug, scores in document["scores"].items():
            cheats = ", ".join(f"{name} {score:g}" for name, score in scores["cheats"].items())
            console.print(
                f"{slug}: reference {scores['reference']} (sd {scores['seeds_sd']}), naive {scores['naive']}; cheats: {cheats}",
                markup=False,
            )
        unchanged = f" ({found.unchanged} unchanged since they were found clean)" if found.unchanged else ""
        console.print(f"{found.questions} question(s){unchanged}, {len(found.problems)} problem(s)")

    tell(as_json, document, text)
    if found.problems:
        raise typer.Exit(2)


@group.command("new")
def new(
    question: Annotated[str, typer.Argument(metavar="KIND/SLUG", help="Such as coding/rate-limiter.")],
    bank_folder: Annotated[
        Path | None, typer.Option("--in", help="The bank or pack it is for; else ./question_bank, or this folder.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Lay out the folder of a new question.

    Each place that is to be written has a mark, and `check` tells those that are left.
    """
    import random

    from mockint.bank.skeleton import MARK, lay_out
    from mockint.domain.ids import new_id

    root = bank_folder or (Path("question_bank") if Path("question_bank").is_dir() else Path())
    folder = lay_out(question, root, new_id(random.SystemRandom()))

    def text(console: Console) -> None:
        console.print(f"Laid out in {folder}. Fill every place that says {MARK}, as often as you like followed by")
        console.print(f"  mockint bank check {folder}", markup=False)
        console.print("docs/authoring.md tells what belongs where.")

    tell(as_json, {"question": question, "folder": str(folder)}, text)
