"""Marks the answers to an ops drill: right, nearly or wrong, with the slip that an answer shows."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from statistics import fmean

from mockint.domain.drill import (
    ChoicePart,
    Drawn,
    DrillMark,
    DrillVerdict,
    LinesPart,
    NumberPart,
    Part,
    PartMark,
    Spot,
)
from mockint.domain.quantity import UNITS, read_amount, show_amount

CREDIT: Mapping[DrillVerdict, float] = {"right": 1.0, "nearly": 0.5, "wrong": 0.0}
PASS = 0.5
"""Mean credit from which a drill that is not right is nearly right."""
NOT_ANSWERED = "Not answered."
_EXACT = 1e-9
"""What floating point may be off by where the exact number is asked for."""
_POWERS = (1e3, 1e-3, 1e6, 1e-6, 10, 0.1, 100, 0.01, 8, 1 / 8, 1024, 1 / 1024)
"""Factors that a wrong unit gives."""


def mark_drill(drawn: Drawn, answers: Mapping[str, str]) -> DrillMark:
    """Mark the answers.

    Args:
        drawn: The drill as it was put.
        answers: What was typed, by the part's id; a part that is missing counts as not answered.
    """
    parts = tuple(mark_part(part, answers.get(part.id, "").strip()) for part in drawn.parts)
    score = fmean(part.credit for part in parts)
    verdict: DrillVerdict = "wrong" if score < PASS else "nearly"
    if all(part.verdict == "right" for part in parts):
        verdict = "right"
    return DrillMark(verdict=verdict, score=round(score, 4), parts=parts)


def mark_part(part: Part, given: str) -> PartMark:
    """Mark one answer."""
    match part:
        case NumberPart():
            verdict, says = _number(part, given)
            right = show_amount(part.answer * UNITS[part.unit].factor, part.unit)
        case ChoicePart():
            verdict, says = _choice(part, given)
            right = next(f"{letter}) {option.text}" for letter, option in part.letters.items() if option.right)
        case LinesPart():
            verdict, says = _lines(part, given)
            right = "; ".join(_named(spot) for spot in part.faults)
    if not given:
        verdict, says = "wrong", NOT_ANSWERED
    return PartMark(part=part.id, verdict=verdict, given=given, right_answer=right, credit=CREDIT[verdict], says=says)


def _number(part: NumberPart, given: str) -> tuple[DrillVerdict, str]:
    amount = read_amount(given, part.unit)
    unit = UNITS[part.unit]
    if amount is None:
        return "wrong", f"'{given}' is not an amount; write a number, such as {_example(part.unit)}."
    if amount.dimension != unit.dimension:
        return "wrong", f"That is {_a(amount.dimension)}; {_a(unit.dimension)} is asked for."
    value = amount.value / unit.factor
    if is_within(value, part.answer, part.tolerance):
        return "right", ""
    for slip in part.slips:
        if is_within(value, slip.answer, part.tolerance):
            return "wrong", slip.says
    if is_within(value, part.answer, part.near_share):
        return "nearly", f"{_percent_off(value, part.answer)} off: the way may be right, the sum is not."
    for factor in _POWERS:
        if is_within(value, part.answer * factor, part.tolerance):
            return "wrong", f"It is off by a factor of {_factor(factor)}: look at the units."
    return "wrong", ""


def is_within(value: float, answer: float, share: float) -> bool:
    """Whether a value differs from the answer by at most this share of it."""
    return abs(value - answer) <= max(share, _EXACT) * max(abs(answer), _EXACT)


def _choice(part: ChoicePart, given: str) -> tuple[DrillVerdict, str]:
    letters = part.letters
    chosen = letters.get(given.strip(" ().").lower())
    if chosen is None:
        return "wrong", f"'{given}' is none of the letters {', '.join(letters)}."
    return ("right" if chosen.right else "nearly" if chosen.near else "wrong"), chosen.says


def _lines(part: LinesPart, given: str) -> tuple[DrillVerdict, str]:
    if not re.fullmatch(r"(?i)(lines?)?[\d\s,;:.+&-]*(and[\d\s,;]*)?", given) or not re.search(r"\d", given):
        return "wrong", f"'{given}' is not a list of line numbers, such as 3, 7."
    named = _numbers(given)
    hit = [spot for spot in part.faults if named & {*spot.lines}]
    false = sorted(named - {line for spot in part.faults for line in spot.lines})
    precision = len(hit) / (len(hit) + len(false)) if hit else 0.0
    recall = len(hit) / len(part.faults)
    f1 = 2 * precision * recall / (precision + recall) if hit else 0.0
    missed = [f"Missed: line {_named(spot)}. {_sentence(spot.says)}" for spot in part.faults if spot not in hit]
    fine = [_fine(part, line) for line in false]
    verdict: DrillVerdict = "right" if f1 == 1 else "nearly" if f1 >= PASS else "wrong"
    return verdict, "\n".join((*missed, *fine))


def _numbers(given: str) -> set[int]:
    """The lines that are named; ``4-6`` means each of the three."""
    found: set[int] = set()
    for first, last in re.findall(r"(\d{1,6})(?:\s*-\s*(\d{1,6}))?", given):
        end = int(last or first)
        found.update(range(int(first), min(end, int(first) + 100) + 1))
    return found


def _fine(part: LinesPart, line: int) -> str:
    known = next((spot.says for spot in part.look_alikes if line in spot.lines), "")
    return f"Line {line} is not at fault. {_sentence(known)}".strip()


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _named(spot: Spot) -> str:
    return " or ".join(map(str, spot.lines))


def _example(unit: str) -> str:
    return show_amount(12 * UNITS[unit].factor, unit)


def _a(dimension: str) -> str:
    return f"an amount of {dimension}" if dimension in {"money", "time", "tokens"} else f"a {dimension}"


def _percent_off(value: float, answer: float) -> str:
    return f"{abs(value - answer) / abs(answer) * 100:.2g} %" if answer else show_amount(abs(value), "")


def _factor(factor: float) -> str:
    size = factor if factor > 1 else 1 / factor
    return f"{math.floor(size + 0.5):,}"
