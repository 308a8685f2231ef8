"""Brings mockint's own services to the window: the use cases of `mockint.app` behind the port that the pages know."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mockint.domain.wanted import EVERYTHING, Place, Wanted
from mockint.paths import Home
from ui.services_port import PAGE
from ui.settings_port import SettingValue
from ui.shown import Detail, Field, LeftOut, Line, LinesPage, Looked, Row, Shelf, Shut, Stretch, Weight

if TYPE_CHECKING:  # everything heavy is imported on the lane, by the function that needs it
    from mockint.app.grading import Waiting
    from mockint.app.loop_day import LoopDay
    from mockint.app.model_setup import ModelSetup
    from mockint.app.past_desk import PastDesk
    from mockint.app.services import Services as AppServices
    from mockint.app.skills import SkillBoard
    from mockint.app.stories import StoryBank
    from mockint.app.target_page import TargetDesk
    from mockint.bank.catalog import Entry
    from mockint.domain.take_home import ScorePart
    from mockint.history.values import RoundSummary as HistoryLine


class AppBoot:
    """Makes the services of one home, and gives the list of questions before them."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._made: AppServices | None = None

    @property
    def app(self) -> AppServices:
        """The core's services; made when first asked for."""
        if self._made is None:
            from mockint.app.services import make_services

            self._made = make_services(self._home.root)
        return self._made

    def questions(self) -> Shelf:
        """The list from the bank alone."""
        return _shelf(self.app, frozenset())

    def open(self) -> WindowServices:
        """Open the history."""
        self.app.stored(lambda store: store.profiles())
        return WindowServices(self.app)


def _weight(part: ScorePart) -> Weight:
    return Weight(part.title, part.points, part.says)


class WindowServices:
    """The use cases that the window calls; every one is a plain blocking call for a lane."""

    def __init__(self, app: AppServices) -> None:
        self.app = app

    def questions(self) -> Shelf:
        """The list, with what was seen."""
        from mockint.app import catalogue

        return _shelf(self.app, frozenset(str(question) for question in catalogue.seen(self.app)))

    def question_detail(self, ref: str) -> Detail:
        """What the pane shows of one question."""
        from mockint.app import catalogue

        loaded = catalogue.load(self.app, ref)
        question = loaded.question
        return Detail(
            ref=ref,
            phases=tuple(Stretch(phase.name, phase.minutes) for phase in question.phases),
            measured=tuple(c.title for c in loaded.rubric.criteria if c.measured),
            judged=tuple(c.title for c in loaded.rubric.criteria if not c.measured),
            levels=len(question.coding.levels) if question.coding is not None else 0,
            ai_policy=question.header.ai_policy,
            weights=() if question.take_home is None else tuple(map(_weight, question.take_home.parts)),
        )

    def history(self, wanted: Wanted = EVERYTHING, limit: int | None = PAGE, after: Place | None = None) -> LinesPage:
        """Rounds, newest first, a page at a time."""
        from mockint.app import history

        found = history.lines(self.app, wanted, limit=limit, after=after)
        return LinesPage(self._lines(found.rounds), found.after, found.total)

    def open_rounds(self) -> tuple[Line, ...]:
        """Rounds that can be resumed, newest first."""
        return self.history(Wanted(is_open=True), limit=None).rounds

    def last_rounds(self, limit: int) -> tuple[Line, ...]:
        """The newest rounds that are over."""
        from mockint.app import history

        return self._lines(history.newest(self.app, Wanted(is_open=False), limit))

    def _lines(self, found: Sequence[HistoryLine]) -> tuple[Line, ...]:
        from mockint.app.holding import held_rounds

        held = held_rounds(self.app, [line.round.id for line in found if line.grades])
        return tuple(_line(line, is_held=line.round.id in held) for line in found)

    def waiting_rounds(self) -> tuple[Waiting, ...]:
        """Rounds that wait to be judged, newest first."""
        from mockint.app import grading

        return grading.waiting(self.app)

    def grader(self) -> str | None:
        """The grader that the settings choose; None for none."""
        from mockint.app import grading

        return grading.chosen_grader(self.app)

    def start_round(self, ref: str, mode: str, form: str) -> str:
        """Keep a new round; its clock starts when its screen does."""
        from mockint.app.rounds import Plan, plan_for_window
        from mockint.domain.round import Form, Mode

        return plan_for_window(self.app, Plan(ref, Mode(mode), Form(form))).id

    def export_report(self, round_id: str, path: Path) -> None:
        """Write the report; the suffix says how."""
        from mockint.app.round_file import write_report
        from mockint.domain.ids import RoundId

        write_report(self.app, RoundId(round_id), path)

    def delete_round(self, round_id: str) -> None:
        """Remove a round for good."""
        from mockint.app import history
        from mockint.domain.ids import RoundId

        history.delete(self.app, RoundId(round_id))

    def settings(self) -> tuple[Field, ...]:
        """Every setting that the page shows."""
        from mockint.settings.model import describe
        from mockint.settings.store import values_of

        values = values_of(self.app.settings.load().settings)
        return tuple(
            Field(
                info.name,
                info.title,
                info.text,
                info.category,
                info.widget,
                tuple(info.choices.items()),
                info.unit,
                info.low,
                info.high,
                values[info.name],
            )
            for info in describe()
            if info.category
        )

    def change_setting(self, name: str, value: SettingValue) -> None:
        """Check and keep one value."""
        self.app.settings.change(name, value)

    def interview_date(self) -> date | None:
        """The day of the interview, where one is set."""
        from mockint.app.aim import interview_date

        return interview_date(self.app)

    def today(self) -> date:
        """The day it is, in the user's own zone."""
        return self.app.clock.now().wall.astimezone().date()

    def needs_welcome(self) -> bool:
        """Whether the first questions are still open."""
        return not self.app.settings.load().settings.first_run_done

    def finish_welcome(self, level: str | None, interview: date | None) -> None:
        """Keep the answers and never ask again."""
        if level is not None:
            self.app.settings.change("target_level", level)
        if interview is not None:
            self.app.settings.change("interview_date", interview)
        self.app.settings.change("first_run_done", value=True)

    def models(self) -> ModelSetup:
        """What concerns models."""
        from mockint.app.model_setup import ModelSetup

        return ModelSetup(self.app)

    def skills(self) -> SkillBoard:
        """Reads readiness, on a remote lane."""
        from mockint.app.skills import SkillBoard

        return SkillBoard(self.app)

    def stories(self) -> StoryBank:
        """The user's own stories."""
        from mockint.app.stories import StoryBank

        return StoryBank(self.app)

    def targets(self) -> TargetDesk:
        """The jobs that the user prepares for."""
        from mockint.app.target_page import TargetDesk

        return TargetDesk(self.app)

    def past(self) -> PastDesk:
        """What is done with rounds that were taken, on a remote lane."""
        from mockint.app.past_desk import PastDesk

        return PastDesk(self.app)

    def loops(self) -> LoopDay:
        """The loop days."""
        from mockint.app.loop_day import LoopDay

        return LoopDay(self.app)

    def isolation(self) -> Shut:
        """How well code is kept apart; the workers tell it themselves."""
        from mockint.domain.judging import IsolationLevel

        found = self.app.pool.isolation()
        strong = found.level is IsolationLevel.STRONG
        return Shut(
            strong, found.sentence or "Code you run is shut in: it can reach neither your files nor the network."
        )

    def check_history(self) -> Looked:
        """Look over the history file."""
        from mockint.history.backup import check as look_over

        check = self.app.stored(look_over)
        if check.problems:
            return Looked(ok=False, sentence=" ".join(check.problems))
        return Looked(ok=True, sentence=f"The history is sound: {check.counts.rounds} rounds in {check.place}")

    def close(self) -> None:
        """Give everything back."""
        self.app.close()


