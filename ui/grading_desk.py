"""Grades rounds for the whole window: it outlives every debrief, so that the user may leave and be told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from mockint.domain.changes import Changes
from ui.signals import ChangeHub
from ui.tasks import TaskRunner

if TYPE_CHECKING:
    from mockint.app.grading import Graded
    from mockint.app.record import RoundRecord
    from mockint.app.services import Services
    from mockint.domain.skill import Level
    from mockint.errors import KnownError
    from mockint.graders.base import GraderName, Step

_T = TypeVar("_T")
SHOW_MS = 100
"""How often what a grader tells is brought to the window; it may tell a thousand things a second."""

AFTER_REVEAL_MS = 250
"""What was measured is drawn first; an estimate works in this process and would contend with the drawing."""


class How(NamedTuple):
    """Who is to judge.

    Attributes:
        grader: None for the one of the settings.
        model: Name of the model; None for the one of the settings.
        pasted: The reply that the user brought.
        levels: The user's own levels, by criterion.
    """

    grader: GraderName | None = None
    model: str | None = None
    pasted: str = ""
    levels: Mapping[str, Level] = {}


class Choice(NamedTuple):
    """The grader of the settings.

    Attributes:
        grader: None where none is chosen.
        model: The model's name; empty for a grader without one.
    """

    grader: GraderName | None
    model: str

    @property
    def words(self) -> str:
        """What it is called in a menu."""
        return self.model or {"offline": "Offline estimate"}.get(self.grader or "", "")


class _Job:
    """A grading under way. The grader's thread writes `told`, the window's reads it; each is one assignment."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.cancel = threading.Event()
        self.told: Step | None = None
        self.shown: Step | None = None


