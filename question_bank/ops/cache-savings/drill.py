"""Draws thresholds of a semantic cache with hits and wrong hits, and asks which one pays."""

import itertools
import random

SERVICES = (
    ("Larkspur", "answers about repairs", "a call to the workshop line"),
    ("Ottery Rail", "answers about tickets", "a claim at the desk"),
    ("Wrenhouse", "answers to tenants", "a letter by hand"),
    ("Merlinde", "recipe advice", "a spoilt order that is refunded"),
    ("Fennimore", "advice on tools", "a tool that is sent back"),
    ("Cobaltine", "advice on paints", "a tin that is exchanged"),
)


def draw(seed: int) -> dict:
    """Five thresholds, a price of a call and a price of a wrong answer."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while drawn is None or not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict | None:
    company, service, harm = rng.choice(SERVICES)
    calls = rng.randrange(8, 200) * 1000
    call, look = rng.randrange(40, 320, 5) / 10_000, rng.choice((0.0001, 0.0002, 0.0003, 0.0005))
    wrong_cost = rng.choice((0.4, 0.6, 0.8, 1.0, 1.5, 2.0))
    rows, hit, wrong = [], rng.uniform(6, 12), rng.uniform(0.05, 0.25)
    for threshold in sorted(rng.sample((0.98, 0.97, 0.96, 0.95, 0.94, 0.93, 0.92, 0.9, 0.88), 5), reverse=True):
        rows.append({"threshold": threshold, "hit": round(hit, 1), "wrong": round(wrong, 2)})
        hit, wrong = hit * rng.uniform(1.2, 1.55), wrong * rng.uniform(1.5, 2.8)
    for row in rows:
        row["net"] = calls * 30 * (row["hit"] / 100 * (call - row["wrong"] / 100 * wrong_cost) - look)
    ranked = sorted(rows, key=lambda row: row["net"], reverse=True)
    best, most = ranked[0], max(rows, key=lambda row: row["hit"])
    if best["net"] <= 0 or best is most or best is rows[0] or abs(best["net"] - ranked[1]["net"]) < 0.08 * best["net"]:
        return None
    even = call / wrong_cost * 100
    wrongs = calls * best["hit"] / 100 * best["wrong"] / 100
    options = [
        {
            "text": f"threshold {row['threshold']:g}",
            "right": row is best,
            "near": row is ranked[1] and row["net"] > 0.8 * best["net"],
            "says": "" if row is best else f"Its net saving is {_dollars(row['net'])} a month.",
        }
        for row in rng.sample(rows, 5)
    ]
    table = "\n".join(f"{row['threshold']:>10.2f}{row['hit']:>8.1f}{row['wrong']:>14.2f}" for row in rows)
    prompt = (
        f"{company} gives {service}: {calls:,} requests a day, ${call:.4f} for a call of the model. A semantic cache returns the stored answer of a question that is similar enough; looking there costs ${look:.4f} for every "
        f"request, hit or not. A wrong hit (the question meant something else) costs ${wrong_cost:.2f} on average: {harm}. Measured on a day's traffic:\n\n"
        f"```\n threshold   hit %   wrong % of hits\n{table}\n```\n\n"
        "Take the threshold with the highest net saving.\n\nConventions: a month has 30 days; a hit saves the whole call; net saving is against having no cache; answers of the model cost nothing when wrong, since that is so with and without the cache."
    )
    gross = calls * 30 * best["hit"] / 100 * call
    parts = [
        {"id": "pick", "asks": "Which threshold", "kind": "choice", "options": options},
        _number(
            "net",
            "Net saving of that threshold in a month",
            "$",
            best["net"],
            0.03,
            (gross, "That leaves out looking and wrong hits."),
            (
                best["net"] + calls * 30 * best["hit"] / 100 * best["wrong"] / 100 * wrong_cost,
                "That leaves out the wrong hits.",
            ),
            (best["net"] / 30, "That is one day."),
        ),
        _number(
            "wrong",
            "Wrong answers from the cache in a day, with that threshold",
            "",
            wrongs,
            0.02,
            (calls * best["wrong"] / 100, "That is a share of all requests; it is one of the hits."),
            (wrongs * 30, "That is a month."),
        ),
        _number(
            "even",
            "Share of wrong hits at which a further hit saves nothing",
            "%",
            even,
            0.02,
            (even / 100, "That is a share of 1; asked are per cent."),
            (wrong_cost / call, "That is turned round: the saving of a hit divided by the cost of a wrong one."),
        ),
    ]
    solution = (
        "1. Net in a month: calls x 30 x (hits x (call - wrong x cost of a wrong one) - look):\n"
        + "".join(
            f"   - {row['threshold']:g}: {calls:,} x 30 x ({row['hit']:g} % x (${call:.4f} - {row['wrong']:g} % x ${wrong_cost:.2f}) - ${look:.4f}) = {_dollars(row['net'])}\n"
            for row in rows
        )
        + f"2. Best: **{best['threshold']:g}** with **{_dollars(best['net'])}**.\n"
        f"3. Wrong answers a day: {calls:,} x {best['hit']:g} % x {best['wrong']:g} % = **{wrongs:,.1f}**.\n"
        f"4. A hit saves ${call:.4f} and costs wrong x ${wrong_cost:.2f}: nothing is won at {call:.4f} / {wrong_cost:.2f} = **{even:.2f} %**.\n\n"
        "The threshold with the most hits need not be the cheapest. Watch the further hits that a lower threshold adds: they are more often wrong than the mean of all."
    )
    letters = {option["text"]: "abcdef"[place] for place, option in enumerate(options)}
    cents = 30 * (calls * best["hit"] / 100 * call * 100 - wrongs * wrong_cost * 100 - calls * look * 100)
    right = {
        "pick": letters[f"threshold {best['threshold']:g}"],
        "net": f"${cents / 100:,.2f}",
        "wrong": f"{wrongs:.2f}",
        "even": f"{even:.3f} %",
    }
    tries = [
        {"name": "in cents", "answers": right, "verdict": "right"},
        {
            "name": "wrong hits of all requests",
            "answers": right | {"wrong": f"{calls * best['wrong'] / 100:.2f}"},
            "verdict": "nearly",
        },
        {
            "name": "the most hits, gross",
            "answers": {
                "pick": letters[f"threshold {most['threshold']:g}"],
                "net": f"${gross:.2f}",
                "wrong": f"{calls * best['wrong'] / 100:.2f}",
                "even": f"{even:.3f}",
            },
            "verdict": "wrong",
        },
    ]
    return {"prompt": prompt, "parts": parts, "solution": solution, "tries": tries}


def _dollars(amount: float) -> str:
    return f"{'-' if amount < 0 else ''}${abs(amount):,.0f}"


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
