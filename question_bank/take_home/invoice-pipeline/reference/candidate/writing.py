"""Amounts, days and currencies as people write them; None where a text is none of it, rather than a guess."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("january february march april may june july august september october november december").split(), start=1
    )
}
_SIGNS = {"EUR": "EUR", "\u20ac": "EUR", "USD": "USD", "$": "USD", "SEK": "SEK"}
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_DOTTED = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
_DAY_FIRST = re.compile(r"^(\d{1,2}) ([a-z]+) (\d{4})$")
_MONTH_FIRST = re.compile(r"^([a-z]+) (\d{1,2}), (\d{4})$")
_LETTERS = str.maketrans("OolI", "0011")


def currency(text: str) -> str | None:
    """The currency of an amount."""
    return next((code for sign, code in _SIGNS.items() if sign in text), None)


def amount(text: str) -> Decimal | None:
    """An amount in any of the usual writings; the last mark before two digits parts the cents."""
    bare = re.sub(r"EUR|USD|SEK|[\u20ac$\s]", "", text)
    found = re.fullmatch(r"(-?)([\d.,]*?)[.,](\d\d)", bare)
    if not found:
        return None
    whole = re.sub(r"[.,]", "", found[2])
    try:
        return Decimal(f"{found[1]}{whole or '0'}.{found[3]}")
    except InvalidOperation:
        return None


def with_digits(text: str) -> str:
    """The same with letters that a scanner reads for digits turned back; the currency's letters stay."""
    kept = re.split(r"(EUR|USD|SEK)", text)
    return "".join(part if part in _SIGNS else part.translate(_LETTERS) for part in kept)


def day(text: str) -> date | None:
    """A day, in figures or with the month's name."""
    bare = text.strip().lower()
    try:
        if found := _ISO.match(bare):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DOTTED.match(bare):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _DAY_FIRST.match(bare):
            return date(int(found[3]), _MONTHS[found[2]], int(found[1]))
        if found := _MONTH_FIRST.match(bare):
            return date(int(found[3]), _MONTHS[found[1]], int(found[2]))
    except (ValueError, KeyError):
        return None
    return None
