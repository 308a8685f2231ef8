"""What each outcome means for the rest of a job, and which replies are well-formed."""

from __future__ import annotations

from typing import Any

import pytest

from mockint.domain.judging import IsolationLevel, Limits
from mockint.execution.job import End, Job, Outcome, Program, Step
from mockint.execution.progress import Progress
from mockint.execution.replies import is_reply

LOADED = Outcome(End.REPLIED, ("loaded", []))
VALUE = Outcome(End.REPLIED, ("value", 1))
DIED = Outcome(End.DIED)
FAULT = Outcome(End.FAULT, detail="gone")


def progress(count: int = 3, **fields: Any) -> Progress:
    steps = tuple(Step("call", (number,)) for number in range(count))
    job = Job(Program("", "f"), steps, Limits(run_wall_s=10), lambda _, outcome: outcome.end is not End.REPLIED)
    return Progress(job._replace(**fields), started_s=0.0)


def test_requests_come_in_order_and_end() -> None:
    run = progress(2)
    run.new_worker(("rlimits",))
    assert run.request()[0] == "load"
    run.take(LOADED, 1.0)
    assert run.request() == ("call", [0])
    run.take(VALUE, 1.0)
    assert run.request() == ("call", [1])
    run.take(VALUE, 1.0)
    assert run.is_over
    assert run.result(2.0).isolation is IsolationLevel.BASIC


def test_after_a_death_the_program_is_loaded_again() -> None:
    run = progress()
    run.take(LOADED, 1.0)
    run.take(DIED, 1.0)
    assert not run.is_over
    run.new_worker(())
    assert run.request()[0] == "load"
    run.take(LOADED, 1.0)
    assert run.request() == ("call", [1])


def test_a_death_can_be_the_end() -> None:
    run = progress(stop_at_death=True)
    run.take(LOADED, 1.0)
    run.take(DIED, 1.0)
    assert run.is_over
    assert [outcome.end for outcome in run.result(1.0).steps] == [End.DIED, End.NOT_RUN, End.NOT_RUN]


def test_the_judges_own_fault_is_tried_once_more() -> None:
    run = progress()
    run.take(FAULT, 1.0)
    assert not run.is_over
    run.take(FAULT, 1.0)
    assert run.is_over
    assert run.result(1.0).loading == FAULT


def test_time_is_up_only_once_something_failed() -> None:
    run = progress()
    run.take(LOADED, 11.0)
    run.take(VALUE, 12.0)
    assert not run.is_over
    run.take(DIED, 13.0)
    assert run.is_over


def test_own_tests_become_steps() -> None:
    run = progress(steps=None)
    run.take(Outcome(End.REPLIED, ("loaded", ["test_a", "test_b"])), 1.0)
    assert run.names == ("test_a", "test_b")
    assert run.request() == ("test", ["test_a"])


@pytest.mark.parametrize(
    ("reply", "is_loading", "good"),
    [
        (("value", 1), False, True),
        (("value", 1), True, False),
        (("value",), False, False),
        (("loaded", []), True, True),
        (("loaded", []), False, False),
        (("loaded", [1]), True, False),
        (("loaded", ["x"] * 2_000), True, False),
        (("raised", "exception", "E", "text", [["solution.py", 1, "f"]]), False, True),
        (("raised", "exception", "E", "text", [["solution.py", "1", "f"]]), False, False),
        (("raised", "exception", "E", "text", [1]), False, False),
        (("raised", "exception", "E", 1, []), False, False),
        (("refused", "invalid", "text", "solution.py", 1), True, True),
        (("refused", "invalid", "text", "solution.py", True), True, False),
        (("times", [0.1]), False, True),
        (("times", [float("inf")]), False, False),
        (("times", [1]), False, False),
        (("unsendable", "text"), False, True),
        (("unsendable", 1), False, False),
        (("accepted",), False, False),
        ((), False, False),
        ((1,), False, False),
    ],
)
def test_shapes_of_replies(reply: tuple[Any, ...], is_loading: bool, good: bool) -> None:
    assert is_reply(reply, is_loading=is_loading) is good
