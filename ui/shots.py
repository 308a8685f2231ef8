"""Pictures of every screen, light and dark, at two sizes: what one looks at before a screen is called done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from ui.rail import PLACES

if TYPE_CHECKING:
    from ui.application import WindowApp

SIZES = ((1280, 800), (1920, 1080))
THEMES = ("light", "dark")
_PATIENCE_MS = 10_000


class Scene(NamedTuple):
    """A screen to be pictured.

    Attributes:
        name: First part of the file names.
        show: Brings the window there.
        ready: Whether it has come to rest.
    """

    name: str
    show: Callable[[WindowApp], None]
    ready: Callable[[WindowApp], bool] = lambda _: True


def _place(name: str) -> Scene:
    return Scene(name, lambda running: running.window.go_to(name))


def _open_palette(running: WindowApp) -> None:
    running.window.go_to("practice")
    running.window.open_palette()


PLACE_SCENES: tuple[Scene, ...] = tuple(_place(place.name) for place in PLACES)
PALETTE_SCENE = Scene("palette", _open_palette)


def take_shots(
    running: WindowApp, folder: Path, scenes: Sequence[Scene] = (*PLACE_SCENES, PALETTE_SCENE), prefix: str = ""
) -> list[Path]:
    """Picture scenes of a window that is shown.

    Args:
        running: The window, with whatever services the caller gave it.
        folder: Where the pictures go; made where it is missing.
        scenes: What to picture, in order.
        prefix: Put before each name, for a second state of the same screens (``empty-``).

    Returns:
        The files, named ``PREFIX SCENE-THEME-WIDTHxHEIGHT.png``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    before = running.theme.choice
    for theme in THEMES:
        running.theme.choose(theme)  # type: ignore[arg-type]
        for width, height in SIZES:
            running.window.resize(width, height)
            for scene in scenes:
                scene.show(running)
                _rest(running, scene)
                QCoreApplication.sendPostedEvents()  # what was shown last is laid out
                path = folder / f"{prefix}{scene.name}-{theme}-{width}x{height}.png"
                running.window.grab().save(str(path))
                running.window.close_palette()
                written.append(path)
    running.theme.choose(before)
    return written


def _rest(running: WindowApp, scene: Scene) -> None:
    """Let the window come to rest. A loop of its own is right here: this is a tool at the outermost level."""
    loop = QEventLoop()
    asked = [0]

    def look() -> None:
        asked[0] += 1
        # Twice idle and ready: what one answer sets off has then been answered as well.
        if (scene.ready(running) and running.idle() and asked[0] > 2) or asked[0] * 20 > _PATIENCE_MS:
            loop.quit()

    timer = QTimer()
    timer.setInterval(20)
    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()
