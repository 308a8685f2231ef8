"""What the pages need from `mockint.app`: a narrow set of plain blocking functions, and the values they give.

The values are described by what pages read of them, so that the core's own frozen values fit as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from mockint.domain.wanted import EVERYTHING, Place, Wanted
from ui.settings_port import SettingField, SettingValue

if TYPE_CHECKING:
    from mockint.app.loop_day import LoopDay
    from mockint.app.model_setup import ModelSetup
    from mockint.app.past_desk import PastDesk
    from mockint.app.skills import SkillBoard
    from mockint.app.stories import StoryBank
    from mockint.app.target_page import TargetDesk

PAGE = 50
"""So many rounds are asked for at a time: more than a screen holds."""


class QuestionEntry(Protocol):
    """A row of the list of questions."""

    @property
    def ref(self) -> str:
        """``coding/token-bucket``."""

    @property
    def title(self) -> str:
        """What people call it."""

    @property
    def kind(self) -> str:
        """The type of round."""

    @property
    def difficulty(self) -> int:
        """1 (warm-up) to 5 (hard)."""

    @property
    def minutes(self) -> int:
        """Length of the full round."""

    @property
    def short_minutes(self) -> int | None:
        """Length of the short form; None where there is none."""

    @property
    def summary(self) -> str:
        """One or two sentences that do not give the answer away."""

    @property
    def pattern(self) -> str:
        """The problem's pattern in the field's words."""

    @property
    def skills(self) -> Sequence[str]:
        """Titles of the skills it speaks for, strongest first."""

    @property
    def origin(self) -> str:
        """Empty for what comes with mockint, else the folder of the pack."""

    @property
    def seen(self) -> bool:
        """Whether a round on it was ended before."""


class PackProblem(Protocol):
    """A fault of a question or pack that is left out of the list."""

    @property
    def file(self) -> str:
        """The file in which it stands."""

    @property
    def problem(self) -> str:
        """What is wrong, in one sentence."""


class Phase(Protocol):
    """A stretch of a round."""

    @property
    def name(self) -> str:
        """What one does in it."""

    @property
    def minutes(self) -> int:
        """How long it should take."""


class Weight(Protocol):
    """Points of one part of a score."""

    @property
    def title(self) -> str:
        """What the part is called."""

    @property
    def points(self) -> int:
        """Of 100."""

    @property
    def says(self) -> str:
        """What is looked at, in a sentence."""


class QuestionDetail(Protocol):
    """What the pane beside the list shows; nothing in it gives the answer away."""

    @property
    def ref(self) -> str:
        """The question it is about."""

    @property
    def phases(self) -> Sequence[Phase]:
        """The guide through the round, in order."""

    @property
    def measured(self) -> Sequence[str]:
        """Titles of the criteria that code measures."""

    @property
    def judged(self) -> Sequence[str]:
        """Titles of the criteria that a grader judges."""

    @property
    def levels(self) -> int:
        """Number of levels; 0 where the kind has none."""

    @property
    def ai_policy(self) -> str:
        """``none`` or ``allowed``."""

    @property
    def weights(self) -> Sequence[Weight]:
        """Parts of a score whose points are told before the start; empty where none are."""


class RoundSummary(Protocol):
    """A row of the history."""

    @property
    def id(self) -> str:
        """The round's id."""

    @property
    def title(self) -> str:
        """Title of its question."""

    @property
    def kind(self) -> str:
        """The type of round."""

    @property
    def mode(self) -> str:
        """``practice`` or ``simulation``."""

    @property
    def form(self) -> str:
        """``full`` or ``short``."""

    @property
    def state(self) -> str:
        """Where the round stands."""

    @property
    def is_open(self) -> bool:
        """Whether one can still work on it."""

    @property
    def started(self) -> datetime | None:
        """When its clock started (aware UTC)."""

    @property
    def verdict(self) -> str | None:
        """The outcome as people say it; None before there is one."""

    @property
    def measured_bar(self) -> str | None:
        """``met``, ``not_met`` or None where nothing was measured."""

    @property
    def source(self) -> str:
        """Who graded it; empty before."""

    @property
    def demo(self) -> bool:
        """Whether it is made up for the demonstration."""

    @property
    def question(self) -> str:
        """Its question's name; empty for a round of several."""

    @property
    def is_held(self) -> bool:
        """Whether its result waits for the end of the loop that it belongs to."""


