"""What the screens of rounds of words share: documents that are typed, notes, and handing in."""

from __future__ import annotations

from functools import partial

from mockint.domain.round import RoundState
from mockint.rounds.kind import NOTES_PART
from ui.pages.page import Tools
from ui.rounds.brief_pane import BRIEF_TAB, HINTS_TAB, NOTES_TAB, RUBRIC_TAB
from ui.rounds.prose_work import ProseWork
from ui.rounds.round_controller import RoundController
from ui.rounds.round_display import RoundDisplay
from ui.rounds.round_screen import RoundScreen

NOTHING_YET = "Nothing is written yet. Submit once more to hand it in as it is."


class ProseScreen(RoundScreen):
    """Write, predict, reveal; nothing is run, so nothing is forecast but the levels."""

    forecast = None
    work: ProseWork

    def __init__(self, tools: Tools, controller: RoundController, work: ProseWork, kind: str) -> None:
        super().__init__(tools, controller, work, RoundDisplay(controller, work, work))
        self._is_warned = False
        self.setAccessibleName(f"{kind}: {controller.title}")
        self._add_actions()

    def load(self) -> None:
        """Show the round as its journal has it; to be called once, before `begin`."""
        work, controller = self.work, self._controller
        self.load_documents()
        for document, area in work.areas.items():
            area.edited.connect(partial(self._edited, document))
            area.cursor_moved.connect(partial(controller.move_cursor, document))
            area.refused.connect(work.tell)
        work.brief.notes_changed.connect(partial(controller.edit, NOTES_PART.name))
        work.submit_wanted.connect(self._submit)
        super().load()

    def load_documents(self) -> None:
        """Put in what is written to the question that is open, without telling anyone."""
        for document in self.work.areas:
            cursor = self._controller.story.cursors.get(document, 0)
            self.work.load(document, self._document(document), cursor, self._controller.desk.session.open_item)
        self.work.brief.set_notes(self._document(NOTES_PART.name))

    def _document(self, name: str) -> str:
        session = self._controller.desk.session
        planned = session.state is RoundState.PLANNED
        starts = self._controller.initial_documents() if planned else {}
        return starts.get(name, session.document(name))

    def _edited(self, document: str, text: str) -> None:
        self._is_warned = False
        self._controller.edit(document, text)

    def _add_actions(self) -> None:
        self.add_shared_actions()
        brief = self.work.brief
        self.add_action("Go on", "Ctrl+Return", self._primary)
        self.add_action("Submit", "Ctrl+Shift+Return", self._submit)
        for tab, name in ((BRIEF_TAB, "question"), (HINTS_TAB, "hints"), (NOTES_TAB, "notes")):
            self.add_action(f"Go to the {name}", f"Alt+{tab + 1}", partial(brief.focus_tab, tab))
        self.add_action("Go to the rubric", "Alt+8", partial(brief.focus_tab, RUBRIC_TAB))
        self.add_action("Back", "Escape", self._escape)

    def _primary(self) -> None:
        """Ctrl+Enter: go on where there is somewhere to go."""
        if self.shows("predict"):
            self.predict.reveal.click()

    def _submit(self) -> None:
        """Hand in; where an answer is empty only when it is asked for twice."""
        if self._is_over or not (self.is_working and self._controller.is_running):
            return
        missing = "" if self._is_warned else self.missing()
        if missing:
            self._is_warned = True
            self.work.tell(missing)
            return
        self.hand_in()

    def missing(self) -> str:
        """What is said before an empty answer is handed in; empty where there is something in each."""
        return NOTHING_YET if self.work.is_empty() else ""

    def _escape(self) -> None:
        if not self.escape_elsewhere():
            self.work.focus_editor()
