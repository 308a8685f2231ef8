"""Opens the replay of a round in the window, and the new round that is begun in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from mockint.domain.changes import Changes
from mockint.domain.ids import RoundId

if TYPE_CHECKING:
    from mockint.app.replaying import Played
    from mockint.app.services import Services
    from mockint.domain.round import Round
    from mockint.errors import KnownError
    from ui.main_window import MainWindow
    from ui.pages.page import Tools


class Wanted(NamedTuple):
    """What is to be looked at.

    Attributes:
        item: Position of the question.
        quote: Words whose moment is looked for; empty for the beginning of the round.
    """

    item: int = 0
    quote: str = ""


class Replays(QObject):
    """Reads a round on a lane and gives the window to its replay.

    Args:
        services: The core's services, open.
        open_round: Opens a round on its own screen.
        refused: Tells a fault.
    """

    def __init__(
        self,
        tools: Tools,
        services: Services,
        window: MainWindow,
        open_round: Callable[[str], None],
        refused: Callable[[KnownError], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._tools = tools
        self._services = services
        self._window = window
        self._open_round = open_round
        self._refused = refused

    def open(self, round_id: str, wanted: Wanted = Wanted(), back: Callable[[], None] | None = None) -> None:  # noqa: B008
        """Show a round from its beginning, or from the moment in which a quote was written.

        Args:
            round_id: The round.
            wanted: What is to be looked at.
            back: Where to go afterwards; None for the place one came from.
        """
        services = self._services

        def read() -> tuple[Played, int | None]:
            from mockint.app import replaying

            played = replaying.play(services, RoundId(round_id))
            found = replaying.quoted_ms(played, wanted.item, wanted.quote) if wanted.quote else 0
            return played, found

        self._tools.tasks.remote(read, self, partial(self._show, back or self._window.close_round), self._refused)

    def _show(self, back: Callable[[], None], found: tuple[Played, int | None]) -> None:
        from ui.replay.screen import ReplayScreen

        played, t_ms = found
        screen = ReplayScreen(self._tools.theme, played)
        screen.closed.connect(back)
        screen.rewind_wanted.connect(partial(self._rewind, played.records[0].round.id))
        self._window.open_round(screen, "Replay")
        if t_ms is None:
            screen.tell("The moment of this quote is not in the journal, so the replay begins at the start.")
        else:
            screen.go_to(t_ms)

    def _rewind(self, round_id: RoundId, at_s: float) -> None:
        from mockint.app.rewinding import rewind_for_window

        def made(record: Round) -> None:
            self._tools.hub.announce(Changes(rounds=True))
            self._window.close_round()
            self._open_round(record.id)

        self._tools.tasks.remote(lambda: rewind_for_window(self._services, round_id, at_s), self, made, self._refused)
