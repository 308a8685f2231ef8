"""Whether a document adds up, and what a scanner's letter stood for where the sum proves it."""

from __future__ import annotations

from decimal import Decimal

from candidate import writing

AMOUNTS = ("net", "tax", "total")
_CENT = Decimal("0.01")


def amounts(values: dict[str, str]) -> tuple[dict[str, Decimal | None], list[str]]:
    """The amounts, and which of them were repaired: only where net and tax then make the total."""
    found = {name: writing.amount(values.get(name, "")) for name in AMOUNTS}
    broken = [name for name in AMOUNTS if found[name] is None and name in values]
    if not broken:
        return found, []
    tried = {**found, **{name: writing.amount(writing.with_digits(values[name])) for name in broken}}
    return (tried, broken) if adds_up(tried) else (found, [])


def adds_up(found: dict[str, Decimal | None]) -> bool:
    """Whether net and tax make the total."""
    net, tax, total = (found[name] for name in AMOUNTS)
    return net is not None and tax is not None and total is not None and net + tax == total


def tax_fits(found: dict[str, Decimal | None], rate: int | None) -> bool:
    """Whether the tax is that share of the net amount, to a cent; true where no rate is said."""
    net, tax = found["net"], found["tax"]
    return rate is None or net is None or tax is None or abs(net * rate / 100 - tax) <= _CENT
