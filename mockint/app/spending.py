"""What calls of models have cost this month, against the limit that the user has set."""

from __future__ import annotations

from typing import NamedTuple

from mockint.app.services import Services


class Month(NamedTuple):
    """What the calendar month (UTC) has cost so far.

    Attributes:
        usd: Sum of the known prices.
        unknown: Calls without a known price.
        cap_usd: The limit of the settings; 0 for none.
    """

    usd: float
    unknown: int
    cap_usd: float

    def has_room(self, usd: float = 0.0) -> bool:
        """Whether so much more may be spent; where the limit is reached, nothing may."""
        return self.cap_usd <= 0 or (self.usd < self.cap_usd and self.usd + usd <= self.cap_usd)


def this_month(services: Services) -> Month:
    """What this month has cost; blocking, not on the window's thread."""
    now = services.clock.now().wall
    began = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    spent = services.stored(lambda store: store.spent_since(began))
    return Month(spent.usd, spent.unknown, services.settings.load().settings.monthly_cap_usd)
