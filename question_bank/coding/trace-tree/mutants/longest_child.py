from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

NONE = "-"
OTHER = "other"
MILLION = 1_000_000


class Span(NamedTuple):
    """A piece of work as it was logged; times in milliseconds."""

    id: str
    parent: str
    stage: str
    start: int
    end: int
    model: str = NONE
    tokens_in: int = 0
    tokens_out: int = 0

    @classmethod
    def of(cls, line: str) -> "Span":
        """The span of a log line."""
        identifier, parent, stage, start, end, *call = line.split(" ")
        span = cls(identifier, parent, stage, int(start), int(end))
        return span._replace(model=call[0], tokens_in=int(call[1]), tokens_out=int(call[2])) if call else span


class Timed(NamedTuple):
    """When a span took place, with its clock corrected."""

    id: str
    start: int
    end: int


class Trace:
    """A trace, made from the lines of its spans."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._spans = {span.id: span for span in map(Span.of, dict.fromkeys(lines))}
        self._children: dict[str, list[Span]] = defaultdict(list)  # by parent; roots by NONE
        for span in sorted(self._spans.values(), key=lambda span: (span.start, span.id)):
            self._children[span.parent if span.parent in self._spans else NONE].append(span)

    def tree(self) -> list[tuple[int, str]]:
        """Every span with its depth, each one before what is below it."""
        return [(depth, span.id) for depth, span in self._walk()]

    def stages(self, prices: Mapping[str, tuple[float, float]]) -> dict[str, tuple[int, int, float]]:
        """For each stage its number of spans, the p95 of their durations, and the cost of its model calls."""
        stage_of = {NONE: OTHER}
        durations: dict[str, list[int]] = defaultdict(list)
        costs: dict[str, float] = defaultdict(float)
        for depth, span in self._walk():
            parent = span.parent if depth else NONE
            stage = stage_of[span.id] = stage_of[parent] if span.stage == NONE else span.stage
            if span.stage != NONE or not depth:
                durations[stage].append(span.end - span.start)
            if span.model != NONE:
                price_in, price_out = prices[span.model]
                costs[stage] += (span.tokens_in * price_in + span.tokens_out * price_out) / MILLION
        return {stage: (len(times), p95(times), costs[stage]) for stage, times in durations.items()}

    def critical_path(self, span: str) -> list[tuple[str, int, int]]:
        """What was waited for inside a span, from its start to its end."""
        times = self._corrected()
        pieces: list[tuple[str, int, int]] = []  # the latest first
        walks = [(times[span], times[span].end, self._by_end(span, times))]
        while walks:
            here, at, children = walks.pop()
            child = next((child for child in children if child.end <= at), None)
            since = here.start if child is None else child.end
            if since < at:
                pieces.append((here.id, since, at))
            if child is not None:
                walks.append((here, child.start, children))
                walks.append((child, child.end, self._by_end(child.id, times)))
        return pieces[::-1]

    def _walk(self) -> Iterator[tuple[int, Span]]:
        """Every span with its depth, parents first; without recursion, since a chain may be deep."""
        waiting = [(0, span) for span in reversed(self._children[NONE])]
        while waiting:
            depth, span = waiting.pop()
            yield depth, span
            waiting += ((depth + 1, child) for child in reversed(self._children.get(span.id, ())))

    def _corrected(self) -> dict[str, Timed]:
        times: dict[str, Timed] = {}
        for depth, span in self._walk():
            start, length = span.start, span.end - span.start
            if depth:
                parent = times[span.parent]
                start += parent.start - self._spans[span.parent].start
                if start < parent.start:
                    start = parent.start
                elif start + length > parent.end:
                    start = max(parent.start, parent.end - length)
            times[span.id] = Timed(span.id, start, start + length)
        return times

    def _by_end(self, parent: str, times: Mapping[str, Timed]) -> Iterator[Timed]:
        """The children of a span that took any time, the one that ended last first."""
        children = [times[child.id] for child in self._children.get(parent, ())]
        return iter(
            sorted(
                (child for child in children if child.start < child.end),
                key=lambda child: (child.start - child.end, child.start, child.id),
            )
        )


def p95(durations: list[int]) -> int:
    """The smallest of the durations such that at least 95 % of them are no longer."""
    rank = -(-95 * len(durations) // 100)
    return sorted(durations)[rank - 1]
