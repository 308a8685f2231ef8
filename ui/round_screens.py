"""Which screen a round gets, by its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.application import WindowApp


def open_round(running: WindowApp, round_id: str) -> None:
    """Open the screen of a round in the window."""
    running.window.banners.tell(
        "info", f"The round is kept. Go on with it from the command line: mockint resume {round_id}", key="round"
    )
