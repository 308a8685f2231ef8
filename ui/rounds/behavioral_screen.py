"""The screen of a behavioral question, from the first word to the reveal."""

from __future__ import annotations

from mockint.domain.user_story import STORY, UserStory
from mockint.rounds.behavioral import ANSWER
from ui.pages.page import Tools
from ui.rounds.behavioral_work import BehavioralWork
from ui.rounds.prose_screen import ProseScreen
from ui.rounds.prose_work import make_header
from ui.rounds.round_controller import RoundController
from ui.rounds.story_picker import StoryPicker

_KIND = "Behavioral"


def make_behavioral_work(tools: Tools, controller: RoundController) -> BehavioralWork:
    """The page to write on; apart from the rest, since it takes a turn of the event loop of its own to make."""
    return BehavioralWork(tools, make_header(tools, controller, _KIND), controller.desk.question.prompt)


class BehavioralScreen(ProseScreen):
    """Answer, predict, reveal."""

    work: BehavioralWork

    def __init__(self, tools: Tools, controller: RoundController, work: BehavioralWork) -> None:
        super().__init__(tools, controller, work, _KIND)
        self.add_action(f"Go to the {ANSWER}", "Alt+4", work.focus_editor)
        self.story = StoryPicker()
        self.story.picked.connect(self._story_picked)
        work.story_place.addWidget(self.story)
        self._tools = tools
        self.offer_stories()

    def offer_stories(self) -> None:
        """Offer the stories of the bank, once they are read; a round goes on without them where they cannot be."""

        def offer(stories: tuple[UserStory, ...]) -> None:
            self.story.offer(stories, self._document(STORY))

        self._tools.tasks.store(lambda services: services.stories().stories(), self, offer)

    def _story_picked(self, text: str) -> None:
        if self.is_working and self._controller.is_running:
            self._controller.edit(STORY, text)
        else:
            self.offer_stories()
