"""What every command prints with: aligned columns that are never cut, and words on what is under way."""

from __future__ import annotations

import io
import sys

import pytest
from rich.console import Console

from mockint.cli.options import print_columns, progress_told

TITLES = ("Question", "Title", "Minutes")
ROWS = (("coding/a", "Short [red]", "45"), ("coding/much-longer", "A title of many words", "5"))


def printed(width: int, *, terminal: bool) -> list[str]:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, color_system=None, soft_wrap=True)
    print_columns(console, TITLES, ROWS, keep=2)
    return out.getvalue().splitlines()


def test_columns_are_aligned_and_whole_when_piped() -> None:
    assert printed(20, terminal=False) == [
        "Question            Title                  Minutes",
        "coding/a            Short [red]            45",
        "coding/much-longer  A title of many words  5",
    ]


@pytest.mark.parametrize(("width", "has_minutes"), [(80, True), (50, True), (49, False), (10, False)])
def test_a_narrow_terminal_leaves_columns_out_but_never_cuts(width: int, has_minutes: bool) -> None:
    lines = printed(width, terminal=True)
    assert ("Minutes" in lines[0]) is has_minutes
    assert lines[2].startswith("coding/much-longer  A title of many words")
    assert len(lines) == 3


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stream", [Terminal(), io.StringIO()])
def test_progress_is_told_on_a_terminal_alone_and_wiped(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    with progress_told() as told:
        told("Hidden tests")
    assert stream.getvalue() == ("\r\033[KHidden tests\r\033[K" if stream.isatty() else "")
