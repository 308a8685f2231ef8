"""Questions and replies of a live build, made by hand: what a score is computed from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from mockint.domain.build import (
    Asked,
    BuildQuestion,
    BuildReply,
    Category,
    Metered,
    NothingGold,
    NumberGold,
    ReferenceCost,
)
from mockint.measure.build import BuildRuns

Program = Callable[[BuildQuestion], BuildReply]
COST = ReferenceCost(calls=1, tokens=600)
METERED = Metered(calls=1, tokens_in=550, tokens_out=50)
STALE_VALUE = 5


def question(number: int, category: Category = "superseded", *, user: str | None = None) -> BuildQuestion:
    """A question whose answer is EUR 100 and its number; the unanswerable ones have a closed or old value."""
    stale = (NumberGold(value=STALE_VALUE, unit="EUR"),)
    if category == "unanswerable" or user is not None:
        return BuildQuestion(
            id=f"q{number}", text="Which?", category=category, gold=NothingGold(), user=user, stale=stale
        )
    return BuildQuestion(
        id=f"q{number}",
        text="How much?",
        category=category,
        gold=NumberGold(value=100 + number, unit="EUR"),
        stale=stale,
        relevant={"A-1": 2, "A-3": 1, "A-2": 0},
        support=("A-1",),
        stale_documents=("A-2",),
    )


HIDDEN = (
    *(question(number, "unanswerable") for number in range(10)),
    *(question(number) for number in range(10, 40)),
    *(question(number, "table") for number in range(40, 68)),
    *(question(number, "instruction") for number in range(68, 72)),
)


def right(asked: BuildQuestion) -> BuildReply:
    if asked.gold.kind == "nothing":
        return BuildReply()
    answer = f"It is EUR {asked.gold.value:.0f} (A-1)." if asked.gold.kind == "number" else ""
    return BuildReply(answer=answer, citations=("A-1",), retrieved=("A-1", "A-3", "A-2"), wall_s=0.5)


def abstaining(_: BuildQuestion) -> BuildReply:
    return BuildReply()


def stale(_: BuildQuestion) -> BuildReply:
    return BuildReply(answer=f"EUR {STALE_VALUE}", citations=("A-2",), retrieved=("A-2", "A-1"))


def crashing(_: BuildQuestion) -> BuildReply:
    return BuildReply(fault="crashed", message="It ended with code 1.")


def asked(
    program: Program, questions: Iterable[BuildQuestion] = HIDDEN, metered: Metered = METERED
) -> tuple[Asked, ...]:
    """Each question with the program's reply."""
    return tuple(Asked(question=one, reply=program(one), metered=metered) for one in questions)


def runs(program: Program, **changes: Any) -> BuildRuns:
    """The same program in every part; under faults each of its calls meets one."""
    faulted = METERED.model_copy(update={"faulted": 1})
    made = BuildRuns(
        hidden=asked(program),
        sibling=asked(program),
        perturbed=asked(program, HIDDEN[10:20]),
        changed=asked(program, HIDDEN[20:30]),
        faulted=asked(program, HIDDEN[::4], faulted),
        reference_cost=COST,
        has_roles=False,
    )
    return made._replace(**changes)
