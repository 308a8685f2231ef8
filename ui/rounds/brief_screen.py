"""The screen of a take-home: that of a build, with stories to check and nothing asked before it is handed in."""

from __future__ import annotations

from ui.rounds.brief_controller import BriefController
from ui.rounds.build_screen import BuildScreen
from ui.rounds.check_rows import BRIEF_WORDS


class BriefScreen(BuildScreen):
    """Work, predict, reveal; each is a page of this stack."""

    later = ("interviewer", "leave", "predict", "debrief")
    words = BRIEF_WORDS
    first_file = "candidate/__main__.py"
    _controller: BriefController

    def close_work(self) -> None:
        """Nothing comes before handing in; the defence is a round of its own."""
        self.when_written(self.hand_in)
