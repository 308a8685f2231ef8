"""Draws what the stages of a request use in tokens, and asks what they cost and which change saves most."""

import itertools
import random

SCENES = (
    "Larkspur's help desk",
    "Quillmark's clause reader",
    "Wrenhouse's tenant line",
    "Ottery Rail's travel desk",
    "Hollowell's handover writer",
)
STAGES = (
    ("rewrite query", 1, (200, 700), (20, 80)),
    ("route request", 1, (300, 900), (5, 20)),
    ("grade passages", 8, (350, 900), (5, 30)),
    ("plan steps", 1, (800, 3000), (100, 400)),
    ("call tools", 3, (1200, 4000), (60, 200)),
    ("write answer", 1, (3000, 14000), (250, 900)),
    ("check answer", 1, (2500, 9000), (40, 200)),
)


def draw(seed: int) -> dict:
    """A table of stages, two models and four changes."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while drawn is None or not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict | None:
    large = rng.choice(((2.5, 10.0), (3.0, 15.0), (2.0, 8.0), (4.0, 20.0)))
    prices = {"large": large, "small": rng.choice(((0.2, 0.8), (0.25, 1.25), (0.4, 1.6)))}
    picked = sorted(rng.sample(STAGES[:-2], 3) + list(STAGES[-2:]), key=STAGES.index)
    rows = []
    for name, most, into, out in picked:
        model = "large" if name == "write answer" else rng.choice(("large", "small"))
        calls = rng.randrange(2, most + 1) if most > 1 else 1
        rows.append(
            {
                "name": name,
                "model": model,
                "calls": calls,
                "in": rng.randrange(*into, 50),
                "out": rng.randrange(*out, 5),
            }
        )
    costs = {row["name"]: _cost(row, prices) for row in rows}
    total = sum(costs.values())
    top = max(costs, key=costs.__getitem__)
    changes = _changes(rng, rows, costs, prices)
    ranked = sorted(changes, key=lambda change: change[1], reverse=True)
    if len(changes) < 4 or ranked[0][1] < 1.12 * ranked[1][1] or costs[top] < 1.1 * sorted(costs.values())[-2]:
        return None
    daily = rng.randrange(5, 120) * 1000
    saved = ranked[0][1] * daily * 30
    table = "\n".join(
        f"{row['name']:<16}{row['model']:<7}{row['calls']:>6}{row['in']:>12,}{row['out']:>13,}" for row in rows
    )
    shown = rng.sample(ranked[:4], 4)
    prompt = (
        f"The traces of {rng.choice(SCENES)} give these means for a request; tokens are for one call. There are {daily:,} requests a day.\n\n"
        f"```\nstage           model   calls    tokens in   tokens out\n{table}\n\n"
        + "\n".join(
            f"{name:<6} ${price[0]:.2f} in, ${price[1]:.2f} out, per million tokens" for name, price in prices.items()
        )
        + "\n```\n\nConventions: a month has 30 days; each change is judged alone, and quality is taken to stay."
    )
    most_tokens = max(rows, key=lambda row: row["calls"] * (row["in"] + row["out"]))
    token_share = (
        most_tokens["calls"]
        * (most_tokens["in"] + most_tokens["out"])
        / sum(row["calls"] * (row["in"] + row["out"]) for row in rows)
        * 100
    )
    share = costs[top] / total * 100
    single = sum(cost / row["calls"] for row, cost in zip(rows, costs.values(), strict=True))
    parts = [
        _number(
            "cost",
            "Cost of 1,000 requests",
            "$",
            total * 1000,
            0.02,
            *(
                ((single * 1000, "That counts every stage once; some are called several times."),)
                if any(row["calls"] > 1 for row in rows)
                else ()
            ),
            (
                sum(_cost(row | {"model": "large"}, prices) for row in rows) * 1000,
                "That prices every stage at the large model.",
            ),
        ),
        _number(
            "share",
            f"Share of `{top}` in the cost",
            "%",
            share,
            0.02,
            (token_share, "That is a share of the tokens; weigh them by price."),
            near=0.05,
        ),
        {
            "id": "change",
            "asks": "Which change saves most",
            "kind": "choice",
            "options": [
                {
                    "text": text,
                    "right": text == ranked[0][0],
                    "near": False,
                    "says": f"It saves ${value * 1000:.2f} of every 1,000 requests.",
                }
                for text, value in shown
            ],
        },
        _number(
            "saved",
            "What that change saves in a month",
            "$",
            saved,
            0.02,
            (saved / 30, "That is one day."),
            (ranked[1][1] * daily * 30, f"That is what this would save: {ranked[1][0]}."),
        ),
    ]
    solution = (
        "1. Calls x (tokens in x price in + tokens out x price out), for 1,000 requests: "
        + ", ".join(f"{name} ${cost * 1000:.2f}" for name, cost in costs.items())
        + f". Together **${total * 1000:.2f}**.\n2. {top}: {costs[top] * 1000:.2f} / {total * 1000:.2f} = **{share:.1f} %**.\n3. The changes, for 1,000 requests:\n"
        + "".join(f"   - {text}: ${value * 1000:.2f}\n" for text, value in ranked[:4])
        + f"4. So **{ranked[0][0]}**; in a month {daily:,} x 30 x ${ranked[0][1]:.6f} = **${saved:,.2f}**.\n\n"
        "Price each change before arguing about it: the stage with the most tokens or the most calls is often not the one that costs."
    )
    letters = {text: "abcdef"[place] for place, (text, _) in enumerate(shown)}
    right = {
        "cost": f"{total:.6f}k",
        "share": f"{share:.2f}",
        "change": letters[ranked[0][0]],
        "saved": f"${saved:,.2f}",
    }
    tries = [
        {"name": "in thousands", "answers": right, "verdict": "right"},
        {"name": "a day's saving", "answers": right | {"saved": f"${saved / 30:.3f}"}, "verdict": "nearly"},
        {
            "name": "the second best change",
            "answers": {
                "cost": "1",
                "share": f"{share:.2f}",
                "change": letters[ranked[1][0]],
                "saved": f"{ranked[1][1] * daily * 30:.2f}",
            },
            "verdict": "wrong",
        },
    ]
    return {"prompt": prompt, "parts": parts, "solution": solution, "tries": tries}


def _cost(row: dict, prices: dict) -> float:
    into, out = prices[row["model"]]
    return row["calls"] * (row["in"] * into + row["out"] * out) / 1e6


def _changes(rng: random.Random, rows: list[dict], costs: dict, prices: dict) -> list[tuple[str, float]]:
    """Changes with what each saves on a request."""
    by_name = {row["name"]: row for row in rows}
    answer, check = by_name["write answer"], by_name["check answer"]
    into, out = prices["large"]
    fewer, shorter, sample = rng.choice((20, 30, 40, 50)), rng.choice((20, 25, 30, 40)), rng.choice((10, 20, 25))
    changes = [
        (f"send {fewer} % fewer tokens into 'write answer'", answer["in"] * into * fewer / 1e8),
        (f"make the text of 'write answer' {shorter} % shorter", answer["out"] * out * shorter / 1e8),
        (f"run 'check answer' on {sample} % of the requests only", costs["check answer"] * (1 - sample / 100)),
    ]
    for row in rows:
        if row["model"] == "large" and row is not answer:
            name = row["name"]
            changes.append((f"give '{name}' to the small model", costs[name] - _cost(row | {"model": "small"}, prices)))
        if row["calls"] > 1:
            changes.append((f"one call of '{row['name']}' fewer in every request", costs[row["name"]] / row["calls"]))
    if check["model"] == "small":
        changes.append((f"leave out '{rows[0]['name']}' altogether", costs[rows[0]["name"]]))
    return changes


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
