"""Draws a vector search whose filter is applied after the nearest were taken, and asks what is left."""

import itertools
import random

SCENES = (
    ("Larkspur", "manual pages", ("the machine's model line", "the reader's language")),
    ("Tidewater Atlas", "pilot notes", ("the sea area", "the licence of the ship")),
    ("Hollowell", "shift notes", ("the clinic", "the last ninety days")),
    ("Wrenhouse", "letters to tenants", ("the building", "letters that are still open")),
    ("Gimlet & Daughters", "part descriptions", ("the warehouse", "parts that are in stock")),
)


def draw(seed: int) -> dict:
    """An index, one filter or two, and the number of results that are wanted."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict:
    company, things, filters = rng.choice(SCENES)
    millions = rng.randrange(2, 60)
    taken, wanted = rng.choice((40, 50, 64, 80, 100, 120)), rng.choice((5, 8, 10, 12))
    if rng.random() < 0.5:
        share = rng.choice((1, 1.5, 2, 2.5, 3, 4, 5))
        told = f"Of the {things}, {share:g} % pass the filter on {filters[0]}."
        how, slips = f"{share:g} %", ()
    else:
        first, second = rng.choice((8, 10, 15, 20, 25)), rng.choice((12, 18, 22, 30))
        share = first * second / 100
        told = (
            f"Two filters must both be passed: {filters[0]} ({first} % of the {things}) and {filters[1]} ({second} %); "
            "neither says anything about the other."
        )
        how = f"{first} % x {second} % = {share:g} %"
        slips = (
            (taken * (first + second) / 100, "That adds the two shares; both filters must be passed, so multiply."),
            (taken * min(first, second) / 100, "That applies one filter only."),
        )
    survivors, fetch, none = taken * share / 100, wanted * 100 / share, (1 - share / 100) ** taken * 100
    if not 2 <= none <= 60:
        return _draw(rng)
    exact = millions * 1e6 * share / 100
    prompt = (
        f"A search at {company} asks its index for the {taken} nearest of {millions} million {things} and filters them afterwards; the reader should "
        f"get {wanted}. {told} Whether something passes does not depend on how near it is to the query.\n\n"
        "Convention: the index itself is taken to be exact, so that only the filter loses results."
    )
    parts = [
        _number(
            "left",
            f"Results that are left of {taken}, on average",
            "",
            survivors,
            0.02,
            *slips,
            (taken * (100 - share) / 100, "That is what the filter removes."),
        ),
        _number(
            "fetch",
            f"How many to take from the index to be left with {wanted} on average",
            "",
            fetch,
            0.02,
            (wanted * (1 + share / 100), "That adds the share; divide by it."),
            (wanted * taken / 100, "That takes a share of what is fetched now; divide what is wanted by what passes."),
        ),
        _number(
            "none",
            "Share of searches that are left with nothing",
            "%",
            none,
            0.04,
            (100 - none, "That is the share that is left with something."),
            (100 - share, "That is the chance that one result fails; all of them must fail."),
            *(
                ((100 - survivors * 100, "That adds up chances; multiply the chances of failing."),)
                if survivors < 1
                else ()
            ),
        ),
        _number(
            "exact",
            "Vectors that are compared if the filter comes first and the rest is searched one by one",
            "",
            exact,
            0.02,
            (millions * 1e6, "That compares everything; only what passes is left to compare."),
        ),
    ]
    solution = (
        f"1. Passing: {how}, so {taken} x {share / 100:.4g} = **{survivors:.3g}** are left on average, of {wanted} wanted.\n"
        f"2. To be left with {wanted}: {wanted} / {share / 100:.4g} = **{fetch:.0f}**. That is an average: about half of the searches get fewer, so take "
        "some more, or go on fetching until there are enough.\n"
        f"3. One result fails with {100 - share:g} %; all {taken} fail with {1 - share / 100:.4g}^{taken} = **{none:.1f} %**.\n"
        f"4. Filter first: {millions} million x {share / 100:.4g} = **{exact:,.0f}** comparisons a search.\n\n"
        "A narrow filter after a search empties the results silently, and each reader sees it differently. Filter inside the index, split the index "
        "by the filter, or compare what passes one by one where it is little."
    )
    failing = 1.0
    for _ in range(taken):
        failing -= failing * share / 100
    right = {
        "left": f"{survivors:.2f}",
        "fetch": f"{int(fetch) + (fetch > int(fetch))}",
        "none": f"{failing * 100:.1f} %",
        "exact": f"{exact / 1e6:.4f}M",
    }
    tries = [
        {"name": "multiplied step by step", "answers": right, "verdict": "right"},
        {"name": "the chance of the one", "answers": right | {"none": f"{100 - share:g}"}, "verdict": "nearly"},
        {
            "name": "what the filter removes",
            "answers": {
                "left": f"{taken * (1 - share / 100):.2f}",
                "fetch": f"{wanted}",
                "none": f"{100 - none:.2f}",
                "exact": f"{exact:.0f}",
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
