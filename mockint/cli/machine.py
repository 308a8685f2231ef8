"""``mockint doctor``: what this machine can do."""

from __future__ import annotations

import typer
from rich.console import Console

from mockint.cli.options import AsJson, HomeOption, opened, tell


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("doctor")(doctor)


def doctor(as_json: AsJson = False, home: HomeOption = None) -> None:
    """Try what a round needs on this machine.

    Python, Qt, display, editor, sandbox and history are tried; exit 2 where rounds cannot run.
    """
    from mockint.app.doctor import diagnose

    with opened(home) as services:
        document = diagnose(services).document

    def text(console: Console) -> None:
        console.print("Rounds can run." if document["ok"] else "Rounds cannot run yet.", style="bold")
        isolation = document["isolation"]
        console.print(f"Python {document['python']}, Qt {document['qt'] or 'not loaded'}, editor {document['editor']}")
        console.print(f"Display: {document['display'] or 'none'}")
        console.print(f"Isolation: {isolation['level'] or 'unknown'} ({', '.join(isolation['layers']) or 'no layers'})")
        console.print(f"History: {document['database']['path']}")
        for problem in document["problems"]:
            console.print(f"- {problem['what']} {problem['how']}")

    tell(as_json, document, text)
    if not document["ok"]:
        raise typer.Exit(2)
