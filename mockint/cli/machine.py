"""``mockint doctor``: what this machine can do."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from mockint.cli.options import AsJson, HomeOption, opened, tell


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("doctor")(doctor)


def doctor(
    grader: Annotated[
        bool, typer.Option("--grader", help="Also send the grader's server a few small requests.")
    ] = False,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Try what a round needs on this machine.

    Python, Qt, display, editor, sandbox and history are tried; exit 2 where rounds cannot run.
    """
    from mockint.app.doctor import diagnose

    with opened(home) as services:
        document = diagnose(services, try_grader=grader).document

    def text(console: Console) -> None:
        console.print("Rounds can run." if document["ok"] else "Rounds cannot run yet.", style="bold")
        isolation = document["isolation"]
        console.print(f"Python {document['python']}, Qt {document['qt'] or 'not loaded'}, editor {document['editor']}")
        console.print(f"Display: {document['display'] or 'none'}")
        console.print(f"Isolation: {isolation['level'] or 'unknown'} ({', '.join(isolation['layers']) or 'no layers'})")
        console.print(f"History: {document['database']['path']}")
        judge = document["grader"]
        model = f" ({judge['model']} on {judge['host']})" if judge["model"] else ""
        console.print(f"Grader: {judge['grader']}{model}{'' if judge['configured'] else ', not configured'}")
        tried = (f"{check['name'].capitalize()}: {check['sentence']}" for check in judge["checks"])
        for line in (*judge["notes"], *tried):
            console.print(f"  {line}", markup=False)
        for problem in document["problems"]:
            console.print(f"- {problem['what']} {problem['how']}")

    tell(as_json, document, text)
    if not document["ok"]:
        raise typer.Exit(2)
