"""Draws a table of measured HNSW settings, and asks for the one that a promise needs."""

import itertools
import math
import random

SCENES = (
    "Larkspur's help search",
    "Tidewater Atlas's note search",
    "Fennimore's tool finder",
    "Merlinde's recipe search",
    "Cobaltine's colour search",
)
GOALS = (
    ("least memory", lambda row: row["memory"], "{memory:.1f} GB"),
    ("lowest p95", lambda row: row["p95"], "{p95:.1f} ms"),
    ("highest recall", lambda row: -row["recall"], "recall {recall:.3f}"),
)


def draw(seed: int) -> dict:
    """A corpus, nine settings and three limits."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while drawn is None or not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict | None:
    rows = _measure(rng)
    recall = rng.choice((0.92, 0.94, 0.95, 0.96, 0.97))
    p95 = rng.randrange(12, 60)
    memory = math.ceil(rng.choice(rows)["memory"]) + rng.randrange(0, 3)
    goal, key, shown = rng.choice(GOALS)
    fit = [row for row in rows if row["recall"] >= recall and row["p95"] <= p95 and row["memory"] <= memory]
    ranked = sorted(fit, key=key)
    if not 2 <= len(fit) <= 5 or key(ranked[0]) == key(ranked[1]):
        return None
    best = ranked[0]
    fails = [sum((row["recall"] < recall, row["p95"] > p95, row["memory"] > memory)) for row in rows]
    singles = [row for row, count in zip(rows, fails, strict=True) if count == 1]
    if len(singles) < 2 or len({_reason(row, recall, p95, memory).split(":")[0] for row in singles}) < 2:
        return None
    options = [(best, True, "")]
    options += [
        (
            row,
            False,
            f"It meets all three, but another has {goal}: {shown.format(**best)} against {shown.format(**row)}.",
        )
        for row in ranked[1:2]
    ]
    options += [(row, False, _reason(row, recall, p95, memory)) for row in rng.sample(singles, 2)]
    rng.shuffle(options)
    table = "\n".join(
        f"{row['m']:>4}{row['build']:>7}{row['ef']:>6}{row['recall']:>11.3f}{row['p95']:>9.1f}{row['memory']:>11.1f}"
        for row in rows
    )
    prompt = (
        f"{rng.choice(SCENES)} was measured with nine HNSW settings on the same machine and the same queries. The promise: recall@10 of at least {recall}, "
        f"p95 of at most {p95} ms, memory of at most {memory} GB. Of the settings that keep all three, take the one with the **{goal}**.\n\n"
        f"```\n   M  build    ef  recall@10   p95 ms  memory GB\n{table}\n```\n\n"
        "`build` is the breadth of the search while the index is built, `ef` while it is asked. Limits may be met exactly."
    )
    missed = round((1 - best["recall"]) * 10_000, 6)
    parts = [
        {
            "id": "pick",
            "asks": "Which setting",
            "kind": "choice",
            "options": [
                {
                    "text": _name(row),
                    "right": right,
                    "near": not says.startswith("It misses") and not right,
                    "says": says,
                }
                for row, right, says in options
            ],
        },
        _number("fit", "How many of the nine settings keep all three limits", "", len(fit), 0, near=0),
        _number(
            "missed",
            "True neighbours that the setting you chose misses in 1,000 searches for the 10 nearest",
            "",
            missed,
            0.02,
            (10_000 - missed, "That is how many it finds."),
            (missed / 10, "That counts one neighbour a search; ten are asked for."),
        ),
    ]
    names = "; ".join(f"{_name(row)}" for row in fit)
    solution = (
        f"1. Strike every row that breaks a limit. {len(fit)} are left: {names}.\n"
        f"2. Of those, {goal} has **{_name(best)}**: recall {best['recall']:.3f}, p95 {best['p95']:.1f} ms, {best['memory']:.1f} GB.\n"
        f"3. It misses 1 - {best['recall']:.3f} = {1 - best['recall']:.3f} of 1,000 x 10 neighbours: **{missed:.0f}**.\n\n"
        "What each does: M is paid in memory and build time and raises what can be reached; ef is paid in latency alone and can be changed for every search; the "
        "breadth of the build costs time once. So settle M and build first, then ef by the promise, and measure again on your own queries after the corpus has grown."
    )
    letter = {right: "abcdef"[place] for place, (_, right, _) in reversed(list(enumerate(options)))}
    worst = next("abcdef"[place] for place, (_, _, says) in enumerate(options) if says.startswith("It misses"))
    answer = {
        "pick": letter[True].upper(),
        "fit": str(sum(row in fit for row in rows)),
        "missed": f"{10_000 - 10_000 * best['recall']:.0f}",
    }
    tries = [
        {"name": "from what it finds", "answers": answer, "verdict": "right"},
        {"name": "one row too many", "answers": answer | {"fit": str(len(fit) + 1)}, "verdict": "nearly"},
        {
            "name": "a row that breaks a limit",
            "answers": {"pick": worst, "fit": "9", "missed": f"{missed:.0f}"},
            "verdict": "wrong",
        },
    ]
    return {"prompt": prompt, "parts": parts, "solution": solution, "tries": tries}


def _measure(rng: random.Random) -> list[dict]:
    """Nine rows: recall grows with every parameter, latency with M and ef, memory with M."""
    millions, dimensions, hard = rng.randrange(4, 40), rng.choice((384, 768, 1024)), rng.uniform(0.75, 1.25)
    rows = []
    for m, build in zip(sorted(rng.sample((8, 12, 16, 24, 32, 48), 3)), (64, 128, 200), strict=True):
        for ef in sorted(rng.sample((24, 32, 48, 64, 96, 128, 200, 256), 3)):
            recall = 1 - math.exp(-hard * (0.55 * math.log(ef) + 0.3 * math.log(m)) * (1 + rng.uniform(-0.01, 0.01)))
            p95 = 0.55 * ef**0.72 * m**0.28 * rng.uniform(0.96, 1.04)
            memory = millions * (4 * dimensions + 8 * m) / 1000
            rows.append(
                {
                    "m": m,
                    "build": build,
                    "ef": ef,
                    "recall": min(round(recall, 3), 0.998),
                    "p95": round(p95, 1),
                    "memory": round(memory, 1),
                }
            )
    return rows


def _name(row: dict) -> str:
    return f"M = {row['m']}, ef = {row['ef']}"


def _reason(row: dict, recall: float, p95: int, memory: int) -> str:
    if row["recall"] < recall:
        return f"It misses the recall: {row['recall']:.3f}, and {recall} is promised."
    if row["p95"] > p95:
        return f"It misses the latency: {row['p95']:.1f} ms, and {p95} ms is the most."
    return f"It misses the memory: {row['memory']:.1f} GB, and {memory} GB is the most."


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
