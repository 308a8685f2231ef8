"""Opens the window: paints the frame first, and brings in everything else after that."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from mockint.paths import Home, find_home
from ui.imports import hook_kept_to_qt

if TYPE_CHECKING:
    from PySide6.QtCore import QtMsgType

    from ui.services_port import Boot

NO_WINDOW, INTERRUPTED = 3, 130
"""Exit codes where a window cannot be shown, and where Ctrl+C closed it."""

_THRESHOLDS = (5_000, 20, 100)
_HEADLESS = "every round also runs from the command line: mockint list, mockint start"


def run(home: Home | None = None, boot: Boot | None = None) -> int:
    """Show the window until it is closed.

    Args:
        home: Where the user's files are; found by itself where it is None.
        boot: Makes the services; mockint's own where it is None.

    Returns:
        The exit code: 0, or 3 where no window can be shown.
    """
    gc.disable()  # collecting while modules load finds nothing and takes a tenth of the start; see collect_again
    trouble = display_trouble(sys.platform, os.environ)
    if trouble:
        return _refuse(trouble)
    try:
        with hook_kept_to_qt():
            from PySide6 import QtWidgets  # noqa: F401 - to see whether it can be loaded
        from PySide6.QtCore import qInstallMessageHandler
    except ImportError as fault:
        return _refuse(f"Qt cannot be loaded ({fault}); install the library it names")
    from ui.application import open_window

    # Qt aborts the process where its platform plugin cannot start; the reason belongs on one line instead.
    qInstallMessageHandler(_say_fatal)
    opened = open_window(sys.argv[:1], home or find_home(), boot)
    qInstallMessageHandler(None)
    opened.settled.connect(collect_again)
    code = opened.application.exec()
    opened.close()
    return INTERRUPTED if opened.interrupted else code


def collect_again() -> None:
    """What the start made stays for good, so later collections need not look at it and are short.

    Whole collections hold every thread up, the longer the more there is; with these thresholds they come some hundred
    times less often than by default, and the young generations, which catch nearly everything, about as cheaply.
    """
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
    gc.enable()


def display_trouble(platform: str, environment: os._Environ[str] | dict[str, str]) -> str:
    """Why no window can be shown; empty where one can."""
    if platform != "linux" or environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        return ""
    chosen = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if chosen and chosen not in {"xcb", "wayland", "wayland-egl"}:
        return ""
    return "there is no display: run it in a desktop session, over ssh -X, or under xvfb-run"


def _refuse(trouble: str) -> int:
    sys.stderr.write(f"mockint: {trouble}; {_HEADLESS}\n")
    return NO_WINDOW


def _say_fatal(kind: QtMsgType, context: object, message: str) -> None:  # noqa: ARG001 - Qt's signature
    from PySide6.QtCore import QtMsgType

    if kind == QtMsgType.QtFatalMsg:
        _refuse(" ".join(message.split()))
        sys.stderr.flush()
        os._exit(NO_WINDOW)
