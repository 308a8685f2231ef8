"""The coding rubric's arithmetic (weights, must-haves, what is measured) without its texts."""

from __future__ import annotations

from mockint.domain.ids import CriterionId
from mockint.domain.rubric import Criterion, Gate, Rubric
from mockint.domain.skill import Level, TargetLevel

ANCHORS: dict[Level, str] = {1: "one", 2: "two", 3: "three", 4: "four"}
EVERYONE = tuple(TargetLevel)


def make_criterion(
    name: str, weight: float, must_have: tuple[TargetLevel, ...] = (), *, measured: bool = False
) -> Criterion:
    return Criterion(
        id=CriterionId(name),
        title=name.replace("_", " ").capitalize(),
        about=name,
        weight=weight,
        must_have=must_have,
        measured=measured,
        anchors=ANCHORS,
    )


CODING = Rubric(
    kind="coding",
    version=1,
    criteria=(
        make_criterion("correctness", 30, EVERYONE, measured=True),
        make_criterion("problem_solving", 30, EVERYONE),
        make_criterion("code_quality", 15),
        make_criterion("testing", 10, measured=True),
        make_criterion("communication", 15),
    ),
    gates=(
        Gate(id="does_not_run", cap="no_hire", reason="The code does not run."),
        Gate(id="copied", cap="strong_no_hire", reason="The answer is the question."),
    ),
)