class GradingDesk(QObject):
    """One grading of a question at a time; each in a thread of its own, brought to the window ten times a second.

    What is graded is known by its name: the round's id, with a number behind it from a round's second question on
    (`mockint.app.record.part_name`).

    Signals:
        began: A question is being graded (its name).
        stepped: Its grading got further (name, `Step`); its judgements are all that there are so far.
        ended: It was graded (name, title, `Graded`), also where the grade only says why there is none.
        failed: It could not be graded at all (name, title, `KnownError`).
    """

    began = Signal(str)
    stepped = Signal(str, object)
    ended = Signal(str, str, object)
    failed = Signal(str, str, object)

    def __init__(self, tasks: TaskRunner, hub: ChangeHub, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._hub = hub
        self._services: Services | None = None
        self._jobs: dict[str, _Job] = {}
        self._line: list[tuple[str, str]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(SHOW_MS)
        self._timer.timeout.connect(self._tell)

    def open(self, services: Services) -> None:
        """The core's services are there now."""
        self._services = services

    @property
    def is_open(self) -> bool:
        """Whether anything can be graded."""
        return self._services is not None

    def step(self, name: str) -> Step | None:
        """How far the grading of a question is; None where none is under way."""
        from mockint.graders.base import Step

        job = self._jobs.get(name)
        return None if job is None else job.shown or Step("Starting.")

    def grade(self, name: str, title: str, how: How | None = None) -> None:
        """Have a question judged, by the grader of the settings unless told otherwise; a second wish changes nothing."""
        if name in self._jobs or self._services is None:
            return
        wanted = how or How()
        job = self._jobs[name] = _Job(title)
        services = self._services

        def told(step: Step) -> None:
            last = job.told
            job.told = step._replace(judgements=step.judgements or (last.judgements if last else ()))

        def ended(graded: Graded | None) -> None:
            self._end(name)
            if graded is not None:
                self._hub.announce(Changes(rounds=True, grades=True))
                self.ended.emit(name, title, graded)
            self._next()

        def failed(fault: KnownError) -> None:
            self._end(name)
            self.failed.emit(name, title, fault)
            self._next()

        self._tasks.remote(lambda: _graded(services, name, wanted, told, job.cancel), self, ended, failed)
        self._timer.start()
        self.began.emit(name)

    def after_measuring(self, records: Sequence[RoundRecord]) -> None:
        """Have a round judged that was just measured, if something is left to judge and nobody was asked yet.

        Args:
            records: One for each of its questions; several are judged one after another.
        """
        waiting = [(record.name, record.question.header.title) for record in records if _waits(record)]
        if len(waiting) == 1:
            QTimer.singleShot(AFTER_REVEAL_MS, self, lambda: self.grade(*waiting[0]))
        elif waiting:
            QTimer.singleShot(AFTER_REVEAL_MS, self, lambda: self.grade_all(waiting))

    def grade_all(self, wanted: Sequence[tuple[str, str]]) -> None:
        """Have questions (name and title) judged one after another by the grader of the settings."""
        waiting = {name for name, _ in self._line}
        self._line += [one for one in wanted if one[0] not in waiting and one[0] not in self._jobs]
        self._next()

    @property
    def in_line(self) -> int:
        """How many are being graded or wait for their turn."""
        return len(self._jobs) + len(self._line)

    def cancel(self, name: str) -> None:
        """Stop a grading; what is not judged by then stays open and can be judged later."""
        job = self._jobs.get(name)
        if job is not None:
            job.cancel.set()

    def close(self) -> None:
        """Look at nothing any more. What is under way ends with the program, and its round still waits."""
        self._timer.stop()
        self._line.clear()
        self._jobs.clear()

    def ask(
        self,
        work: Callable[[Services], _T],
        owner: QObject,
        done: Callable[[_T], None],
        failed: Callable[[KnownError], None] | None = None,
    ) -> None:
        """Do a use case of grading off the window's thread: a prompt, a price, a dispute, a look at the record."""
        services = self._services
        if services is not None:
            self._tasks.remote(lambda: work(services), owner, done, failed)

    def ask_choice(self, owner: QObject, done: Callable[[Choice], None]) -> None:
        """Tell which grader the settings choose."""
        self.ask(_choice, owner, done)

    def _next(self) -> None:
        if self._line and not self._jobs:
            self.grade(*self._line.pop(0))

    def _end(self, name: str) -> None:
        self._jobs.pop(name, None)
        if not self._jobs:
            self._timer.stop()

    def _tell(self) -> None:
        for name, job in tuple(self._jobs.items()):
            if job.told is not job.shown:
                job.shown = job.told
                self.stepped.emit(name, job.shown)


def round_of(name: str) -> str:
    """The id of the round that a question belongs to, by its name."""
    return name.partition("/")[0]


def _waits(record: RoundRecord) -> bool:
    """Whether something is left to judge and nobody was asked yet."""
    from mockint.domain.judgement import Ungraded

    was_read = any(grade.grader for grade in record.grades)
    last = record.grades[-1].judgements if record.grades else ()
    return not was_read and not record.round.demo and any(isinstance(each, Ungraded) for each in last)


def _graded(
    services: Services, name: str, how: How, told: Callable[[Step], None], cancel: threading.Event
) -> Graded | None:
    from mockint.app import grading
    from mockint.app.record import named_part
    from mockint.domain.ids import CriterionId

    who = how.grader or grading.chosen_grader(services)
    if who is None:
        return None
    round_id, position = named_part(name)
    levels = {CriterionId(criterion): level for criterion, level in how.levels.items()}
    grader = grading.make_grader(services, who, model=how.model, pasted=how.pasted, levels=levels, round_id=round_id)
    return grading.grade_round(services, round_id, grader, told, cancel, position=position)


def _choice(services: Services) -> Choice:
    from mockint.app import grading
    from mockint.app.model_client import endpoint_of

    name = grading.chosen_grader(services)
    if name not in grading.MODEL_GRADERS or name is None:
        return Choice(name, "")
    return Choice(name, endpoint_of(services.settings.load().settings, name).model)


def read_again(record: RoundRecord, services: Services) -> RoundRecord:
    """The question's record as it is kept now."""
    from mockint.app.record import read_record

    return read_record(services, record.round.id, record.item.position)


def keep_dispute(record: RoundRecord, criterion: str, level: int, why: str, services: Services) -> RoundRecord:
    """Keep the user's own word against a level, and read the record again."""
    from mockint.app import grading

    grading.dispute(services, record.round.id, criterion, level, why, position=record.item.position)
    return read_again(record, services)
