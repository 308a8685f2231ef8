"""Numbers with units, and days, as they stand in an answer in English."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from mockint.domain.build import NumberGold

MOST_DIFFERENT: Final = 2
"""An answer that names more different values than these is not an answer but a list of guesses."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH}),? (\d{{4}})\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b({_MONTH}) (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
_YEAR_LAST = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b")

_SYMBOLS = {"€": "eur", "$": "usd", "£": "gbp", "¥": "jpy", "%": "percent"}
_NAMES = {
    "eur": "euro",
    "usd": "dollar",
    "gbp": "pound",
    "jpy": "yen",
    "chf": "franc",
    "sek": "",
    "nok": "",
    "dkk": "",
    "percent": "pct",
    "millisecond": "ms",
    "second": "s sec",
    "minute": "min",
    "hour": "h hr",
    "day": "d",
    "week": "wk",
    "month": "",
    "year": "yr",
    "kb": "kilobyte",
    "mb": "megabyte",
    "gb": "gigabyte",
    "tb": "terabyte",
    "kg": "kilogram",
    "km": "kilometre kilometer",
    "mg": "milligram",
    "ml": "millilitre milliliter",
}
_UNITS = {name: unit for unit, names in _NAMES.items() for name in (unit, *names.split())} | _SYMBOLS
_SECONDS = {"millisecond": 0.001, "second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0, "week": 604800.0}
_MONEY = frozenset({"eur", "usd", "gbp", "jpy", "chf", "sek", "nok", "dkk"})
_ENDS_A_UNIT = frozenset(
    [
        "per",
        "a",
        "an",
        "each",
        "every",
        "for",
        "within",
        "in",
        "of",
        "and",
        "or",
        "to",
        "by",
        "after",
        "before",
        "at",
        "on",
        "from",
        "until",
        "is",
        "are",
        "was",
        "the",
        "as",
        "if",
    ]
)
_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]

_NO_NUMBER = re.compile(
    r"\b[A-Z]{2,6}-\d+\b|\b[a-z]{2,6}-\d{3,}\b|\[[^\]]*\]|\b\d{1,2}:\d{2}\b"
    r"|\b(?:version|section|page|step|paragraph|row|line|source|article|document|release|no\.|§|#) ?\d+(?:\.\d+)*"
    r"|\b(?!\d{1,3}(?:\.\d{3})+\b)\d+(?:\.\d+){2,}\b"
)
_MONTH_YEAR = re.compile(rf"\b{_MONTH} \d{{4}}\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<![\w.])(?P<sign>[-\u2212])?(?P<digits>\d{1,3}(?:[ ,.'_\u2019]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    r"(?:(?P<k>k)\b| (?P<many>thousand|million)\b)?",
    re.IGNORECASE,
)
_WORD_NUMBER = re.compile(rf"\b({'|'.join(_WORDS)})(?=[ -]([a-z]+)(?:[ -]([a-z]+))?)", re.IGNORECASE)
_BEFORE = re.compile(r"(€|\$|£|¥|\b[A-Za-z]{3}) ?$")
_AFTER = re.compile(r"[^.;:!?\n\d,)]*")
_NEAR = 60
"""Characters before and after a number in which its unit stands."""
_PIECE = re.compile(r"[^\W\d_]+|[%€$£¥/]")
_JOINED = re.compile(r"\s*(?:,|or|to|and|-|\u2013|/|, or|, and)\s*", re.IGNORECASE)


class _Found(NamedTuple):
    """A number in a text: the values that it can be read as (``1.200``), its unit if one is told, and of what rate."""

    readings: tuple[float, ...]
    unit: str
    per: str
    start: int
    end: int


def dates_in(text: str) -> list[frozenset[date]]:
    """The days that a text names, each as the days that it can be read as (``03/04/2024`` is two)."""
    days = [_readings((match[3], _month(match[2]), match[1])) for match in _DAY_FIRST.finditer(text)]
    days += [_readings((match[3], _month(match[1]), match[2])) for match in _MONTH_FIRST.finditer(text)]
    days += [_readings((match[1], match[2], match[3])) for match in _YEAR_FIRST.finditer(text)]
    days += [
        _readings((match[4], match[3], match[1]), (match[4], match[1], match[3])) for match in _YEAR_LAST.finditer(text)
    ]
    return [day for day in days if day]