def _shelf(app: AppServices, seen: frozenset[str]) -> Shelf:
    catalog = app.catalog
    titles = _skill_titles(app.bank)
    return Shelf(
        tuple(_row(entry, titles, seen) for entry in catalog.entries if entry.status == "ready"),
        tuple(LeftOut(found.file, found.problem) for found in catalog.problems),
    )


def _row(entry: Entry, titles: dict[str, str], seen: frozenset[str]) -> Row:
    skills = sorted(entry.skills, key=lambda skill: -entry.skills[skill])
    return Row(
        entry.ref,
        entry.title,
        entry.kind,
        entry.difficulty,
        entry.minutes,
        entry.short_minutes,
        entry.summary,
        entry.pattern,
        tuple(titles.get(skill, skill) for skill in skills),
        "" if entry.origin.bundled else str(entry.origin.root),
        entry.id in seen,
    )


def _skill_titles(bank: Path) -> dict[str, str]:
    """Titles by skill with the standard library alone: the list must not wait for pydantic."""
    try:
        found = tomllib.loads((bank / "skills.toml").read_text(encoding="utf-8"))
        return {row["id"]: row["title"] for row in found["skills"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}  # `mockint bank check` tells what is wrong with the file; the list shows the ids


def _line(found: HistoryLine, *, is_held: bool) -> Line:
    """A line of the list; of a round of several questions each has its own verdict, and the round none."""
    from mockint.domain.round import OPEN_STATES
    from mockint.domain.verdict import VerdictWord

    record, grades = found.round, found.grades
    is_one = len(record.items) == 1
    title, outcome = found.titles[0], grades[0].verdict.words if grades else ""
    if not is_one:
        from mockint.app.history import outcome_words, title_of  # late: the first list is waited for

        title, outcome = title_of(found), outcome_words(found)
    judged = any(grade.verdict.word is not VerdictWord.NOT_JUDGED for grade in grades)
    return Line(
        id=record.id,
        title=title,
        kind=record.kind,
        mode=record.mode.value,
        form=record.form.value,
        state=record.state.value,
        is_open=record.state in OPEN_STATES,
        started=record.started,
        verdict=(outcome if judged else "not judged yet") if grades else None,
        measured_bar=grades[0].verdict.measured_bar if grades and is_one else None,
        source=", ".join(dict.fromkeys(grade.source for grade in grades)),
        demo=record.demo,
        question=record.items[0].question_ref if is_one else "",
        is_held=is_held,
    )
