"""Values that were drawn for a fact: the words that stand in a document, and the typed answer that is right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from mockint.corpus.draw import Draw
from mockint.domain.build import DateGold, EntityGold, Gold, NumberGold, YesNoGold
from mockint.domain.vocabulary import DateValue, EntityValue, NumberValue, Topic, Vocabulary, YesNoValue

MOST_STEPS = 400
"""Numbers that are drawn from at most; a longer range is thinned out."""


class Drawn(NamedTuple):
    """One value.

    Attributes:
        words: As it stands in a document.
        gold: The typed answer.
    """

    words: str
    gold: Gold

    @property
    def amount(self) -> float:
        """The number of a number value.

        Raises:
            TypeError: If it is none.
        """
        if not isinstance(self.gold, NumberGold):
            raise TypeError("not a number")
        return self.gold.value


def candidates(topic: Topic, vocabulary: Vocabulary) -> list[Drawn]:
    """Every value that could be drawn for a topic, all different, in their natural order."""
    value = topic.value
    if isinstance(value, NumberValue):
        steps = math.floor((value.high - value.low) / value.step + 1e-9) + 1
        every = math.ceil(steps / MOST_STEPS)
        return [number(round(value.low + at * value.step, 6), value.unit) for at in range(0, steps, every)]
    if isinstance(value, DateValue):
        first, last = date.fromisoformat(value.first), date.fromisoformat(value.last)
        days = (last - first).days + 1
        every = math.ceil(days / MOST_STEPS)
        return [day(first + timedelta(days=at)) for at in range(0, days, every)]
    if isinstance(value, EntityValue):
        return [Drawn(name, EntityGold(name=name)) for name in vocabulary.pools[value.pool]]
    return [Drawn(value.yes, YesNoGold(value=True)), Drawn(value.no, YesNoGold(value=False))]


def different(topic: Topic, vocabulary: Vocabulary, draw: Draw, count: int) -> list[Drawn]:
    """Values for a topic, of which the first equals none of the others.

    A yes-or-no fact has but two: then all others are the second. Elsewhere all are different as far as there are enough,
    and even and odd seeds draw from halves of their own: so siblings, where a half is enough, share no value.
    """
    every = candidates(topic, vocabulary)
    half = every[draw.seed % 2 :: 2]
    ordered = draw.order(half if len(half) >= count else every)
    if isinstance(topic.value, YesNoValue):
        return [ordered[0], *[ordered[1]] * (count - 1)]
    return [ordered[at] if at < len(ordered) else ordered[1 + at % (len(ordered) - 1)] for at in range(count)]


def number(value: float, unit: str) -> Drawn:
    """A number with its unit; one of something stands in the singular."""
    amount = int(value) if value == int(value) else value
    plain = f"{amount:,}" if isinstance(amount, int) else f"{amount:g}"
    shown = unit[:-1] if amount == 1 and unit.endswith("s") and len(unit) > 2 else unit
    words = f"{plain}%" if unit == "%" else f"{plain} {shown}".rstrip()
    return Drawn(words, NumberGold(value=float(value), unit=unit))


def day(value: date) -> Drawn:
    """A day as people write it."""
    return Drawn(day_words(value), DateGold(value=value))


def day_words(value: date) -> str:
    """A day as people write it; not by the machine's own language."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def joined(names: Sequence[str]) -> str:
    """Names in a row, as in a sentence."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
