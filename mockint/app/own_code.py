"""An own drill in code: the program of a coding round is mended until the hidden tests of its first open level pass."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from mockint.app.coding import prepare
from mockint.app.own_drills import OwnDrill
from mockint.app.own_forms import OwnForm
from mockint.app.record import RoundRecord, read_record
from mockint.app.services import Services
from mockint.domain.attempt import ANSWER, MendMark
from mockint.domain.judging import JudgeReport, JudgeSpec, TestVerdict
from mockint.errors import ExecutionError
from mockint.execution.judge import Judge
from mockint.measure.coding import HIDDEN_TESTS
from mockint.rounds.coding import SOLUTION, coding_task, levels_of, submit_plan

if TYPE_CHECKING:
    from mockint.domain.drill import DrillVerdict


class _Went(NamedTuple):
    """How a program went.

    Attributes:
        said: Why it could not be run, or the judge's sentence on the run; empty where all tests passed.
    """

    passed: int
    total: int
    said: str


class MendCode(OwnForm):
    """The code that was handed in, to be mended.

    Args:
        services: Judges it.
        own: The drill.
        record: The round that it was handed in in.
    """

    is_code = True

    def __init__(self, services: Services, own: OwnDrill, record: RoundRecord) -> None:
        super().__init__(own, record.question, record.rubric)
        self._services, self._form = services, record.round.form
        self._handed_in = "" if record.submission is None else record.submission.documents.get(SOLUTION, "")
        self._level = _open_level(record)

    @property
    def start(self) -> str:
        """The code as it was handed in; the starter's where nothing was."""
        return self._handed_in if self._handed_in.strip() else coding_task(self.question).starter

    @property
    def prompt(self) -> str:
        """The problem up to the level that is not complete, and what the judge said."""
        asked = (
            f"Mend the code that you handed in, so that every hidden test up to level {self._level} passes; the large, timed "
            "ones are left out."
        )
        levels = (one for one in levels_of(self.question, self._form) if one.number <= self._level)
        told = (f"## Level {one.number}\n\n{one.prompt.strip()}" for one in levels)
        return "\n\n".join([self._put(asked, self.own.judged.missing), *told])

    @property
    def solution(self) -> str:
        """The reference, which solves every level."""
        return f"```python\n{coding_task(self.question).reference.strip()}\n```"

    def mark(self, answers: Mapping[str, str]) -> MendMark:
        """Judge the new code and the old one on the hidden tests.

        Raises:
            BankError: If the hidden tests could not be made.
            ExecutionError: If the judge failed, or this machine cannot shut the code in.
        """
        spec = self._spec()
        before, after = self._run(spec, self.start), self._run(spec, answers.get(ANSWER, ""))
        return MendMark(
            verdict=_verdict(before, after),
            level=self._level,
            passed=after.passed,
            total=after.total,
            passed_before=before.passed,
            note=after.said,
        )

    def _spec(self) -> JudgeSpec:
        generated = prepare(self._services, self.question, self._form)
        plan = submit_plan(self.question, self._form, generated)
        pairs = zip(plan.tests, plan.spec.tests, strict=True)
        cases = tuple(case for at, case in pairs if at.level <= self._level and not at.performance)
        return plan.spec.model_copy(update={"tests": cases})

    def _run(self, spec: JudgeSpec, code: str) -> _Went:
        report: JudgeReport = Judge(self._services.pool).judge(spec, code, hidden=True)
        verdicts = [report.verdict, *(test.verdict for test in report.tests)]
        if TestVerdict.JUDGE_ERROR in verdicts:
            raise ExecutionError("The judge failed on the hidden tests.", "Check the answer again.")
        return _Went(report.passed, len(spec.tests), report.message)


def _verdict(before: _Went, after: _Went) -> DrillVerdict:
    if after.passed == after.total:
        return "right"
    return "nearly" if after.passed > before.passed else "wrong"


def _open_level(record: RoundRecord) -> int:
    """The first level that the round left incomplete; the last where only the timed tests failed."""
    last = levels_of(record.question, record.round.form)[-1].number
    measured = [one for one in record.measurements if one.name == HIDDEN_TESTS and not one.error]
    levels = measured[-1].data.get("levels", ()) if measured else ()
    return next((int(one["level"]) for one in levels if not one["complete"]), last if levels else 1)


def mend_code(services: Services, own: OwnDrill) -> MendCode:
    """The form of a drill on the hidden tests."""
    return MendCode(services, own, read_record(services, own.round_id, own.position))
