"""Draws errors of a canary against its baseline, and a rule to decide by."""

import itertools
import math
import random

RELEASES = (
    ("Larkspur", "a new prompt"),
    ("Hollowell", "a smaller model"),
    ("Quillmark", "another reranker"),
    ("Ottery Rail", "a new version of the service"),
    ("Merlinde", "a shorter context"),
    ("Wrenhouse", "stricter output checks"),
)
BAD = (
    "server errors",
    "answers that fail the output check",
    "answers without a source",
    "requests over 5 s",
    "answers marked down by users",
)
DECISIONS = ("Roll back", "Promote", "Wait: the canary has too few requests", "Wait: the numbers do not decide yet")


def draw(seed: int) -> dict:
    """Two rates, a rule in four steps, and a decision."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while drawn is None or not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict | None:
    company, change = rng.choice(RELEASES)
    bad, wanted = rng.choice(BAD), rng.randrange(4)
    least, sharp, margin = (
        rng.choice((800, 1000, 1500, 2000)),
        rng.choice((2.0, 2.33, 2.58)),
        rng.choice((0.5, 0.8, 1.0, 1.5)),
    )
    base_n = rng.randrange(20_000, 150_000, 500)
    few = wanted == 2 or (wanted == 0 and rng.random() < 0.4)
    canary_n = rng.randrange(250, least - 50, 10) if few else rng.randrange(least + 50, 9000, 10)
    base_rate = rng.uniform(0.008, 0.05)
    base, canary = round(base_n * base_rate), round(canary_n * base_rate * rng.uniform(1.05, 2.2))
    one, two = base / base_n, canary / canary_n
    pooled = (base + canary) / (base_n + canary_n)
    error = math.sqrt(pooled * (1 - pooled) * (1 / base_n + 1 / canary_n))
    gap, z = (two - one) * 100, (two - one) / error
    upper = gap + 1.645 * error * 100
    decision = 0 if z >= sharp else 2 if canary_n < least else 1 if upper < margin else 3
    if (
        decision != wanted
        or canary < 10
        or gap < 0.1
        or z < 0.35
        or abs(z - sharp) < 0.2
        or abs(upper - margin) < 0.08 * margin
    ):
        return None
    first = f"z is {z:.2f}, and step 1 comes first."
    reasons = (
        f"z is {z:.2f}, under {sharp:g}.",
        first
        if decision == 0
        else f"With {canary_n:,} requests on the canary, step 2 comes first."
        if decision == 2
        else f"The difference may be as large as {upper:.2f} points; {margin:g} are allowed.",
        first if decision == 0 else f"It has {canary_n:,}; {least:,} are enough.",
        first
        if decision == 0
        else f"Even {upper:.2f} points are under {margin:g}: step 3 applies."
        if decision == 1
        else f"With {canary_n:,} requests on the canary, step 2 comes first.",
    )
    options = [
        {
            "text": text,
            "right": place == decision,
            "near": {place, decision} == {2, 3},
            "says": "" if place == decision else reasons[place],
        }
        for place, text in enumerate(DECISIONS)
    ]
    rng.shuffle(options)
    prompt = (
        f"{company} sends a part of its traffic to {change}. Counted are {bad}:\n\n```\n            requests       bad\nbaseline  {base_n:>10,}{base:>10,}\ncanary    {canary_n:>10,}{canary:>10,}\n```\n\n"
        f"The rule, the first step that applies decides: (1) z of {sharp:g} or more: roll back; (2) under {least:,} requests on the canary: wait; (3) difference + 1.645 standard errors under {margin:.1f} percentage points: "
        "promote; (4) otherwise wait.\n\n"
        "Conventions: the difference is the canary's bad rate less the baseline's; z is the difference divided by its standard error, sqrt(p (1 - p) (1/n1 + 1/n2)), with p the bad rate of both together; step (3) takes the same standard error."
    )
    parts = [
        _number(
            "gap",
            "Difference of the bad rates, in percentage points",
            "%",
            gap,
            0.03,
            ((two / one - 1) * 100, "That is relative to the baseline; asked are percentage points."),
            (two * 100, "That is the canary's rate alone."),
        ),
        _number(
            "z",
            "z of the difference",
            "",
            z,
            0.03,
            (
                (two - one) / math.sqrt(pooled * (1 - pooled) / (base_n + canary_n)),
                "Each of the two samples has its own uncertainty: 1/n1 + 1/n2, not 1/(n1 + n2).",
            ),
            ((two - one) / (pooled * (1 - pooled) * (1 / base_n + 1 / canary_n)), "Take the root."),
        ),
        _number(
            "upper",
            "Difference + 1.645 standard errors, in percentage points",
            "%",
            upper,
            0.03,
            (1.645 * error * 100, "That leaves out the difference itself."),
        ),
        {"id": "decision", "asks": "What to do", "kind": "choice", "options": options},
    ]
    solution = (
        f"1. Rates: {base:,} / {base_n:,} = {one * 100:.3f} %, {canary:,} / {canary_n:,} = {two * 100:.3f} %; difference **{gap:.3f} points**.\n"
        f"2. Together p = {pooled * 100:.3f} %; standard error sqrt({pooled:.5f} x {1 - pooled:.5f} x (1/{base_n:,} + 1/{canary_n:,})) = {error * 100:.4f} points; z = {gap:.3f} / {error * 100:.4f} = **{z:.2f}**.\n"
        f"3. {gap:.3f} + 1.645 x {error * 100:.4f} = **{upper:.3f} points**.\n"
        f"4. The rule: z {'reaches' if z >= sharp else 'is under'} {sharp:g}; {canary_n:,} requests {'are under' if canary_n < least else 'reach'} {least:,}; the upper end is {'under' if upper < margin else 'not under'} {margin:g}. The first step that applies: **{DECISIONS[decision]}**.\n\n"
        "Harm that shows is acted on at once; harmlessness needs numbers. No proof of harm is no proof of harmlessness: to promote, the worst that is still plausible must be bearable. And looking again every minute finds a high z by chance; fix beforehand when to look."
    )
    letters = {option["text"]: "abcdef"[place] for place, option in enumerate(options)}
    expected = canary_n * pooled
    spread = math.sqrt(canary_n * pooled * (1 - pooled) * base_n / (base_n + canary_n))
    right = {
        "gap": f"{gap:.3f} %",
        "z": f"{(canary - expected) / spread:.2f}",
        "upper": f"{upper:.3f}",
        "decision": letters[DECISIONS[decision]],
    }
    wrong = DECISIONS[1] if decision != 1 else DECISIONS[0]
    tries = [
        {"name": "by counts against what is expected", "answers": right, "verdict": "right"},
        {
            "name": "the wrong decision from right numbers",
            "answers": right | {"decision": letters[wrong]},
            "verdict": "nearly",
        },
        {
            "name": "relative, and off",
            "answers": {
                "gap": f"{(two / one - 1) * 100:.3f}",
                "z": "0.01",
                "upper": f"{1.645 * error * 100:.5f}",
                "decision": letters[wrong],
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