def is_number(gold: NumberGold, text: str) -> bool:
    """Whether a text gives this number in its unit, and not more than two different ones of it.

    Numbers with another unit do not count. A number without any counts only where none has the unit. Times in
    another unit of time are converted; sizes and money are not. Of a sum only what follows its last ``=`` counts.
    """
    text = text.rpartition("=")[2]
    unit, _, per = gold.unit.casefold().partition(" per ")
    head = _canonical(unit.split()[-1]) if unit.split() else ""
    period = _canonical(per) if per else ""
    found = _numbers(text, head)
    if period:
        found = [one for one in found if not one.per or one.per == period]
    values = [one.readings for one in found if one.unit == head] if head else [one.readings for one in found]
    if not values and head in _SECONDS:
        scaled = [(one, _SECONDS[one.unit] / _SECONDS[head]) for one in found if one.unit in _SECONDS]
        values = [tuple(reading * scale for reading in one.readings) for one, scale in scaled]
    if not values:
        bare = [one.readings for one in found if not one.unit]
        values = [one for one in bare if not _is_year(one[0])] or bare
    if len({one[0] for one in values}) > MOST_DIFFERENT:
        return False
    slack = gold.tolerance + 1e-9 * max(1.0, abs(gold.value))
    return any(abs(reading - gold.value) <= slack for readings in values for reading in readings)


def _numbers(text: str, head: str) -> list[_Found]:
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST, _YEAR_LAST, _MONTH_YEAR, _NO_NUMBER):
        text = pattern.sub(" ; ", text)
    text = re.sub(r"\bper cent\b", "percent", text, flags=re.IGNORECASE)
    text = _WORD_NUMBER.sub(lambda word: _digit(word, head), text)
    found = [_found(match, text, head) for match in _NUMBER.finditer(text)]
    return _inherit(list(reversed(_inherit(list(reversed(found)), text))), text)


def _digit(word: re.Match[str], head: str) -> str:
    """A number in words stands for a number only before a unit: 'one of the three days' is no 1."""
    units = {_canonical(piece) for piece in (word[2], word[3] or "")}
    return str(_WORDS.index(word[1].casefold())) if units & {head, *_NAMES} else word[0]


def _found(match: re.Match[str], text: str, head: str) -> _Found:
    scale = 1000.0 if match["k"] or (match["many"] or "").casefold() == "thousand" else 1.0
    scale = 1e6 if (match["many"] or "").casefold() == "million" else scale
    sign = -1.0 if match["sign"] else 1.0
    readings = tuple(sign * scale * reading for reading in _values(match["digits"]))
    before = _BEFORE.search(text[max(0, match.start() - _NEAR) : match.start()])
    money = _canonical(before[1]) if before else ""
    unit, per = _unit_after(text[match.end() : match.end() + _NEAR], head)
    return _Found(readings, money if money in _MONEY else unit, per, match.start(), match.end())


def _unit_after(text: str, head: str) -> tuple[str, str]:
    """The unit that follows a number, at most two words away (``3 working days``), and what it is counted per."""
    after = _AFTER.match(text.lstrip(" -("))
    pieces = [piece.casefold() for piece in _PIECE.findall(after[0] if after else "")]
    unit = ""
    for place, piece in enumerate(pieces[:5]):
        name = _canonical(piece)
        if place and pieces[place - 1] in {"per", "a", "an", "each", "every", "/"}:
            return unit, name
        if piece in _ENDS_A_UNIT or piece == "/":
            continue
        if not unit and place < 3 and (name == head or name in _NAMES):
            if _ENDS_A_UNIT.intersection(pieces[:place]):
                break
            unit = name
    return unit, ""


def _inherit(found: list[_Found], text: str) -> list[_Found]:
    """In ``3 to 5 days`` and ``EUR 3 or 5`` the number without a unit has that of its neighbour."""
    told: list[_Found] = []
    for one in found:
        if told and not one.unit and told[-1].unit:
            first, last = sorted((one, told[-1]), key=lambda each: each.start)
            if _JOINED.fullmatch(text[first.end : last.start]):
                told.append(one._replace(unit=told[-1].unit))
                continue
        told.append(one)
    return told


def _values(digits: str) -> tuple[float, ...]:
    """What digits can be read as, first the usual reading: ``1,200`` is 1200, else 1.2; ``1.200`` the other way round."""
    plain = re.sub(r"[ '_\u2019]", "", digits)
    marks = [mark for mark in plain if mark in ".,"]
    if not marks:
        return (float(plain),)
    last = marks[-1]
    decimal = (
        float(plain.replace("." if last == "," else ",", "").replace(last, ".")) if marks.count(last) == 1 else None
    )
    grouped = re.fullmatch(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*", plain)
    whole = float(plain.replace(".", "").replace(",", "")) if grouped else None
    order = (whole, decimal) if last == "," else (decimal, whole)
    return tuple(value for value in order if value is not None)


def _canonical(word: str) -> str:
    word = word.casefold().strip(".")
    if word in _UNITS:
        return _UNITS[word]
    single = f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s") if len(word) > 2 else word
    return _UNITS.get(single, single)


def _is_year(value: float) -> bool:
    return 1900 <= value <= 2100 and value == int(value)


def _month(word: str) -> str:
    return str(_MONTHS.index(word[:3].casefold()) + 1)


def _readings(*options: tuple[str, str, str]) -> frozenset[date]:
    days: set[date] = set()
    for year, month, day in options:
        try:
            days.add(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return frozenset(days)
