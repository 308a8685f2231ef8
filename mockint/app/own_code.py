"""An own drill in code: the program of a coding round is mended until the hidden tests of its first open level pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mockint.app.coding import prepare
from mockint.app.own_drills import OwnDrill
from mockint.app.own_forms import OwnForm
from mockint.app.record import RoundRecord, read_record
from mockint.app.services import Services
from mockint.domain.attempt import ANSWER, MendMark
from mockint.domain.judging import JudgeSpec
from mockint.errors import ExecutionError
from mockint.execution.judge import Judge
from mockint.measure.coding import HIDDEN_TESTS, judge_failed
from mockint.rounds.coding import SOLUTION, coding_task, levels_of, submit_plan

if TYPE_CHECKING:
    from mockint.domain.drill import DrillVerdict


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
        levels = _measured_levels(record)
        # The last level is complete where only the large, timed tests failed.
        self._level = next((one["level"] for one in levels if not one["complete"]), levels[-1]["level"])
        self._passed_before = sum(one["passed"] for one in levels if one["level"] <= self._level)

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
        """Judge the new code on the hidden tests, on which the round has judged the old one.

        Raises:
            BankError: If the hidden tests could not be made.
            ExecutionError: If the judge failed, or this machine cannot shut the code in.
        """
        spec = self._spec()
        report = Judge(self._services.pool).judge(spec, answers.get(ANSWER, ""), hidden=True)
        if judge_failed(report):
            raise ExecutionError("The judge failed on the hidden tests.", "Check the answer again.")
        return MendMark(
            verdict=_verdict(report.passed, len(spec.tests), self._passed_before),
            level=self._level,
            passed=report.passed,
            total=len(spec.tests),
            passed_before=self._passed_before,
            note=report.message,
        )

    def _spec(self) -> JudgeSpec:
        generated = prepare(self._services, self.question, self._form)
        plan = submit_plan(self.question, self._form, generated)
        pairs = zip(plan.tests, plan.spec.tests, strict=True)
        cases = tuple(case for at, case in pairs if at.level <= self._level and not at.performance)
        return plan.spec.model_copy(update={"tests": cases})


def _verdict(passed: int, total: int, passed_before: int) -> DrillVerdict:
    if passed == total:
        return "right"
    return "nearly" if passed > passed_before else "wrong"


def _measured_levels(record: RoundRecord) -> Sequence[Mapping[str, Any]]:
    """What the round's hidden tests found, a `LevelResult` each as it is kept; they were measured, or no level were low."""
    measured = [one for one in record.measurements if one.name == HIDDEN_TESTS and not one.error]
    levels: Sequence[Mapping[str, Any]] = measured[-1].data["levels"]
    return levels


def mend_code(services: Services, own: OwnDrill) -> MendCode:
    """The form of a drill on the hidden tests."""
    return MendCode(services, own, read_record(services, own.round_id, own.position))
