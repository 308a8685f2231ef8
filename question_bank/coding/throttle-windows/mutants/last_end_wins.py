from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

Window = tuple[int, int, str]
Span = tuple[int, int]


def throttled(
    windows: Iterable[Window],
    pause: int = 0,
    within: Span | None = None,
    at_least: int = 1,
) -> list[Span]:
    """The spans in which at least so many keys were throttled, short pauses bridged, cut to `within`."""
    spans = joined(crowded(windows, at_least), pause)
    return spans if within is None else clipped(spans, *within)


def joined(spans: Iterable[Span], gap: int = 0) -> list[Span]:
    """The spans in order of time, those with at most `gap` between them made one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start - result[-1][1] <= gap:
            first, last = result[-1]
            result[-1] = (first, end)
        else:
            result.append((start, end))
    return result


def crowded(windows: Iterable[Window], at_least: int) -> Iterator[Span]:
    """The spans in which at least so many different keys have an open window."""
    by_key: defaultdict[str, list[Span]] = defaultdict(list)
    for start, end, key in windows:
        by_key[key].append((start, end))
    # One number for each moment: what opens and what closes at once cancels out.
    changes: Counter[int] = Counter()
    for spans in by_key.values():
        for start, end in joined(spans):
            changes[start] += 1
            changes[end] -= 1
    throttled_keys, since = 0, None
    for moment in sorted(changes):
        throttled_keys += changes[moment]
        if throttled_keys < at_least:
            if since is not None:
                yield since, moment
            since = None
        elif since is None:
            since = moment


def clipped(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """The parts of the spans that lie in one range."""
    parts = ((max(first, start), min(last, end)) for first, last in spans)
    return [(first, last) for first, last in parts if first < last]
