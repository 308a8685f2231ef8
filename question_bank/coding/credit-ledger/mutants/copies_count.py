from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Any

Event = Sequence[Any]
Feature = str | None

# What happens first where times are equal.
ORDER = {"expire": 0, "grant": 1, "use": 2, "refund": 3, "balance": 4}


@dataclass
class Grant:
    """Credits of one date; `left` is 0 once it has expired."""

    expires: int
    number: int
    feature: Feature
    left: int = 0


class Account:
    """The credits of one workshop while events are played in order of time."""

    def __init__(self) -> None:
        self.balance = 0
        self._left: defaultdict[Feature, int] = defaultdict(int)  # by feature
        # By feature a heap of (expires, number, grant), the next to expire first; also of grants that are empty.
        self._open: defaultdict[Feature, list[tuple[int, int, Grant]]] = defaultdict(list)
        self._grants = 0
        self._taken: dict[str, list[tuple[Grant, int]]] = {}

    def grant(self, amount: int, expires: int, feature: Feature) -> Grant:
        """Add credits."""
        grant = Grant(expires, self._grants, feature)
        self._grants += 1
        self._open_again(grant)
        self._change(grant, amount)
        return grant

    def expire(self, grant: Grant) -> None:
        """Take away what a grant still holds."""
        self._change(grant, -grant.left)

    def use(self, name: str, amount: int, feature: Feature) -> bool:
        """Pay for a use, in full or not at all; returns whether it was paid."""
        can_pay = {None, feature}
        if sum(self._left[each] for each in can_pay) < amount:
            return False
        parts = self._taken[name] = []
        while amount:
            grant = self._next_to_expire(can_pay)
            part = min(amount, grant.left)
            self._change(grant, -part)
            parts.append((grant, part))
            amount -= part
        return True

    def refund(self, use: str, amount: int, now: int) -> None:
        """Give back what a use took last, as far as its grants are still good."""
        parts = self._taken.get(use, [])
        while amount and parts:
            grant, taken = parts.pop()
            part = min(amount, taken)
            if part < taken:
                parts.append((grant, taken - part))
            if now < grant.expires:
                if grant.left == 0:
                    self._open_again(grant)
                self._change(grant, part)
            amount -= part

    def _change(self, grant: Grant, amount: int) -> None:
        """The only place where credits come and go."""
        grant.left += amount
        self._left[grant.feature] += amount
        self.balance += amount

    def _open_again(self, grant: Grant) -> None:
        heappush(self._open[grant.feature], (grant.expires, grant.number, grant))

    def _next_to_expire(self, features: set[Feature]) -> Grant:
        heaps = [self._open[feature] for feature in features]
        for heap in heaps:
            while heap and heap[0][2].left == 0:
                heappop(heap)
        return min(heap[0] for heap in heaps if heap)[2]


def settle(events: Sequence[Event], moments: Sequence[int]) -> tuple[list[int], list[str]]:
    """The balances at some moments, and the uses that could not be paid."""
    steps: list[tuple[int, int, int, Event]] = []
    for place, event in enumerate(events):
        kind, name, at = event[:3]
        steps.append((at, ORDER[kind], place, event))
        if kind == "grant":
            steps.append((event[4], ORDER["expire"], place, ("expire", name)))
    steps += [(moment, ORDER["balance"], place, ("balance",)) for place, moment in enumerate(moments)]

    account = Account()
    grants: dict[str, Grant] = {}
    balances, refused = [0] * len(moments), []
    for at, _, place, step in sorted(steps, key=lambda step: step[:3]):
        match step:
            case ["grant", name, _, amount, expires, *feature]:
                grants[name] = account.grant(amount, expires, feature[0] if feature else None)
            case ["expire", name]:
                account.expire(grants[name])
            case ["use", name, _, amount, *feature]:
                if not account.use(name, amount, feature[0] if feature else None):
                    refused.append(name)
            case ["refund", _, _, use, amount]:
                account.refund(use, amount, at)
            case _:
                balances[place] = account.balance
    return balances, refused
