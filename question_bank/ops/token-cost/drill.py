"""Draws a model feature whose monthly bill is to be worked out."""

import itertools
import random

FEATURES = (
    ("Larkspur", "answers questions about workshop machines"),
    ("Merlinde", "rewrites recipes for other diets"),
    ("Quillmark", "marks unusual clauses in contracts"),
    ("Wrenhouse", "summarises calls with tenants"),
    ("Ottery Rail", "explains delays to passengers"),
    ("Hollowell", "turns shift notes into handovers"),
)


def draw(seed: int) -> dict:
    """A price list, a traffic, and one twist of three."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict:
    company, does = rng.choice(FEATURES)
    into, out = rng.randrange(800, 9000, 50), rng.randrange(120, 1200, 20)
    price_in = rng.choice((0.4, 0.8, 1.2, 2.0, 2.5, 3.5))
    price_out = price_in * rng.choice((3, 4, 5, 6))
    calls = rng.randrange(4, 90) * 1000
    one = (into * price_in + out * price_out) / 1e6
    share = rng.choice((5, 8, 10, 12, 15, 20, 25, 30, 40, 60))
    told, factor, how, slip = _twist(rng, share)
    month = one * calls * 30 * factor
    price_out = round(price_out, 2)
    prompt = (
        f"{company} has a feature that {does}. A request sends {into:,} tokens and gets {out:,} back. {told} "
        f"There are {calls:,} requests a day.\n\n"
        f"```\ntokens     $ per million\ninput      {price_in:>13.2f}\noutput     {price_out:>13.2f}\n```\n\n"
        "Conventions: a month has 30 days; all requests are alike."
    )
    output_share = out * price_out / (into * price_in + out * price_out) * 100
    parts = [
        _number(
            "request",
            "Cost of 1,000 requests at list price, each sent once",
            "$",
            one * 1000,
            0.02,
            ((into * price_out + out * price_in) / 1e3, "That has the two prices swapped."),
            ((into + out) * price_in / 1e3, "That takes the input price for the output too."),
            (into * price_in / 1e3, "That leaves out the output."),
        ),
        _number(
            "month",
            "The bill for a month",
            "$",
            month,
            0.02,
            (one * calls * factor, "That is one day."),
            (one * calls * 30, f"That leaves out {slip}."),
            (one * calls * 30 * (2 - factor), f"That counts {slip} the wrong way round."),
        ),
        _number(
            "share",
            "Share of the output in the cost of a request",
            "%",
            output_share,
            0.02,
            (out / (into + out) * 100, "That is its share of the tokens; weigh them by price."),
            (100 - output_share, "That is the share of the input."),
        ),
    ]
    solution = (
        f"1. Input: {into:,} x ${price_in:.2f} / 1e6 = ${into * price_in / 1e6:.6f}. "
        f"Output: {out:,} x ${price_out:.2f} / 1e6 = ${out * price_out / 1e6:.6f}.\n"
        f"2. One request: ${one:.6f}, so 1,000 cost **${one * 1000:.2f}**.\n"
        f"3. {how} The factor is {factor:.3f}.\n"
        f"4. A month: ${one:.6f} x {calls:,} x 30 x {factor:.3f} = **${month:,.2f}**.\n"
        f"5. The output's share: **{output_share:.1f} %** of the cost with {out / (into + out) * 100:.1f} % of the tokens.\n\n"
        "Where the output weighs most, shorter answers save most; where the input does, cut or cache the prompt."
    )
    right = {
        "request": f"${(into * price_in + out * price_out) / 1000:,.3f}",
        "month": f"{(into * price_in + out * price_out) * calls * 30 * factor / 1e9:.5f}k",
        "share": f"{output_share:.2f} %",
    }
    tries = [
        {"name": "from micro-dollars", "answers": right, "verdict": "right"},
        {"name": "one day", "answers": right | {"month": f"${one * calls * factor:.2f}"}, "verdict": "nearly"},
        {
            "name": "by tokens, not by price",
            "answers": {
                "request": f"{into * price_in / 1e3:.3f}",
                "month": "$1",
                "share": f"{out / (into + out) * 100:.2f}",
            },
            "verdict": "wrong",
        },
    ]
    return {"prompt": prompt, "parts": parts, "solution": solution, "tries": tries}


def _twist(rng: random.Random, share: int) -> tuple:
    """What is said, the factor on the bill, its reason, and what a slip leaves out."""
    kind = rng.choice(("retry", "batch", "small"))
    if kind == "retry":
        return (
            f"Of the requests, {share} % fail after the whole answer was made, are sent once more and then succeed; both are billed.",
            1 + share / 100,
            f"{share} of 100 requests are billed twice.",
            "the second sending",
        )
    if kind == "batch":
        return (
            f"Of the requests, {share} % can wait and go through a batch service at half of both prices.",
            1 - share / 200,
            f"{share} of 100 requests cost half.",
            "the batch price",
        )
    tenth = rng.choice((10, 20, 25))
    return (
        f"Of the requests, {share} % are simple and go to a small model whose two prices are {tenth} % of those below; tokens stay the same.",
        1 - share / 100 * (1 - tenth / 100),
        f"{share} of 100 requests cost {tenth} % of the price.",
        "the small model",
    )


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
