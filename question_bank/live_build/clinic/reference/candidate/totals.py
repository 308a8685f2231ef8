"""Answers what is asked of several procedures at once: counted, listed, compared, added up. All of it by code."""

from __future__ import annotations

import re
from typing import NamedTuple

from candidate.asked import Asked
from candidate.authority import Subject
from candidate.documents import Procedure
from candidate.reading import Reader, trusted
from candidate.values import Found, numbers_in, singular
from candidate.wording import raw_words, stems

_COUNT = re.compile(r"\b(?:how many|number of|count)\b", re.IGNORECASE)
_MOST = re.compile(r"\b(?:largest|highest|greatest|biggest|longest|most|maximum)\b", re.IGNORECASE)
_SUM = re.compile(r"\b(?:together|sum|add|total|altogether|combined|plus)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“]([^\"”]+)[\"”]")


class Total(NamedTuple):
    """An answer with the procedures that it rests on."""

    text: str | None
    procedures: tuple[Procedure, ...]


def total(reader: Reader, asked: Asked, subjects: list[Subject]) -> Total | None:
    """The answer to a question over several procedures; None where the question is about one."""
    held = [procedure for subject in subjects if (procedure := subject.holding(asked.day))]
    if (titles := _QUOTED.findall(asked.text)) and _SUM.search(asked.text):
        return _sum(reader, asked, titles, subjects)
    owned = _owned(asked.text, held)
    if not owned or not re.search(r"\b(?:procedures?|subjects?|topics?|values)\b", asked.text, re.IGNORECASE):
        return None
    if _MOST.search(asked.text):
        return _largest(reader, asked, owned)
    if _COUNT.search(asked.text):
        return Total(str(len(owned)), tuple(owned))
    return Total(", ".join(procedure.title for procedure in owned), tuple(owned))


def _owned(question: str, procedures: list[Procedure]) -> list[Procedure]:
    """The procedures of the owner that the question names last ('the procedures in force of Access')."""
    said = raw_words(question)
    owners = {procedure.owner for procedure in procedures if procedure.owner}
    named = [owner for owner in owners if set(raw_words(owner)) <= set(said)]
    if not named:
        return []
    as_written = [owner for owner in named if re.search(rf"\b{re.escape(owner)}\b", question)]
    owner = max(as_written or named, key=len)
    return sorted(
        (procedure for procedure in procedures if procedure.owner == owner), key=lambda procedure: procedure.id
    )


def _amounts(reader: Reader, procedure: Procedure) -> list[Found]:
    """The numbers that a procedure settles: its table's, or those of the sentence closest to its title."""
    if procedure.rows:
        return [number for row in procedure.rows for number in numbers_in(row.value)]
    for sentence in reader.index.closest(procedure.title, trusted(procedure)):
        if numbers := numbers_in(sentence):
            return numbers
    return []


def _largest(reader: Reader, asked: Asked, procedures: list[Procedure]) -> Total:
    said = {singular(word) for word in raw_words(asked.text)}
    held = [
        (number.amount, procedure)
        for procedure in procedures
        for number in _amounts(reader, procedure)
        if number.unit in said
    ]
    if not held:
        return Total(None, ())
    _, procedure = max(held, key=lambda pair: pair[0])
    compared = dict.fromkeys(other for _, other in held)
    return Total(procedure.title, tuple(compared))


def _sum(reader: Reader, asked: Asked, titles: list[str], subjects: list[Subject]) -> Total:
    """The sum of the values of the subjects that are named by any title they ever had."""
    procedures = []
    for title in titles:
        wanted = stems(title)
        named = [s for s in subjects if any(stems(procedure.title) == wanted for procedure in s.versions)]
        if len(named) != 1:
            return Total(None, ())
        procedure = named[0].holding(asked.day)
        if procedure is None:
            return Total(None, ())
        procedures.append(procedure)
    numbers = [values[0] for procedure in procedures if (values := _amounts(reader, procedure))]
    units = {number.unit for number in numbers}
    if len(numbers) != len(titles) or len(units) != 1:
        return Total(None, ())
    unit = numbers[0].text.split(maxsplit=1)[-1]
    return Total(f"{sum(number.amount for number in numbers):g} {unit}", tuple(procedures))
