from itertools import pairwise


def throttled(windows, pause=0, within=None, at_least=1):
    """Right, but looks at every window between any two moments."""
    moments = sorted({moment for start, end, _ in windows for moment in (start, end)})
    spans = []
    for start, end in pairwise(moments):
        keys = {key for first, last, key in windows if first <= start < last}
        if len(keys) < at_least:
            continue
        if spans and start - spans[-1][1] <= pause:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    if within is not None:
        spans = [(max(start, within[0]), min(end, within[1])) for start, end in spans]
    return [(start, end) for start, end in spans if start < end]
