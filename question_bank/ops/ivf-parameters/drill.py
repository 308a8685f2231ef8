"""Draws measured settings of an inverted-file index, and asks what they compare and which one to take."""

import itertools
import random

SCENES = (
    ("Wrenhouse", "letters"),
    ("Saltmarsh Post", "paragraphs"),
    ("Brackenfold", "field reports"),
    ("Gimlet & Daughters", "part descriptions"),
    ("Ottery Rail", "incident notes"),
)


def draw(seed: int) -> dict:
    """A corpus, seven settings of lists and probes, and a recall to reach."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while drawn is None or not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict | None:
    company, things = rng.choice(SCENES)
    vectors = rng.randrange(10, 90) * 100_000
    target = rng.choice((0.9, 0.92, 0.94, 0.95, 0.96))
    rows = _measure(rng, vectors)
    good = sorted((row for row in rows if row["recall"] >= target), key=lambda row: row["work"])
    poor = [row for row in rows if row["recall"] < target]
    if (
        len(good) < 3
        or len(poor) < 2
        or good[1]["work"] < 1.1 * good[0]["work"]
        or good[0]["recall"] == max(row["recall"] for row in rows)
    ):
        return None
    best = good[0]
    growth = rng.choice((2, 3, 4, 5))
    options = [(best, True, "")]
    options += [
        (row, False, f"It reaches the recall, but compares {row['work']:,.0f} vectors; {best['work']:,.0f} are enough.")
        for row in rng.sample(good[1:], 2)
    ]
    options += [
        (row, False, f"Its recall is {row['recall']:.2f}; {target:.2f} is asked for.") for row in rng.sample(poor, 1)
    ]
    rng.shuffle(options)
    table = "\n".join(f"{row['lists']:>6}{row['probes']:>8}{row['recall']:>11.2f}" for row in rows)
    prompt = (
        f"{company} keeps {vectors:,} vectors of {things} in an inverted-file index: they lie in lists round centroids. A search compares the query with all "
        f"centroids, then with every vector in the nearest lists (`probes` of them). Recall was measured:\n\n"
        f"```\n lists  probes  recall@10\n{table}\n```\n\n"
        f"Take the setting that reaches recall {target:.2f} with the fewest comparisons. Later the corpus grows to {growth} times as many vectors, and lists and probes stay.\n\n"
        "Conventions: all lists are equally long; a comparison with a centroid counts as much as one with a vector."
    )
    scanned = vectors * best["probes"] / best["lists"]
    later = best["lists"] + growth * scanned
    parts = [
        {
            "id": "pick",
            "asks": "Which setting",
            "kind": "choice",
            "options": [
                {"text": _name(row), "right": right, "near": False, "says": says} for row, right, says in options
            ],
        },
        _number(
            "work",
            "Comparisons of one search with the setting you chose",
            "",
            best["work"],
            0.01,
            (scanned, "That leaves out the centroids."),
            (vectors / best["lists"] + best["lists"], "That is one list; several are probed.")
            if best["probes"] > 1
            else (vectors, "That is every vector."),
            near=0.02,
        ),
        _number(
            "share",
            "Share of all vectors that are never looked at in one search",
            "%",
            100 * (1 - best["probes"] / best["lists"]),
            0.002,
            (100 * best["probes"] / best["lists"], "That is the share that is looked at."),
            near=0.006,
        ),
        _number(
            "later",
            "Comparisons of one search after the corpus has grown",
            "",
            later,
            0.01,
            (best["work"], "Lists do not grow in number, so they grow in length."),
            (growth * best["work"], "The centroids stay as many as they are."),
            near=0.012,
        ),
    ]
    solution = (
        f"1. A search compares lists + vectors x probes / lists. Of the settings that reach {target:.2f}:\n"
        + "".join(
            f"   - {_name(row)}: {row['lists']:,} + {vectors:,} x {row['probes']} / {row['lists']:,} = {row['work']:,.0f}\n"
            for row in good
        )
        + f"2. The fewest: **{_name(best)}** with **{best['work']:,.0f}**.\n"
        f"3. It looks at {best['probes']} of {best['lists']:,} lists; **{100 * (1 - best['probes'] / best['lists']):.2f} %** of the vectors are never touched.\n"
        f"4. After growth: {best['lists']:,} + {growth} x {scanned:,.0f} = **{later:,.0f}**. The lists are {growth} times longer; and since the centroids were placed for the old "
        "corpus, recall drifts too: build anew, with more lists."
    )
    letter = {right: "abcdef"[place] for place, (_, right, _) in enumerate(options)}
    by_list = best["lists"] + best["probes"] * (vectors / best["lists"])
    right = {
        "pick": letter[True],
        "work": f"{by_list:.0f}",
        "share": f"{100 - 100 * best['probes'] / best['lists']:.3f} %",
        "later": f"{later / 1000:.2f}k",
    }
    tries = [
        {"name": "list by list", "answers": right, "verdict": "right"},
        {"name": "nothing grows", "answers": right | {"later": f"{best['work']:.1f}"}, "verdict": "nearly"},
        {
            "name": "another setting, centroids left out",
            "answers": {
                "pick": letter[False],
                "work": f"{scanned:.2f}",
                "share": f"{100 - 100 * best['probes'] / best['lists']:.3f}",
                "later": f"{best['work']:.1f}",
            },
            "verdict": "wrong",
        },
    ]
    return {"prompt": prompt, "parts": parts, "solution": solution, "tries": tries}


def _measure(rng: random.Random, vectors: int) -> list[dict]:
    """Seven rows; recall grows with the share that is probed, and a little with the number of lists."""
    hard, rows = rng.uniform(0.8, 1.3), []
    settings = [
        (lists, probes) for lists in rng.sample((500, 1000, 2000, 4000), 3) for probes in (4, 8, 16, 24, 32, 48, 64)
    ]
    for lists, probes in rng.sample(settings, 7):
        recall = 1 - 0.62 * hard * (probes**-0.62) * (lists / 1000) ** 0.22
        rows.append(
            {"lists": lists, "probes": probes, "recall": round(recall, 2), "work": lists + vectors * probes / lists}
        )
    return sorted(rows, key=lambda row: (row["lists"], row["probes"]))


def _name(row: dict) -> str:
    return f"lists = {row['lists']:,}, probes = {row['probes']}"


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
