"""Draws a latency histogram as a monitoring system keeps it, and asks for a percentile, a share and the mean."""

import itertools
import random

METRICS = (
    "answer_seconds",
    "first_token_seconds",
    "retrieval_seconds",
    "rerank_seconds",
    "tool_call_seconds",
    "guardrail_seconds",
)
OWNERS = ("Larkspur", "Hollowell", "Ottery Rail", "Tidewater Atlas", "Wrenhouse", "Merlinde")
BOUNDS = (
    (0.05, 0.1, 0.25, 0.5, 1.0, 2.5),
    (0.1, 0.2, 0.4, 0.8, 1.6, 3.2),
    (0.25, 0.5, 1.0, 2.0, 4.0, 8.0),
    (0.5, 1.0, 2.0, 5.0, 10.0, 20.0),
    (0.02, 0.05, 0.1, 0.3, 0.6, 1.2),
)


def draw(seed: int) -> dict:
    """A histogram, cumulative or not, and a quantile that may lie beyond its last bound."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while drawn is None or not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict | None:
    metric, owner, bounds = rng.choice(METRICS), rng.choice(OWNERS), rng.choice(BOUNDS)
    quantile = rng.choice((90, 95, 95, 99))
    weights = [rng.uniform(0.5, 1.5) * weight for weight in (8, 20, 30, 24, 11, 5)]
    total = rng.randrange(400, 20_000)
    beyond = round(total * rng.choice((0, 0.002, 0.004, 0.015, 0.03)))
    counts = [round((total - beyond) * weight / sum(weights)) for weight in weights] + [beyond]
    total = sum(counts)
    running = list(itertools.accumulate(counts))
    rank = quantile / 100 * total
    place = next(place for place, reached in enumerate(running) if reached >= rank)
    if min(abs(rank - reached) for reached in running) < 0.004 * total or (place == 6 and quantile != 99):
        return None
    low = 0.0 if place == 0 else bounds[place - 1]
    high = bounds[min(place, 5)]
    before = running[place - 1] if place else 0
    inside = (rank - before) / counts[place]
    value = high if place == 6 else low + (high - low) * inside
    spent = sum(
        count * (left + right) / 2
        for count, left, right in zip(counts, (0.0, *bounds), (*bounds, bounds[-1] * 1.6), strict=True)
    ) * rng.uniform(0.85, 1.05)
    spent = round(spent, 1)
    promise = rng.choice(bounds[2:5])
    within = running[bounds.index(promise)] / total * 100
    cumulative = rng.random() < 0.6
    shown = running if cumulative else counts
    table = "\n".join(
        f"{('<= ' + format(bound, 'g')) if bound else '> ' + format(bounds[-1], 'g') if not cumulative else '<= +Inf':>10}{number:>10,}"
        for bound, number in zip((*bounds, 0), shown, strict=True)
    )
    prompt = (
        f"{owner}'s monitoring keeps `{metric}` as a histogram. These are the counts of the last ten minutes, {'cumulative: each row counts everything up to its bound' if cumulative else 'one row for each bucket, not cumulative'}; bounds are in seconds. "
        f"The sum of all values is {spent:,.1f} s. The promise is {promise:g} s.\n\n```\n     bound     count\n{table}\n```\n\n"
        "Conventions: a percentile is worked out as Prometheus does, with values spread evenly inside a bucket and the first bucket starting at 0; in the bucket without an upper bound it gives the highest "
        "finite bound."
    )
    slips = (
        [
            (value * 1.6, "There is no bound to interpolate to; the highest finite one is given."),
            (bounds[-2], "That is the lower bound of the bucket before."),
        ]
        if place == 6
        else [
            (high, "That is the upper bound of the bucket; interpolate inside it."),
            (low, "That is the lower bound of the bucket; interpolate inside it."),
            (
                low + (high - low) * quantile / 100,
                "That takes the percentile as the place in the bucket; count how far the rank reaches into it.",
            ),
        ]
    )
    parts = [
        _number(
            "quantile",
            f"p{quantile}",
            "s",
            value,
            0.015,
            *((number, says) for number, says in slips if number and abs(number - value) > 0.06 * value),
            near=0.05,
        ),
        _number(
            "within",
            "Share of values that keep the promise",
            "%",
            within,
            0.003,
            (100 - within, "That is the share that breaks it."),
            near=0.01,
        ),
        _number(
            "mean",
            "Mean",
            "s",
            spent / total,
            0.015,
            (sum(bounds) / 6, "That is the mean of the bounds; divide the sum by the count."),
            *(
                ((spent / running[5], "That leaves out the values beyond the last bound."),)
                if beyond > 0.08 * total
                else ()
            ),
            near=0.04,
        ),
    ]
    step = (
        f"which no finite bound covers: **{value:g} s**, and the truth is somewhere above it"
        if place == 6
        else f"between {low:g} and {high:g} s: {low:g} + {high - low:g} x ({rank:,.1f} - {before:,}) / {counts[place]:,} = **{value:.3f} s**"
    )
    solution = (
        f"1. Count: {total:,}. Rank of p{quantile}: {quantile / 100:g} x {total:,} = {rank:,.1f}.\n"
        f"2. Cumulative counts: {', '.join(f'{reached:,}' for reached in running)}. The rank falls into bucket {place + 1}, {step}.\n"
        f"3. Within {promise:g} s: {running[bounds.index(promise)]:,} / {total:,} = **{within:.2f} %**. That is exact, for {promise:g} is a bound.\n"
        f"4. Mean: {spent:,.1f} / {total:,} = **{spent / total:.3f} s**, exact as well.\n\n"
        "A percentile from buckets is a guess as wide as its bucket. Put a bound where the promise is, then the share is exact; and never average percentiles of several machines: add their buckets."
    )
    left = running[-1] - rank
    back = value if place == 6 else high - (high - low) * (running[place] - rank) / counts[place]
    right = {"quantile": f"{back * 1000:.1f} ms", "within": f"{within:.2f}", "mean": f"{spent / total:.4f}"}
    off = slips[0][0] if place == 6 else high * 3
    tries = [
        {"name": "counted from the end of the bucket", "answers": right, "verdict": "right"},
        {
            "name": "the share that breaks it",
            "answers": right | {"within": f"{100 - within:.3f} %"},
            "verdict": "nearly",
        },
        {
            "name": "bounds for values",
            "answers": {
                "quantile": f"{off:.4f} s",
                "within": f"{100 - within:.3f}",
                "mean": f"{spent / total + left + bounds[-1]:.3f}",
            },
            "verdict": "wrong",
        },
    ]
    return {"prompt": prompt, "parts": parts, "solution": solution, "tries": tries}


def _number(
    name: str, asks: str, unit: str, answer: float, tolerance: float, *slips: tuple, near: float | None = None
) -> dict:
    part = {"id": name, "asks": asks, "kind": "number", "unit": unit, "answer": answer, "tolerance": tolerance}
    return part | {"near": near, "slips": [{"answer": value, "says": says} for value, says in slips]}


def _apart(part: dict) -> bool:
    """Whether no slip could be taken for the answer, nor for another slip."""
    if part["kind"] != "number":
        return True
    near = 3 * part["tolerance"] if part["near"] is None else part["near"]
    wrong = [slip["answer"] for slip in part["slips"]]
    pairs = itertools.combinations(wrong, 2)
    return all(abs(one - part["answer"]) > near * abs(part["answer"]) for one in wrong) and all(
        abs(one - other) > 2 * part["tolerance"] * abs(one) for one, other in pairs
    )
