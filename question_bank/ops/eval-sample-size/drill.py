"""Draws a pass rate of an evaluation, and asks how sure it is and how many cases would make it surer."""

import itertools
import math
import random

SCENES = (
    ("Larkspur", "answers about repairs"),
    ("Quillmark", "marked clauses"),
    ("Hollowell", "handovers"),
    ("Merlinde", "rewritten recipes"),
    ("Ottery Rail", "explanations of delays"),
    ("Cobaltine", "colour suggestions"),
)
Z, POWER = 1.96, 0.84


def draw(seed: int) -> dict:
    """A golden set with a result, a wished precision, and a difference to be seen."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict:
    company, things = rng.choice(SCENES)
    cases = rng.randrange(60, 500, 5)
    passed = round(cases * rng.uniform(0.6, 0.93))
    rate = passed / cases
    half = Z * math.sqrt(rate * (1 - rate) / cases) * 100
    wish = rng.choice((1, 1.5, 2, 2.5, 3))
    if half < 1.5 * wish:
        return _draw(rng)
    needed = Z**2 * rate * (1 - rate) / (wish / 100) ** 2
    old = rng.choice((0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9))
    gain = rng.choice((0.02, 0.03, 0.04, 0.05, 0.06, 0.08))
    new = round(old + gain, 2)
    spread = old * (1 - old) + new * (1 - new)
    each = (Z + POWER) ** 2 * spread / gain**2
    prompt = (
        f"{company} grades {things} on a golden set of {cases} cases; {passed} pass. The team wants to know how far to trust that, how many cases it takes to know the rate to within {wish:g} percentage "
        f"points either way, and how many to tell a prompt that passes {old:.0%} from one that passes {new:.0%}.\n\n"
        f"Conventions: cases are independent; normal approximation; 95 % two-sided, so z = {Z}; for the comparison also 80 % power, so z = {POWER}, with two different, equally large sets of cases, "
        "one for each prompt, and the variance of each rate taken as it is (not pooled). Fractions of a case may be left or rounded up."
    )
    parts = [
        _number(
            "half",
            "Half width of the 95 % interval of the pass rate, in percentage points",
            "%",
            half,
            0.03,
            (half / Z, "That is the standard error; multiply it by 1.96."),
            (2 * half, "That is the whole width."),
            (Z * rate * (1 - rate) / math.sqrt(cases) * 100, "Take the root of rate x (1 - rate) as well."),
        ),
        _number(
            "needed",
            f"Cases needed for {wish:g} percentage points either way, at the same rate",
            "",
            needed,
            0.03,
            (cases * half / wish, "The width shrinks with the root of the number of cases: square the ratio."),
            (needed / Z**2, "That leaves out 1.96."),
            (Z**2 * 0.25 / (wish / 100) ** 2, "That takes 50 % for the rate, the worst case; the rate is known here."),
        ),
        _number(
            "each",
            f"Cases needed in each set to tell {old:.0%} from {new:.0%}",
            "",
            each,
            0.03,
            (2 * each, "That is both sets together."),
            (Z**2 * spread / gain**2, "That leaves out the power: half of the time the difference would not be seen."),
        ),
    ]
    solution = (
        f"1. Rate {passed} / {cases} = {rate:.4f}; standard error sqrt({rate:.4f} x {1 - rate:.4f} / {cases}) = {half / Z / 100:.4f}; times {Z}: **{half:.2f} points** either way.\n"
        f"2. n = {Z}^2 x {rate:.4f} x {1 - rate:.4f} / {wish / 100:g}^2 = **{math.ceil(needed):,}**: to be {half / wish:.2f} times as sharp takes {(half / wish) ** 2:.2f} times the cases.\n"
        f"3. n = ({Z} + {POWER})^2 x ({old:g} x {1 - old:.2g} + {new:g} x {1 - new:.2g}) / {gain:g}^2 = **{math.ceil(each):,}** in each set.\n\n"
        "A few points' difference on a few hundred cases is often noise. Running both prompts on the same cases and looking at those that flip needs far fewer: pairs take out "
        "how hard the cases are."
    )
    scaled = cases * (half / wish) ** 2
    right = {
        "half": f"{half:.1f} %" if half > 3 else f"{half:.2f} %",
        "needed": f"{math.ceil(scaled)}",
        "each": f"{math.ceil(each):,}",
    }
    tries = [
        {"name": "scaled from the interval", "answers": right, "verdict": "right"},
        {"name": "both sets together", "answers": right | {"each": f"{2 * each:.1f}"}, "verdict": "nearly"},
        {
            "name": "the standard error, no square",
            "answers": {"half": f"{half / Z:.3f}", "needed": f"{cases * half / wish:.1f}", "each": f"{each:.0f}"},
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
