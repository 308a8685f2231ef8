"""The estimate pad: works out lines such as ``100k users * 10 * 2k tokens * $3/M``, with units, as they are typed.

A line is an expression, or ``name = expression`` whose name later lines may use; anything else is a note. Money, sizes and
times keep their dimension, so that dollars are never added to gigabytes; other words (*users*, *tokens*, *calls*) only say
what is counted, and count as 1.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from mockint.domain.quantity import UNITS, show_amount

MOST_LINES: Final = 200
MOST_CHARACTERS: Final = 300
_SCALES: Final[Mapping[str, float]] = {"k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "bn": 1e9, "T": 1e12}
_TIMES: Final[Mapping[str, float]] = {
    "us": 1e-6,
    "ms": 1e-3,
    "s": 1,
    "sec": 1,
    "second": 1,
    "min": 60,
    "minute": 60,
    "h": 3600,
    "hour": 3600,
    "day": 86400,
    "week": 7 * 86400,
    "month": 30 * 86400,
    "year": 365 * 86400,
}
"""Seconds; a month has 30 days, a year 365."""
_SHOWN: Final = (("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3), ("B", 1))
_SHOWN_TIMES: Final = (("days", 2 * 86400), ("h", 2 * 3600), ("min", 120), ("s", 1), ("ms", 1e-3), ("us", 0))
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?|\.\d+)(?P<scale>(?:bn|[kKMGTB])(?![A-Za-z]))?"
    r"|(?P<word>[A-Za-z_\u00b5][\w-]*)|(?P<sign>[-+*/^()%$=]))"
)
_SIGNS: Final = {0xD7: "*", 0xB7: "*"}
"""The multiplication sign and the middle dot."""
_DIMENSIONS: Final = ("money", "size", "time")
_DEEPEST: Final = 60


class Worked(NamedTuple):
    """One line worked out.

    Attributes:
        value: In dollars, bytes and seconds, or a plain number; None for a note, and where there is a fault.
        powers: Power of money, size and time, in this order; (1, 0, -1) are dollars a second.
        shown: The value as a person reads it; empty where there is none.
        fault: What keeps the line from being worked out, in a sentence; empty for a note.
    """

    text: str
    value: float | None = None
    powers: tuple[int, int, int] = (0, 0, 0)
    shown: str = ""
    fault: str = ""


class _Amount(NamedTuple):
    value: float
    powers: tuple[int, int, int] = (0, 0, 0)


class _LineError(Exception):
    """Why a line cannot be worked out."""


def work_out(text: str) -> tuple[Worked, ...]:
    """Every line of a pad, worked out from the first to the last; bad lines have a fault and stop nothing."""
    names: dict[str, _Amount] = {}
    return tuple(_line(line, names) for line in text.splitlines()[:MOST_LINES])


def total(lines: tuple[Worked, ...]) -> str:
    """The sum of the lines that are money and have no name, as a person reads it; empty with fewer than two of them."""
    money = [
        line.value for line in lines if line.value is not None and line.powers == (1, 0, 0) and "=" not in line.text
    ]
    return show_amount(math.fsum(money), "$") if len(money) > 1 else ""


def as_text(text: str) -> str:
    """A pad with the result behind each line, and the total below; what stands beyond the limit of lines is kept as it is."""
    lines = work_out(text)
    read = [f"{line.text}  = {line.shown}" if line.shown else line.text for line in lines]
    found = total(lines)
    rest = text.splitlines()[MOST_LINES:]
    return "\n".join([*read, *rest, *([f"Total of the lines in $: {found}"] if found else [])])


def _line(text: str, names: dict[str, _Amount]) -> Worked:
    wanted = text.partition("#")[0].translate(_SIGNS).strip()
    known = {word.casefold() for word in re.findall(r"[A-Za-z_][\w-]*", wanted)} & names.keys()
    if not known and not any(letter.isdigit() for letter in wanted):
        return Worked(text)  # a note, or nothing
    try:
        if len(wanted) > MOST_CHARACTERS:
            raise _LineError(f"A line may have {MOST_CHARACTERS} characters.")
        name, equals, rest = wanted.partition("=")
        if equals and re.fullmatch(r"[A-Za-z_][\w -]*", name.strip()):
            amount = names[name.strip().casefold()] = _Parser(rest, names).read()
        else:
            amount = _Parser(wanted.rstrip("= "), names).read()
    except _LineError as fault:
        # Prose with a number in it is a note and no mistake.
        return Worked(text, fault="" if _is_prose(wanted) else str(fault))
    return Worked(text, amount.value, amount.powers, _show(amount))


def _is_prose(text: str) -> bool:
    """Whether a line is words with a number or a sign among them, and not a sum that went wrong."""
    words = len(re.findall(r"[A-Za-z]{2,}", text))
    return words > len(re.findall(r"[\d.,]+|[-+*/^=$()]", text)) or not re.search(r"[-+*/^=$]", text)


class _Parser:
    """Reads one expression: sums of products of powers, with words between that say what is counted."""

    def __init__(self, text: str, names: Mapping[str, _Amount]) -> None:
        self._tokens = _tokens(text)
        self._names = names
        self._at = 0
        self._depth = 0

    def read(self) -> _Amount:
        if not self._tokens:
            raise _LineError("Nothing to work out.")
        amount = self._sum()
        if self._at < len(self._tokens):
            raise _LineError(f"What does '{self._tokens[self._at][1]}' mean here?")
        if not math.isfinite(amount.value):
            raise _LineError("The number is too large.")
        return amount

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _sum(self) -> _Amount:
        amount = self._product()
        while self._peek() in {"+", "-"}:
            sign = 1 if self._take() == "+" else -1
            other = self._product()
            if other.powers != amount.powers:
                raise _LineError(f"{_kind(other)} cannot be added to {_kind(amount)}.")
            amount = _Amount(amount.value + sign * other.value, amount.powers)
        return amount

    def _product(self) -> _Amount:
        amount = self._thing()
        while self._peek() in {"*", "/", "per"}:
            over = self._take() in {"/", "per"}
            amount = _times(amount, self._thing(), over=over)
        return amount

    def _thing(self) -> _Amount:
        sign = self._sign()
        amount = self._bare()
        if self._peek() == "^":
            self._take()
            amount = _raised(amount, self._sign(), self._bare())
        while self._at < len(self._tokens) and self._tokens[self._at][0] == "word" and self._peek() != "per":
            amount = _times(amount, self._word(self._take()))
        return _Amount(sign * amount.value, amount.powers)

    def _sign(self) -> int:
        sign = 1
        while self._peek() in {"-", "+"}:
            sign *= -1 if self._take() == "-" else 1
        return sign

    def _bare(self) -> _Amount:
        if self._at >= len(self._tokens):
            raise _LineError("The line ends too early.")
        kind, read = self._tokens[self._at]
        self._at += 1
        if kind == "number":
            amount = _Amount(float(read))
            if self._peek() == "%":
                self._take()
                return _Amount(amount.value / 100)
            return amount
        if kind == "word":
            return self._word(read)
        if read == "$":
            return _times(self._bare(), _Amount(1, (1, 0, 0)))
        if read == "(":
            self._depth += 1
            if self._depth > _DEEPEST:
                raise _LineError("There are too many brackets.")
            amount = self._sum()
            self._depth -= 1
            if self._peek() != ")":
                raise _LineError("A bracket is not closed.")
            self._take()
            return amount
        raise _LineError(f"What does '{read}' mean here?")

    def _word(self, word: str) -> _Amount:
        named = self._names.get(word.casefold())
        if named is not None:
            return named
        time = _TIMES.get(word) or _TIMES.get(word.lower().rstrip("s")) or _TIMES.get(word.lower())
        if time is not None:
            return _Amount(time, (0, 0, 1))
        unit = UNITS.get(word)
        if unit is not None and unit.dimension == "size":
            return _Amount(unit.factor, (0, 1, 0))
        if word in _SCALES:
            return _Amount(_SCALES[word])
        return _Amount(1)

    def _take(self) -> str:
        token = self._peek()
        self._at += 1
        return token


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at = 0
    while text[at:].strip():
        matched = _TOKEN.match(text, at)
        if matched is None:
            raise _LineError(f"What does '{text[at:].strip()[0]}' mean here?")
        if matched["number"]:
            scale = matched["scale"] or ""
            factor = 1e9 if scale == "B" else _SCALES.get(scale, 1)
            found.append(("number", repr(float(matched["number"].replace(",", "")) * factor)))
        elif matched["word"]:
            found.append(("word", matched["word"]))
        else:
            found.append(("sign", matched["sign"]))
        at = matched.end()
    return found


def _raised(amount: _Amount, sign: int, exponent: _Amount) -> _Amount:
    if exponent.powers != (0, 0, 0) or amount.powers != (0, 0, 0):
        raise _LineError("Only plain numbers can be raised to a power.")
    try:
        return _Amount(float(amount.value ** (sign * exponent.value)))
    except (OverflowError, ZeroDivisionError, TypeError):  # TypeError: a root of a negative number is complex
        raise _LineError("There is no such power, or it is too large.") from None


def _times(one: _Amount, other: _Amount, *, over: bool = False) -> _Amount:
    sign = -1 if over else 1
    if over and other.value == 0:
        raise _LineError("Nothing can be divided by 0.")
    value = one.value / other.value if over else one.value * other.value
    money, size, time = (left + sign * right for left, right in zip(one.powers, other.powers, strict=True))
    return _Amount(value, (money, size, time))


def _kind(amount: _Amount) -> str:
    names = [name for name, power in zip(_DIMENSIONS, amount.powers, strict=True) if power]
    return f"an amount of {' and '.join(names)}" if names else "a plain number"


def _show(amount: _Amount) -> str:
    value, (money, size, time) = amount.value, amount.powers
    if (money, size, time) == (0, 0, 0):
        return show_amount(value, "")
    if (money, size, time) == (0, 0, 1):
        unit = next(unit for unit, least in _SHOWN_TIMES if abs(value) >= least)
        return show_amount(value, unit)
    if time == -1 and money in (0, 1) and money + size <= 1:
        return _rate(value, money, size)
    if (money, size, time) == (1, 0, 0):
        return show_amount(value, "$")
    if (money, size, time) == (0, 1, 0):
        return _size(value)
    powers = " ".join(
        f"{unit}{f'^{power}' if power != 1 else ''}"
        for unit, power in zip(("$", "B", "s"), amount.powers, strict=True)
        if power
    )
    return f"{show_amount(value, '')} {powers}"


def _rate(value: float, money: int, size: int) -> str:
    """So much a second; money by the month, as it is paid."""
    if money:
        return f"{show_amount(value * _TIMES['month'], '$')} a month"
    return f"{_size(value) if size else show_amount(value, '')} a second"


def _size(value: float) -> str:
    unit = next((unit for unit, least in _SHOWN if abs(value) >= least), "B")
    return show_amount(value, unit)
