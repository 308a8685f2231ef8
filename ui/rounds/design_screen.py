"""The screen of a system design round, from the first requirement to the reveal."""

from __future__ import annotations

from functools import partial

from mockint.rounds.system_design import AFTER_CHANGE, DIAGRAM
from ui.messages import Action
from ui.pages.page import Tools
from ui.rounds.design_work import DIAGRAM_TAB, ESTIMATES_TAB, NOTEBOOK_TAB, DesignWork
from ui.rounds.prose_screen import ProseScreen
from ui.rounds.prose_work import make_header
from ui.rounds.round_controller import RoundController

_KIND = "AI system design"


def make_design_work(tools: Tools, controller: RoundController) -> DesignWork:
    """The page to design on; apart from the rest, since it takes a turn of the event loop of its own to make."""
    return DesignWork(tools, make_header(tools, controller, _KIND))


class DesignScreen(ProseScreen):
    """Notebook, diagram and estimates; then predict and reveal."""

    work: DesignWork

    def __init__(self, tools: Tools, controller: RoundController, work: DesignWork) -> None:
        super().__init__(tools, controller, work, _KIND)
        for tab, name in ((NOTEBOOK_TAB, "notebook"), (DIAGRAM_TAB, "diagram"), (ESTIMATES_TAB, "estimates")):
            self.add_action(f"Go to the {name}", f"Alt+{tab + 4}", partial(work.go_to, tab))
        self.add_action("Go to the change of plan", "Alt+7", work.go_to_change)
        self.add_action("Preview the notebook", "Ctrl+Shift+P", self._preview)

    def load(self) -> None:
        """Show the round as its journal has it; to be called once, before `begin`."""
        diagram = self.work.diagram
        diagram.refused.connect(self._tell_not_drawn)
        diagram.load(self._document(DIAGRAM))
        diagram.edited.connect(partial(self._edited, DIAGRAM))
        self.display.plan_changed.connect(self._offer_to_answer)
        super().load()

    def _preview(self) -> None:
        self.work.tabs.setCurrentIndex(NOTEBOOK_TAB)
        self.work.notebook.toggle_preview()

    def _offer_to_answer(self) -> None:
        """Say with the change of plan where it is answered."""
        words = f"A change of plan: {self.work.brief.curveball.text()}"
        go = Action(f"Write under '{AFTER_CHANGE}'", self.work.go_to_change)
        self.work.banners.tell("info", words, go, key="curveball")

    def _tell_not_drawn(self, fault: str) -> None:
        self.work.banners.tell("warn", f"{fault} It is kept as it is: mend it as text, or start anew.", key="diagram")