class RoundsPage(Protocol):
    """A page of the list of rounds."""

    @property
    def rounds(self) -> Sequence[RoundSummary]:
        """The rounds of this page, newest first."""

    @property
    def after(self) -> Place | None:
        """Where the next page begins; None where nothing follows."""

    @property
    def total(self) -> int:
        """How many rounds answer in all."""


class WaitingRound(Protocol):
    """A question of a round that was handed in and is not judged as a whole."""

    @property
    def round_id(self) -> str:
        """The round's id."""

    @property
    def name(self) -> str:
        """The question's name within its round: the round's id, with a number behind it from the second one on."""

    @property
    def title(self) -> str:
        """Title of its question."""

    @property
    def reason(self) -> str:
        """Why the last grader did not judge it; empty where none was asked."""


class Isolation(Protocol):
    """How well code is kept apart on this machine."""

    @property
    def strong(self) -> bool:
        """Whether a stranger's code may run here."""

    @property
    def sentence(self) -> str:
        """A plain statement for the window."""


class CheckResult(Protocol):
    """The outcome of a look at the history file."""

    @property
    def ok(self) -> bool:
        """Whether everything is as it should be."""

    @property
    def sentence(self) -> str:
        """What was found, and what to do."""


class QuestionShelf(Protocol):
    """The list of questions with what had to be left out."""

    @property
    def entries(self) -> Sequence[QuestionEntry]:
        """The questions, sorted for reading."""

    @property
    def problems(self) -> Sequence[PackProblem]:
        """What was left out and why."""


class Services(Protocol):
    """The use cases that the window calls, on a lane."""

    def questions(self) -> QuestionShelf:
        """The list, with what was seen."""
        ...

    def question_detail(self, ref: str) -> QuestionDetail:
        """What the pane shows of one question."""
        ...

    def history(self, wanted: Wanted = EVERYTHING, limit: int | None = PAGE, after: Place | None = None) -> RoundsPage:
        """Rounds, newest first, a page at a time: those behind a place, as the page before gave it."""
        ...

    def open_rounds(self) -> Sequence[RoundSummary]:
        """Rounds that can be resumed, newest first."""
        ...

    def last_rounds(self, limit: int) -> Sequence[RoundSummary]:
        """The newest rounds that are over."""
        ...

    def start_round(self, ref: str, mode: str, form: str) -> str:
        """Make a round and return its id."""
        ...

    def waiting_rounds(self) -> Sequence[WaitingRound]:
        """Rounds that wait to be judged, newest first."""
        ...

    def grader(self) -> str | None:
        """The grader that the settings choose; None for none."""
        ...

    def export_report(self, round_id: str, path: Path) -> None:
        """Write the report; the suffix of the path (.html, .md, .json) says how."""
        ...

    def delete_round(self, round_id: str) -> None:
        """Remove a round and all that hangs on it, for good."""
        ...

    def settings(self) -> Sequence[SettingField]:
        """Every setting, in the order of the page."""
        ...

    def change_setting(self, name: str, value: SettingValue) -> None:
        """Check and keep one value."""
        ...

    def interview_date(self) -> date | None:
        """The day of the interview, where one is set."""
        ...

    def today(self) -> date:
        """The day it is, in the user's own zone."""
        ...

    def needs_welcome(self) -> bool:
        """Whether the first questions to the user are still open."""
        ...

    def finish_welcome(self, level: str | None, interview: date | None) -> None:
        """Keep the answers, None for what was skipped, and never ask again."""
        ...

    def models(self) -> ModelSetup:
        """What concerns models; its own methods are for remote lanes."""
        ...

    def skills(self) -> SkillBoard:
        """Readiness; it is read on a remote lane."""
        ...

    def stories(self) -> StoryBank:
        """The user's own stories."""
        ...

    def targets(self) -> TargetDesk:
        """The jobs that the user prepares for."""
        ...

    def past(self) -> PastDesk:
        """Comparison, patterns and export of all rounds; its own methods are for remote lanes."""
        ...

    def loops(self) -> LoopDay:
        """The loop days."""
        ...

    def isolation(self) -> Isolation:
        """How well code is kept apart."""
        ...

    def check_history(self) -> CheckResult:
        """Look over the history file."""
        ...

    def close(self) -> None:
        """Give everything back; called last, on the store lane."""
        ...


class Boot(Protocol):
    """The two steps from nothing to services, both called on the store lane."""

    def questions(self) -> QuestionShelf:
        """The list from the bank alone, before the history is open; nothing counts as seen."""
        ...

    def open(self) -> Services:
        """Open the history and everything else."""
        ...
