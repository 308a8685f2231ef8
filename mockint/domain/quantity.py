"""Reads an amount with its unit as an engineer types it: ``12.5 GB``, ``1.2k``, ``$30.20``, ``95 %``, ``90 s``."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Final, NamedTuple


class Unit(NamedTuple):
    """A unit of measure.

    Attributes:
        dimension: What it measures; amounts of one dimension can be compared.
        factor: How many of the dimension's base unit it is.
    """

    dimension: str
    factor: float


UNITS: Final[Mapping[str, Unit]] = {
    "": Unit("count", 1),
    "%": Unit("percent", 1),
    "B": Unit("size", 1),
    "kB": Unit("size", 1e3),
    "MB": Unit("size", 1e6),
    "GB": Unit("size", 1e9),
    "TB": Unit("size", 1e12),
    "KiB": Unit("size", 2**10),
    "MiB": Unit("size", 2**20),
    "GiB": Unit("size", 2**30),
    "TiB": Unit("size", 2**40),
    "us": Unit("time", 1e-6),
    "ms": Unit("time", 1e-3),
    "s": Unit("time", 1),
    "min": Unit("time", 60),
    "h": Unit("time", 3600),
    "days": Unit("time", 86400),
    "$": Unit("money", 1),
    "tokens": Unit("tokens", 1),
    "req/s": Unit("requests a second", 1),
    "tokens/s": Unit("tokens a second", 1),
    "GB/s": Unit("transfer", 1),
}
"""The units that can be asked for; the base units are bytes, seconds and dollars."""
_OTHER_NAMES: Final[Mapping[str, str]] = {
    "percent": "%",
    "bytes": "B",
    "byte": "B",
    "kb": "kB",
    "mb": "MB",
    "gb": "GB",
    "tb": "TB",
    "kib": "KiB",
    "mib": "MiB",
    "gib": "GiB",
    "tib": "TiB",
    "µs": "us",
    "msec": "ms",
    "sec": "s",
    "secs": "s",
    "second": "s",
    "seconds": "s",
    "m": "min",
    "mins": "min",
    "minute": "min",
    "minutes": "min",
    "hour": "h",
    "hours": "h",
    "hrs": "h",
    "hr": "h",
    "d": "days",
    "day": "days",
    "usd": "$",
    "dollars": "$",
    "token": "tokens",
    "rps": "req/s",
    "requests/s": "req/s",
    "tok/s": "tokens/s",
}
_SCALES: Final[Mapping[str, float]] = {"": 1, "k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "G": 1e9, "T": 1e12}
_AMOUNT = re.compile(
    r"""\s*(?:about|approx\.?|~|≈|=)?\s*(?P<money>\$)?\s*
    (?P<number>[-+]?(?=\.?\d)(?:\d{1,3}(?:[,_'\u202f\u00a0 ]\d{3})+|\d+)?(?:\.\d+)?(?:[eE][-+]?\d+)?)
    \s*(?P<rest>\S.*)?""",
    re.VERBOSE,
)
_MOST_CHARACTERS = 60


class Amount(NamedTuple):
    """A number with what it measures.

    Attributes:
        value: In the dimension's base unit.
        dimension: As in `Unit`; ``count`` where no unit was written.
    """

    value: float
    dimension: str


def read_amount(text: str, unit: str = "") -> Amount | None:
    """The amount in a text, or None where there is none to be read.

    Args:
        text: What was typed.
        unit: The unit that a number without one is meant in; one of `UNITS`.
    """
    text = text.strip().rstrip(".")
    matched = _AMOUNT.fullmatch(text) if len(text) <= _MOST_CHARACTERS else None
    if matched is None:
        return None
    number = float(re.sub(r"[,_'\s]", "", matched["number"]))
    found = _read_unit((matched["rest"] or "").strip(), "$" if matched["money"] else "", unit)
    if found is None or not math.isfinite(number * found.factor):
        return None
    return Amount(number * found.factor, found.dimension)


def show_amount(value: float, unit: str) -> str:
    """An amount of base units as a person reads it, in this unit: four significant digits, thousands apart."""
    shown = value / UNITS[unit].factor
    digits = 0 if shown == 0 or float(shown).is_integer() else max(0, 3 - math.floor(math.log10(abs(shown))))
    number = f"{shown:,.{min(digits, 9)}f}"
    if unit == "$":
        return f"-${number[1:]}" if number.startswith("-") else f"${number}"
    return f"{number} {unit}".strip()


def _read_unit(rest: str, written: str, default: str) -> Unit | None:
    """The unit of what stands behind a number: a scale (``k``, ``M``), a unit, or both (``3 M tokens``)."""
    usual = UNITS[written or default]
    if rest in _SCALES and (rest != "B" or usual.dimension == "count"):  # 2B are two billions, or two bytes of a size
        return Unit(usual.dimension, usual.factor * _SCALES[rest])
    for scale, factor in _SCALES.items():
        if rest.startswith(scale):
            unit = _named(rest[len(scale) :].strip())
            if unit is not None and (not written or unit.dimension == "money"):
                return Unit(unit.dimension, unit.factor * factor)
    # '12 replicas' is a count of what was asked for.
    return usual if usual.dimension == "count" and re.fullmatch(r"[A-Za-z][a-z ]{2,}", rest) else None


def _named(text: str) -> Unit | None:
    if not text:
        return None
    return UNITS.get(text) or UNITS.get(_OTHER_NAMES.get(text.lower(), " "))
