"""The options that every command takes, and what every command does around its own work."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from mockint.app.services import Services, make_services

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output and nothing else.")]
HomeOption = Annotated[
    Path | None, typer.Option("--home", help="The folder that holds everything of one user (else MOCKINT_HOME).")
]


@contextmanager
def opened(home: Path | None) -> Iterator[Services]:
    """The services of one command, closed in any case: journals flushed, workers gone."""
    services = make_services(home)
    try:
        yield services
    finally:
        services.close()


def tell(as_json: bool, document: Any, text: Callable[[Console], None]) -> None:
    """Print the answer: the document as JSON, or what `text` writes to the console."""
    if as_json:
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    else:
        text(Console(soft_wrap=True, highlight=False))
    sys.stdout.flush()
