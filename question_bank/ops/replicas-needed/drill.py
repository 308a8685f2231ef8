"""Draws a peak load and a replica's limits, and asks for requests in flight, replicas and zones."""

import itertools
import math
import random

SERVICES = (
    ("Larkspur", "the answering model"),
    ("Saltmarsh Post", "the archive model"),
    ("Hollowell", "the handover model"),
    ("Tidewater Atlas", "the chart reader"),
    ("Ottery Rail", "the travel model"),
    ("Quillmark", "the clause reader"),
)


def draw(seed: int) -> dict:
    """A load, a latency and a number of zones."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict:
    company, model = rng.choice(SERVICES)
    rate, latency = rng.randrange(6, 90), rng.randrange(15, 90) / 10
    slots, aim, zones = rng.choice((8, 12, 16, 24, 32)), rng.choice((60, 65, 70, 75, 80)), rng.choice((2, 3, 4))
    price = rng.randrange(120, 480, 5) / 100
    flight = rate * latency
    exact = flight / (slots * aim / 100)
    least = math.ceil(exact)
    each = math.ceil(least / (zones - 1))
    total = each * zones
    if abs(exact - round(exact)) < 0.05 or not 3 <= least <= 60 or total == least:
        return _draw(rng)
    month = total * price * 720
    prompt = (
        f"At its peak, {company} gets {rate} requests a second for {model}; a request takes {latency:g} s on average, queueing not counted. A replica (one GPU) works on up to {slots} requests at "
        f"once. The team plans for at most {aim} % of those places taken on average. The replicas stand in {zones} zones, equally many in each, and the plan must still hold when one zone is lost. A replica "
        f"costs ${price:.2f} an hour.\n\nConventions: the load does not change when a zone is lost; a month has 720 hours; latency is the same at any load up to the plan."
    )
    naive = math.ceil(flight / slots)
    spread = math.ceil(least / zones) * zones
    parts = [
        _number(
            "flight",
            "Requests in flight at the peak, on average",
            "",
            flight,
            0.02,
            (rate / latency, "Little's law multiplies: rate x time."),
            (flight / slots, "That is already divided among replicas."),
        ),
        _number(
            "least",
            "Replicas that carry the peak within the plan, zones left aside",
            "",
            least,
            0,
            *_others(
                least,
                (
                    (naive, "That fills every place; the plan leaves room."),
                    (
                        math.ceil(flight * aim / 100 / slots),
                        "That multiplies the load by the share; it belongs to the places.",
                    ),
                    (math.floor(exact), "Round up: a part of a replica cannot be had."),
                ),
            ),
            near=0,
        ),
        _number(
            "total",
            "Replicas in all, so that the loss of a zone is outlived",
            "",
            total,
            0,
            *_others(
                total,
                (
                    (least, "With these, losing a zone breaks the plan."),
                    (spread, "These are spread evenly, but what is left after a loss is too little."),
                    (least * zones, "That puts the whole load into every zone; the others share it."),
                ),
            ),
            near=0,
        ),
        _number(
            "month",
            "Their cost for a month",
            "$",
            month,
            0.01,
            (least * price * 720, "That is the cost without the replicas for the loss of a zone."),
            (total * price * 24, "That is one day."),
            near=0.012,
        ),
    ]
    solution = (
        f"1. Little's law: {rate} requests/s x {latency:g} s = **{flight:.1f}** in flight.\n"
        f"2. A replica is planned for {slots} x {aim} % = {slots * aim / 100:g} requests: {flight:.1f} / {slots * aim / 100:g} = {exact:.2f}, so **{least} replicas**.\n"
        f"3. When one of {zones} zones is lost, {zones - 1} must hold {least}: {least} / {zones - 1}, rounded up, is {each} in each zone; {each} x {zones} = **{total}**.\n"
        f"4. {total} x ${price:.2f} x 720 = **${month:,.2f}**.\n\n"
        "The room is not waste: near full, queues grow without bound, and every request that arrives in a burst waits. Fewer, larger zones cost more spare replicas: with two zones half of them are spare."
    )
    right = {
        "flight": f"{latency * rate:.2f}",
        "least": f"{-(-flight * 100 // (slots * aim)):.0f} replicas",
        "total": f"{total}",
        "month": f"${total * 30 * 24 * price / 1000:.4f}k",
    }
    tries = [
        {"name": "in another order", "answers": right, "verdict": "right"},
        {"name": "no room for the loss of a zone", "answers": right | {"total": f"{least}"}, "verdict": "nearly"},
        {
            "name": "divided instead of multiplied",
            "answers": {
                "flight": f"{rate / latency:.4f}",
                "least": "1",
                "total": f"{zones}",
                "month": f"{total * price * 24:.2f}",
            },
            "verdict": "wrong",
        },
    ]
    return {"prompt": prompt, "parts": parts, "solution": solution, "tries": tries}


def _others(answer: int, slips: tuple) -> list[tuple]:
    """The slips that give a count of their own in this drawing."""
    kept = {answer: ""}
    return [(value, says) for value, says in slips if kept.setdefault(value, says) is says]


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
