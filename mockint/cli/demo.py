"""``mockint demo``: look around in a history that is not yours."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import typer

from mockint.cli.options import AsJson, HomeOption, tell
from mockint.clock import SystemClock
from mockint.errors import BadInputError


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("demo")(demo)


def demo(as_json: AsJson = False, home: HomeOption = None) -> None:
    """Open a temporary home with a demo history.

    With --json it is made and named, and no window opens.
    """
    from mockint.app.demo import make_demo

    if home is not None and home.exists() and any(home.iterdir()):
        raise BadInputError(f"{home} is not empty.", "Name a new folder, or leave --home out for a temporary one.")
    folder = home.absolute() if home is not None else Path(tempfile.mkdtemp(prefix="mockint-demo-"))
    made = make_demo(folder, SystemClock(), lambda words: typer.echo(words, err=True))
    document = {"home": str(folder), "rounds": list(made), "demo": True}
    if as_json:
        tell(as_json, document, lambda _: None)
        return
    typer.echo(f"The demo's home is {folder}; delete it when you are done.")
    # A process of its own: the window starts without waiting for what the commands have loaded.
    raise typer.Exit(subprocess.call([sys.executable, "-m", "mockint", "--home", str(folder)]))
