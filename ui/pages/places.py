"""The places that later rounds will fill: they say what will be there, and where to go until then."""

from __future__ import annotations

from ui.pages.page import Page, Tools
from ui.widgets.parts import EmptyState


class ComingPage(Page):
    """A place that is still empty."""

    icon = ""
    lead = ""
    text = ""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.empty = EmptyState(
            tools.theme,
            self.icon,
            self.lead,
            self.text,
            ("Go to Practice", lambda: self.place_wanted.emit("practice")),
            primary=False,
        )
        self.column.addWidget(self.empty, 1)

    def preferred_focus(self) -> EmptyState | None:
        """Its one button."""
        return self.empty.action  # type: ignore[return-value]


class SkillsPage(ComingPage):
    """How ready the user is, skill by skill."""

    title = "Skills"
    icon = "skills"
    lead = "Readiness by skill will be here"
    text = (
        "Each skill gets a level with its range once at least three rounds speak for it; before that a number would "
        "be a guess. Rounds you take now will count."
    )
