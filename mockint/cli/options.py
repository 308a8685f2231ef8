"""The options that every command takes, and what every command does around its own work."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.cells import cell_len, set_cell_size
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


@contextmanager
def progress_told() -> Iterator[Callable[[str], None]]:
    """A place for words on what is under way: one line on standard error where that is a terminal, wiped at the end."""
    shown = sys.stderr.isatty()

    def told(words: str) -> None:
        if shown:
            sys.stderr.write(f"\r\033[K{words}")
            sys.stderr.flush()

    try:
        yield told
    finally:
        told("")


def print_columns(console: Console, titles: Sequence[str], rows: Sequence[Sequence[str]], keep: int) -> None:
    """Print aligned columns, none of them ever cut.

    In a terminal that is too narrow columns are left out from the right, but never the first `keep`; elsewhere all are
    there, at least two spaces apart.
    """
    lines = [titles, *rows]
    widths = [max(cell_len(line[at]) for line in lines) for at in range(len(titles))]
    count = len(titles)
    while console.is_terminal and count > keep and sum(widths[:count]) + 2 * (count - 1) > console.width:
        count -= 1
    for number, line in enumerate(lines):
        cells = [set_cell_size(text, width) for text, width in zip(line[:count], widths, strict=False)]
        console.print("  ".join(cells).rstrip(), markup=False, style=None if number else "bold")
