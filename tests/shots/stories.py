"""Scenes of the story bank: a few stories, one of them told too often, and the grid."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

from mockint.app.services import Services
from mockint.app.stories import StoryBank
from mockint.clock import SystemClock
from mockint.paths import Home, bank_root
from ui.application import WindowApp
from ui.pages.stories import StoriesPage
from ui.shots import Scene

_STORIES: Final = (
    ("The search that found nothing", ("evaluation", "ownership", "failure", "explaining")),
    ("Rules in place of a model", ("restraint", "disagreement", "cost")),
    ("The pilot that I stopped two days before its launch, and why it went on later", ("safety", "scope")),
)
_PARTS: Final = {
    "situation": "Our help search answered every fifth question with an empty page, and support had to step in.",
    "task": "I was to find out why, and had a week before the contract was up for renewal.",
    "action": "I wrote down 80 questions with their right pages before I touched anything. Then I compared two sizes of "
    "chunk and a second index by words on them. I left the model as it was: it never saw the right page.",
    "result": "Empty answers went from 21 % to 4 %, and support had nine calls a day fewer.",
    "evidence": "Recall at ten rose from 0.61 to 0.88 on the 80 questions; a second person labelled 20 of them again.",
    "hindsight": "I would have asked support for real questions on the first day and not the third.",
}


def prepare(root: Path) -> None:
    """Write the stories into a home."""
    services = Services(Home(root), SystemClock(), random.Random(7), bank_root(), ())
    try:
        bank = StoryBank(services)
        for title, competencies in _STORIES:
            bank.keep(bank.new_id(), title, dict(_PARTS), competencies)
    finally:
        services.close()


def story_scenes() -> tuple[Scene, ...]:
    """The scenes in order."""
    return (
        Scene("stories-written", lambda running: _view(running, "story"), _is_filled),
        Scene("stories-coverage", lambda running: _view(running, "coverage"), _is_filled),
        Scene("stories-delete", _ask_delete, _is_filled),
    )


def _page(running: WindowApp) -> StoriesPage:
    running.window.go_to("stories")
    found = running.window.page("stories")
    assert isinstance(found, StoriesPage)
    return found


def _is_filled(running: WindowApp) -> bool:
    return _page(running).list.count() == len(_STORIES)


def _view(running: WindowApp, which: str) -> None:
    page = _page(running)
    page.editor.keep.click()
    page.view.segment(which).click()


def _ask_delete(running: WindowApp) -> None:
    _view(running, "story")
    _page(running).editor.delete.click()
