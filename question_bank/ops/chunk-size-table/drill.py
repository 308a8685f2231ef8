"""Draws results of chunk sizes on a golden set, and asks for the one to take and what it costs."""

import itertools
import math
import random

SCENES = (
    ("Larkspur", "manuals"),
    ("Quillmark", "contracts"),
    ("Saltmarsh Post", "articles"),
    ("Brackenfold", "guidelines for farms"),
    ("Osier & Lamp", "catalogue essays"),
    ("Wrenhouse", "house rules"),
)
EQUAL = 1.0
"""Points of correct answers within which two settings count as equally good."""


def draw(seed: int) -> dict:
    """Eight settings, a budget of context, and a rule to choose by."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while drawn is None or not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict | None:
    company, things = rng.choice(SCENES)
    rows = _measure(rng)
    budget = rng.choice((2000, 2500, 3000, 4000, 5000))
    fit = [row for row in rows if row["context"] <= budget]
    if not 3 <= len(fit) <= 6:
        return None
    top = max(fit, key=lambda row: row["correct"])
    equal = sorted(
        (row for row in fit if row["correct"] >= round(top["correct"] - EQUAL, 1)), key=lambda row: row["context"]
    )
    best = equal[0]
    over = [row for row in rows if row["context"] > budget and row["correct"] > top["correct"]]
    lesser = [row for row in fit if row["correct"] < round(top["correct"] - EQUAL - 0.3, 1)]
    edges = any(0 < abs(top["correct"] - row["correct"] - EQUAL) < 0.25 for row in fit)
    if len(equal) < 2 or equal[1]["context"] == best["context"] or not over or not lesser or edges:
        return None
    million = rng.randrange(20, 400)
    vectors = million * 1e6 / (best["size"] - best["overlap"])
    calls, price = rng.randrange(5, 90) * 1000, rng.choice((0.5, 1.0, 2.0, 2.5, 3.0))
    month = calls * 30 * best["context"] * price / 1e6
    high = rng.choice(over)
    low = rng.choice(lesser)
    options = [
        (best, True, ""),
        (
            equal[1],
            False,
            f"As good within {EQUAL:g} point, but {equal[1]['context']:,} tokens of context where {best['context']:,} do.",
        ),
        (high, False, f"Its context of {high['context']:,} tokens is over the budget of {budget:,}."),
        (low, False, f"{low['correct']} % correct; {top['correct']} % can be had within the budget."),
    ]
    rng.shuffle(options)
    table = "\n".join(
        f"{row['size']:>6}{row['overlap']:>9}{row['k']:>5}{row['recall']:>12.1f}{row['correct']:>11.1f}" for row in rows
    )
    prompt = (
        f"{company} tried eight ways of cutting its {things} ({million} million tokens in all) on the same golden set. Each request puts the top k chunks into the prompt. The context may "
        f"have at most {budget:,} tokens. The rule: find the highest share of correct answers within the budget; settings within {EQUAL:g} percentage point of it count as equally good; of those take "
        f"the one with the smallest context.\n\n```\n  size  overlap    k     found %  correct %\n{table}\n```\n\n"
        f"Size and overlap are in tokens; found is the share of cases whose passage is among the top k. There are {calls:,} requests a day; a million tokens of input cost ${price:.2f}.\n\nConventions: all chunks are full; documents are long, so that their ends do not matter; a month has 30 days."
    )
    parts = [
        {
            "id": "pick",
            "asks": "Which setting",
            "kind": "choice",
            "options": [
                {"text": _name(row), "right": right, "near": row is equal[1], "says": says}
                for row, right, says in options
            ],
        },
        _number(
            "month",
            "What the context of the chosen setting costs in a month",
            "$",
            month,
            0.02,
            (month / 30, "That is one day."),
            (month / best["k"], "That is one chunk a request; k of them are sent."),
        ),
        _number(
            "vectors",
            "Vectors in the index with the chosen setting",
            "",
            vectors,
            0.01,
            (million * 1e6 / best["size"], "That leaves out the overlap: a chunk starts every size - overlap tokens."),
            (million * 1e6 / (best["size"] + best["overlap"]), "Overlap makes more chunks, not fewer."),
        ),
    ]
    solution = (
        "1. Context is size x k. Within the budget: "
        + "; ".join(f"{_name(row)}: {row['context']:,} tokens, {row['correct']} %" for row in fit)
        + ".\n"
        f"2. The best of them has {top['correct']} %; within {EQUAL:g} point of it are {', '.join(_name(row) for row in equal)}.\n"
        f"3. The smallest context of those: **{_name(best)}**, {best['context']:,} tokens.\n"
        f"4. A month: {calls:,} x 30 x {best['context']:,} x ${price:.2f} / 1e6 = **${month:,.2f}**.\n"
        f"5. A chunk starts every {best['size']} - {best['overlap']} = {best['size'] - best['overlap']} tokens: {million}e6 / {best['size'] - best['overlap']} = **{vectors:,.0f} vectors**.\n\n"
        "What counts is the answer, not what was found; and a difference smaller than the golden set can show is no reason to pay for more context."
    )
    letters = {row["name"]: "abcdef"[place] for place, (row, _, _) in enumerate(options)}
    right = {
        "pick": letters[best["name"]],
        "month": f"${calls * best['size'] * best['k'] / 1e6 * price * 30:,.2f}",
        "vectors": f"{vectors / 1e6:.4f}M",
    }
    tries = [
        {"name": "the rule, step by step", "answers": right, "verdict": "right"},
        {
            "name": "without the overlap",
            "answers": right | {"vectors": f"{million * 1e6 / best['size']:.0f}"},
            "verdict": "nearly",
        },
        {
            "name": "the highest score of all",
            "answers": {"pick": letters[high["name"]], "month": f"{month / 30:.2f}", "vectors": f"{vectors:.0f}"},
            "verdict": "wrong",
        },
    ]
    return {"prompt": prompt, "parts": parts, "solution": solution, "tries": tries}


def _measure(rng: random.Random) -> list[dict]:
    """Eight rows: what is found grows with the context; answers suffer from chunks that are too small or too large."""
    settings = rng.sample(
        [(size, part, k) for size in (128, 256, 384, 512, 768, 1024) for part in (0, 8, 4) for k in (3, 4, 6, 8, 10)], 8
    )
    ease, rows = rng.uniform(0.8, 1.2), []
    for size, part, k in sorted(settings):
        overlap = size // part if part else 0
        found = 100 * (1 - math.exp(-ease * (size * k) ** 0.42 / 13 * (1.08 if overlap else 1.0))) + rng.uniform(-1, 1)
        correct = 0.88 * found - 9 * abs(math.log2(size / 400)) ** 1.3 / 2 + rng.uniform(-1.2, 1.2)
        rows.append(
            {
                "name": len(rows),
                "size": size,
                "overlap": overlap,
                "k": k,
                "recall": round(found, 1),
                "correct": round(correct, 1),
                "context": size * k,
            }
        )
    return rows


def _name(row: dict) -> str:
    return f"size {row['size']}, overlap {row['overlap']}, k = {row['k']}"


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
