"""The screen of a behavioral round or a defence, of one question or several, from the first word to the reveal."""

from __future__ import annotations

from mockint.app.round_types import type_of
from mockint.domain.user_story import STORY, UserStory
from mockint.rounds.behavioral import ANSWER
from mockint.rounds.notices import TimeCheck
from mockint.rounds.take_home import TAKE_HOME
from ui import words
from ui.pages.page import Tools
from ui.rounds.behavioral_work import BehavioralWork
from ui.rounds.prose_screen import NOTHING_YET, ProseScreen
from ui.rounds.prose_work import make_header
from ui.rounds.round_controller import RoundController
from ui.rounds.round_screen import nothing
from ui.rounds.story_picker import StoryPicker


def make_behavioral_work(tools: Tools, controller: RoundController) -> BehavioralWork:
    """The page to write on; apart from the rest, since it takes a turn of the event loop of its own to make."""
    titles = [question.header.title for question in controller.desk.questions]
    kind = controller.desk.round.kind
    work = BehavioralWork(tools, make_header(tools, controller, words.kind(kind)), titles)
    if kind == TAKE_HOME:
        work.answer.setPlaceholderText("Say what it is, why it is so, and what you turned down; answer the whys below.")
    return work


class BehavioralScreen(ProseScreen):
    """Answer one question or go from one to another, predict for each, reveal."""

    work: BehavioralWork

    def __init__(self, tools: Tools, controller: RoundController, work: BehavioralWork) -> None:
        super().__init__(tools, controller, work, words.kind(controller.desk.round.kind))
        self.add_action(f"Go to the {ANSWER}", "Alt+4", work.focus_editor)
        self._count = len(controller.desk.questions)
        self._predicted_item = 0
        if self._count > 1:
            self.add_action("Go to the next question", "Ctrl+PgDown", lambda: self._turn(1))
            self.add_action("Go to the question before", "Ctrl+PgUp", lambda: self._turn(-1))
        self.story = StoryPicker()
        self.story.picked.connect(self._story_picked)
        work.story_place.addWidget(self.story)
        self._tools = tools
        self._stories: tuple[UserStory, ...] = ()
        self._takes_story = STORY in type_of(controller.desk.question).submitted_documents
        self.offer_stories()

    def load(self) -> None:
        """Show the round as its journal has it; to be called once, before `begin`."""
        super().load()
        questions, controller = self.work.questions, self._controller
        for position in range(self._count):
            questions.show_written(position, written=bool(controller.desk.session.document(ANSWER, position).strip()))
        questions.chosen.connect(self._go)
        controller.item_changed.connect(self._show_question)
        controller.time_checked.connect(self._show_share)
        self._show_place()
        self.work.header.set_plan(controller.desk.session.plan)

    def offer_stories(self) -> None:
        """Offer the stories of the bank, once they are read; a round goes on without them where they cannot be."""
        if not self._takes_story:
            return

        def offer(stories: tuple[UserStory, ...]) -> None:
            self._stories = stories
            self.story.offer(stories, self._document(STORY))

        self._tools.tasks.store(lambda services: services.stories().stories(), self, offer)

    def missing(self) -> str:
        """Which questions nothing is written to."""
        document = self._controller.desk.session.document
        numbers = [at + 1 for at in range(self._count) if not document(ANSWER, at).strip()]
        if len(numbers) == self._count:
            return NOTHING_YET
        *before, last = map(str, numbers or [0])
        which = f"Questions {', '.join(before)} and {last} have" if before else f"Question {last} has"
        return f"{which} no answer yet. Submit once more to hand in as it is." if numbers else ""

    @property
    def _open_item(self) -> int:
        return self._controller.desk.session.open_item

    def _story_picked(self, text: str) -> None:
        if self.is_working and self._controller.is_running:
            self._controller.edit(STORY, text)
        else:
            self.offer_stories()

    def _turn(self, by: int) -> None:
        """Go so many questions on, where one writes or where one reads the result."""
        if self.shows("debrief"):
            self.debrief.turn(by)
        else:
            self._go(self._open_item + by)

    def _go(self, position: int) -> None:
        """Go to another question; where that cannot be, the one that is open stays."""
        if self.is_working and 0 <= position < self._count:
            self.work.settle(nothing)
            self._controller.open_item(position)
        self.work.questions.show_open(self._open_item)

    def _show_question(self) -> None:
        """Show the question that is open now, with all that is written to it."""
        self.display.show_other_question()
        self.load_documents()
        if self._takes_story:
            self.story.offer(self._stories, self._document(STORY))
        self._show_place()
        self.work.focus_editor()

    def _show_place(self) -> None:
        self.work.questions.show_open(self._open_item)
        self.work.show_wanted(self._controller.desk.question.prompt)

    def _show_share(self, _: TimeCheck) -> None:
        if self._count > 1:
            session = self._controller.desk.session
            self.work.questions.show_time(session.spent_s(), session.shares_s[session.open_item])

    def _edited(self, document: str, text: str) -> None:
        super()._edited(document, text)
        self.work.questions.show_written(self._open_item, written=bool(text.strip()))

    # The forecast, one question after another

    def _handed_in(self) -> None:
        super()._handed_in()
        if self._count > 1:
            self._ask_about(0)

    def _ask_about(self, position: int) -> None:
        self._predicted_item = position
        desk = self._controller.desk
        name = f"Question {position + 1} of {self._count}, {desk.questions[position].header.title}"
        self.predict.ask_about(name, desk.rubrics[position].criteria, is_last=position == self._count - 1)
        self.predict.take_focus()

    def _predicted(self, share: float | None, levels: dict[str, int]) -> None:
        self._controller.predict(share, levels, self._predicted_item)
        if self._predicted_item + 1 < self._count:
            self._ask_about(self._predicted_item + 1)
        else:
            self._reveal()
