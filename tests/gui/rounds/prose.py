"""What rounds of words have in common for who plays them: the way in from the list, and the way out."""

from __future__ import annotations

from typing import TypeVar

from tests.gui.rounds.conftest import User
from ui.pages.practice import PracticePage
from ui.rounds.prose_screen import ProseScreen

Screen = TypeVar("Screen", bound=ProseScreen)


def start(user: User, title: str, kind: type[Screen], mode: str = "practice") -> Screen:
    """Start a question from Practice's list, by its name."""
    window = user.running.window
    window.go_to("practice")
    page = window.page("practice")
    assert isinstance(page, PracticePage)
    user.wait(lambda: page.filter.rowCount() > 0)
    user.press("Ctrl+F")
    user.paste(title)
    user.wait(lambda: page.filter.rowCount() == 1)
    page.pane.mode.set_value(mode)
    user.press("Ctrl+Return")
    return sitting(user, kind)


def sitting(user: User, kind: type[Screen]) -> Screen:
    """The round's screen, once it is there and the interviewer too."""
    window = user.running.window

    def is_there() -> bool:
        found = window.round_widget
        return isinstance(found, kind) and found._talk is not None and found._talk.is_here

    user.wait(is_there)
    found = window.round_widget
    assert isinstance(found, kind)
    return found


def say(user: User, screen: ProseScreen, text: str) -> str:
    """Say something to the interviewer, and read the answer."""
    user.press("Ctrl+I")
    before = len(screen.interviewer.text.turns)
    user.type(text)
    user.press("Return")
    user.wait(lambda: len(screen.interviewer.text.turns) >= before + 2)
    return screen.interviewer.text.turns[-1].text
