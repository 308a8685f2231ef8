"""Starts the program at its real entry point, with a driver that works in its window by itself.

``python -m tests.helpers.driven DRIVER HOME ...``: a driver is a neighbour of this file with a function ``driver`` that takes
the other arguments and gives what is to be done with the window once it is open.
"""

from __future__ import annotations

import runpy
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ui.imports import hook_kept_to_qt

if TYPE_CHECKING:
    from ui.application import WindowApp


def main(driver: str, home: str, *arguments: str) -> None:
    """Run mockint on a home until it ends."""
    with hook_kept_to_qt():
        import_module("PySide6.QtCore")  # as the program does it first, and before the driver's own imports of Qt
    drive = import_module(f"tests.helpers.{driver}").driver(*arguments)
    import ui.application

    open_window = ui.application.open_window

    def opened(*given: Any, **more: Any) -> WindowApp:
        running = open_window(*given, **more)
        drive(running)
        return running

    ui.application.open_window = opened  # type: ignore[assignment]
    sys.argv = ["mockint", "--home", home]
    runpy.run_module("mockint", run_name="__main__")


if __name__ == "__main__":
    main(*sys.argv[1:])
