"""Draws judged rankings of a few queries, and asks for recall, reciprocal rank and nDCG."""

import itertools
import math
import random

SCENES = (
    (
        "Larkspur",
        ("blade guard stuck", "oil for the lathe", "warranty abroad", "noise after start", "replace the belt"),
    ),
    ("Merlinde", ("bread without yeast", "swap for cream", "freeze soup", "egg in glaze", "salt in dough")),
    ("Wrenhouse", ("bike in the hall", "deposit back", "heating in May", "subtenant rules", "lost key")),
    ("Ottery Rail", ("refund after delay", "dog on board", "group ticket", "missed change", "seat for a wheelchair")),
    ("Fennimore", ("drill for stone", "late return", "sharpen a plane", "deposit for a saw", "battery charger")),
)


def draw(seed: int) -> dict:
    """Three or four queries, each with a ranking."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while drawn is None or not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict | None:
    company, queries = rng.choice(SCENES)
    k, count = rng.choice((4, 5, 6, 8)), rng.choice((3, 4))
    rows = []
    for query in rng.sample(queries, count):
        known = rng.randrange(1, 6)
        hits = rng.randrange(0, min(known, k, 4) + 1)
        ranks = sorted(rng.sample(range(1, k + 1), hits))
        rows.append((query, known, ranks))
    empty = sum(not ranks for _, _, ranks in rows)
    asked = next((row for row in rows if len(row[2]) >= 2 and row[1] > len(row[2])), None)
    if empty > 1 or asked is None:
        return None
    recalls = [len(ranks) / known for _, known, ranks in rows]
    firsts = [1 / ranks[0] if ranks else 0.0 for _, _, ranks in rows]
    recall, mrr = 100 * sum(recalls) / count, sum(firsts) / count
    query, known, ranks = asked
    gain, ideal = _gain(ranks), _gain(range(1, min(known, k) + 1))
    pooled = 100 * sum(len(ranks) for _, _, ranks in rows) / sum(known for _, known, _ in rows)
    precision = 100 * sum(len(ranks) for _, _, ranks in rows) / (k * count)
    table = "\n".join(
        f"{query:<22}{known:>6}    {' '.join('R' if rank in ranks else '.' for rank in range(1, k + 1))}"
        for query, known, ranks in rows
    )
    prompt = (
        f"{company} judged the first {k} results of {count} queries by hand. R stands for a relevant passage, a dot for one that is not; rank 1 is on the left. `known` is how many relevant passages the "
        f"whole corpus has for the query.\n\n```\nquery                  known    ranks 1 to {k}\n{table}\n```\n\n"
        f"Conventions: means are over queries, each counting the same; the reciprocal rank of a query without a relevant result is 0; nDCG has gain 1 for a relevant passage, "
        f"discount log2(rank + 1), and an ideal ranking that begins with all known relevant passages, cut at {k}."
    )
    parts = [
        _number(
            "recall",
            f"Mean recall@{k}",
            "%",
            recall,
            0.01,
            *_apart_from(
                recall,
                0.03,
                (pooled, "That pools the passages of all queries; each query counts the same."),
                (precision, f"That is precision@{k}: it divides by {k}, not by what is known."),
            ),
        ),
        _number(
            "mrr",
            "Mean reciprocal rank",
            "",
            mrr,
            0.01,
            *_apart_from(
                mrr,
                0.03,
                (mrr * count / (count - empty), "That leaves out the query without a relevant result; it counts as 0."),
                (
                    sum(1 / rank for _, _, ranks in rows for rank in ranks) / count,
                    "That adds up all relevant results; only the first of each query counts.",
                ),
            ),
        ),
        _number(
            "ndcg",
            f"nDCG@{k} of '{query}'",
            "",
            gain / ideal,
            0.01,
            *_apart_from(
                gain / ideal,
                0.03,
                (gain, "That is the gain before it is divided by the ideal one."),
                (
                    gain / _gain(range(1, len(ranks) + 1)),
                    "That takes the ideal of what was found; take that of all that is known.",
                ),
            ),
        ),
    ]
    solution = (
        f"1. Recall of each query: {', '.join(f'{len(ranks)}/{known}' for _, known, ranks in rows)}; mean **{recall:.1f} %**.\n"
        f"2. First relevant result: {', '.join(f'1/{ranks[0]}' if ranks else '0' for _, _, ranks in rows)}; mean **{mrr:.3f}**.\n"
        f"3. '{query}': gain {' + '.join(f'1/log2({rank + 1})' for rank in ranks)} = {gain:.3f}. Ideal, {min(known, k)} relevant passages first: {ideal:.3f}. nDCG = {gain:.3f} / {ideal:.3f} = **{gain / ideal:.3f}**.\n\n"
        "Recall says whether it is there at all, which is what a model that reads all results needs; reciprocal rank says how soon the first comes, which is what a "
        "person sees; nDCG weighs every relevant result by its place. Say which one a decision is about."
    )
    by_hand = sum(1 / math.log(rank + 1) for rank in ranks) / sum(
        1 / math.log(rank + 1) for rank in range(1, min(known, k) + 1)
    )
    right = {
        "recall": f"{sum(100 * len(ranks) / known for _, known, ranks in rows) / count:.1f}",
        "mrr": f"{mrr:.3f}",
        "ndcg": f"{by_hand:.3f}",
    }
    tries = [
        {"name": "with another logarithm", "answers": right, "verdict": "right"},
        {"name": "gain not divided", "answers": right | {"ndcg": f"{gain:.4f}"}, "verdict": "nearly"},
        {
            "name": "nothing but the ends",
            "answers": {"recall": "0 %", "mrr": f"{mrr:.3f}", "ndcg": "3"},
            "verdict": "wrong",
        },
    ]
    return {"prompt": prompt, "parts": parts, "solution": solution, "tries": tries}


def _gain(ranks) -> float:
    return sum(1 / math.log2(rank + 1) for rank in ranks)


def _apart_from(answer: float, share: float, *slips: tuple) -> list[tuple]:
    """The slips that do not give the right number by chance, as they often do in small tables."""
    return [(value, says) for value, says in slips if abs(value - answer) > share * answer]


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
