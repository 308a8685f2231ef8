"""Where the program starts: the window without a command, else the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_INTERRUPTED = 130


class _Start(NamedTuple):
    """What the arguments ask for; `home` is None where none was named."""

    window: bool
    home: Path | None


def main() -> int:
    """Run mockint; the dispatch reads the arguments by itself, so that the window need not wait for the commands."""
    arguments = sys.argv[1:]
    start = _read(arguments)
    if not start.window:
        try:
            from mockint.cli.main import main as run_command

            return run_command(arguments)
        except KeyboardInterrupt:  # while the commands are still being imported
            return _INTERRUPTED
    from mockint.paths import find_home
    from ui.main import run

    return run(find_home(start.home))


def _read(arguments: Sequence[str]) -> _Start:
    if not arguments:
        return _Start(window=True, home=None)
    if len(arguments) == 2 and arguments[0] == "--home":
        return _Start(window=True, home=Path(arguments[1]))
    if len(arguments) == 1 and arguments[0].startswith("--home="):
        return _Start(window=True, home=Path(arguments[0].partition("=")[2]))
    return _Start(window=False, home=None)


if __name__ == "__main__":
    sys.exit(main())
