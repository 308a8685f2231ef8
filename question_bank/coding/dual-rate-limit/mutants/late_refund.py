from collections.abc import Callable

WINDOW_MS = 60_000


class Limiter:
    """Admits requests while the last minute has room for them and for their tokens.

    Tickets are numbered in the order of time, so those that count are the ones from `_first` on.
    """

    def __init__(self, max_requests: int, max_tokens: int, clock: Callable[[], int]) -> None:
        self._max_requests = max_requests
        self._max_tokens = max_tokens
        self._clock = clock
        self._times: list[int] = []  # of ticket number index + 1
        self._tokens: list[int] = []
        self._settled: list[bool] = []
        self._sums = PrefixSums()
        self._first = 0
        self._left = 0  # tokens of the tickets that count no longer
        self._counted = 0  # tokens of those that do

    def acquire(self, tokens: int) -> int | None:
        """The ticket of an admitted request, or None."""
        now = self._advance()
        if self._requests() + 1 > self._max_requests or self._counted + tokens > self._max_tokens:
            return None
        self._times.append(now)
        self._tokens.append(tokens)
        self._settled.append(False)
        self._sums.append(tokens)
        self._counted += tokens
        return len(self._times)

    def settle(self, ticket: int, used: int) -> bool:
        """Count the tokens really used; False if the ticket can no longer be settled."""
        self._advance()
        index = ticket - 1
        if not 0 <= index < len(self._times) or self._settled[index]:
            return False
        change = used - self._tokens[index]
        self._settled[index] = True
        self._tokens[index] = used
        self._sums.add(index, change)
        self._counted += change
        return True

    def wait_ms(self, tokens: int) -> int | None:
        """Milliseconds until as many tokens would be admitted; None for never."""
        now = self._advance()
        if tokens > self._max_tokens:
            return None
        leaving = []  # indexes of the tickets that must have left, with all before them
        if self._requests() + 1 > self._max_requests:
            leaving.append(self._first)
        excess = self._counted + tokens - self._max_tokens
        if excess > 0:
            leaving.append(self._sums.first_reaching(self._left + excess))
        return self._times[max(leaving)] + WINDOW_MS - now if leaving else 0

    def _requests(self) -> int:
        return len(self._times) - self._first

    def _advance(self) -> int:
        """Let go of the tickets that count no longer; returns the time."""
        now = self._clock()
        while self._first < len(self._times) and self._times[self._first] + WINDOW_MS <= now:
            self._left += self._tokens[self._first]
            self._counted -= self._tokens[self._first]
            self._first += 1
        return now


class PrefixSums:
    """Sums from the front of a list that grows and changes: a Fenwick tree."""

    def __init__(self) -> None:
        self._tree = [0]

    def append(self, value: int) -> None:
        """Add an item at the end."""
        place = len(self._tree)
        step = 1
        while place & step == 0:
            value += self._tree[place - step]
            step *= 2
        self._tree.append(value)

    def add(self, index: int, change: int) -> None:
        """Change one item."""
        place = index + 1
        while place < len(self._tree):
            self._tree[place] += change
            place += place & -place

    def first_reaching(self, total: int) -> int:
        """The smallest index up to which, itself included, the items add up to `total` or more."""
        place = 0
        step = 1 << len(self._tree).bit_length()
        while step:
            if place + step < len(self._tree) and self._tree[place + step] < total:
                place += step
                total -= self._tree[place]
            step //= 2
        return place
