"""An ops drill as it was drawn from a seed: what is asked, what is right, and what the usual slips would give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from mockint.domain.base import Value
from mockint.domain.quantity import UNITS

DrillVerdict = Literal["right", "nearly", "wrong"]
PartId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
Sentence = Annotated[str, Field(min_length=1, max_length=600)]
NEAR_TOLERANCES = 3
"""A number within this many tolerances is nearly right, unless its part says otherwise."""


class Slip(Value):
    """A wrong number with the mistake that gives it."""

    answer: float
    says: Sentence


class NumberPart(Value):
    """A part that is answered by an amount.

    Attributes:
        unit: One of `mockint.domain.quantity.UNITS`; `answer` is in it, and a bare number is taken to be.
        tolerance: Largest relative error that is right; 0 asks for the exact number.
        near: Largest relative error that is nearly right; None for `NEAR_TOLERANCES` tolerances.
    """

    id: PartId
    asks: Sentence
    kind: Literal["number"]
    unit: str = ""
    answer: float = Field(allow_inf_nan=False)
    tolerance: float = Field(ge=0, le=0.5)
    near: float | None = Field(default=None, ge=0, le=1)
    slips: tuple[Slip, ...] = ()

    @field_validator("unit")
    @classmethod
    def _is_known(cls, unit: str) -> str:
        if unit not in UNITS:
            raise ValueError(f"'{unit}' is not one of {', '.join(filter(None, UNITS))}")
        return unit

    @property
    def near_share(self) -> float:
        """Largest relative error that is nearly right."""
        return NEAR_TOLERANCES * self.tolerance if self.near is None else self.near


class Option(Value):
    """One of the answers to choose from.

    Attributes:
        near: Whether choosing it is nearly right.
        says: Why it is right, or what speaks against it.
    """

    text: Sentence
    right: bool = False
    near: bool = False
    says: str = Field(default="", max_length=600)


class ChoicePart(Value):
    """A part that is answered by the letter of an option."""

    id: PartId
    asks: Sentence
    kind: Literal["choice"]
    options: tuple[Option, ...] = Field(min_length=2, max_length=8)

    @model_validator(mode="after")
    def _one_is_right(self) -> ChoicePart:
        if sum(option.right for option in self.options) != 1:
            raise ValueError("exactly one option is right")
        if len({option.text for option in self.options}) < len(self.options):
            raise ValueError("two options read alike")
        return self

    @property
    def letters(self) -> dict[str, Option]:
        """The options by the letter that stands before them."""
        return {chr(ord("a") + place): option for place, option in enumerate(self.options)}


class Spot(Value):
    """Lines of the text in the prompt, any of which names it.

    Attributes:
        says: What is wrong there, or why nothing is.
    """

    lines: tuple[int, ...] = Field(min_length=1)
    says: Sentence


class LinesPart(Value):
    """A part that is answered by the numbers of the lines that are wrong."""

    id: PartId
    asks: Sentence
    kind: Literal["lines"]
    faults: tuple[Spot, ...] = Field(min_length=1, max_length=8)
    look_alikes: tuple[Spot, ...] = ()

    @model_validator(mode="after")
    def _spots_are_apart(self) -> LinesPart:
        lines = [line for spot in (*self.faults, *self.look_alikes) for line in spot.lines]
        if len(set(lines)) < len(lines):
            raise ValueError("one line belongs to two spots")
        return self


Part = Annotated[NumberPart | ChoicePart | LinesPart, Field(discriminator="kind")]


class Try(Value):
    """Answers as somebody might type them, with the verdict that they must get."""

    name: str
    answers: Mapping[PartId, str]
    verdict: DrillVerdict


class Drawn(Value):
    """One drawing of a drill.

    Attributes:
        prompt: Markdown; everything that fixes the answer stands in it.
        solution: Markdown; the way to the answer with the numbers of this drawing.
        tries: For authors: how the drill must judge.
    """

    prompt: str = Field(min_length=1, max_length=20_000)
    parts: tuple[Part, ...] = Field(min_length=1, max_length=6)
    solution: str = Field(min_length=1, max_length=20_000)
    tries: tuple[Try, ...] = ()

    @model_validator(mode="after")
    def _ids_are_apart(self) -> Drawn:
        ids = [part.id for part in self.parts]
        if len(set(ids)) < len(ids):
            raise ValueError("two parts have the same id")
        for tried in self.tries:
            if unknown := sorted(tried.answers.keys() - set(ids)):
                raise ValueError(f"the try '{tried.name}' answers the unknown part '{unknown[0]}'")
        return self


class PartMark(Value):
    """How one part was answered.

    Attributes:
        given: What was typed; empty where nothing was.
        credit: Share [0-1] of the part.
        says: What the answer shows, a line each: the slip that gives it, the faults that were missed. Empty where nothing
            is to say.
    """

    part: str
    verdict: DrillVerdict
    given: str
    right_answer: str
    credit: float
    says: str = ""


class DrillMark(Value):
    """How a drill was answered.

    Attributes:
        score: Mean credit [0-1] of the parts.
    """

    verdict: DrillVerdict
    score: float
    parts: tuple[PartMark, ...]
