"""Draws a request's stages with their budgets, and asks what is left for the model."""

import itertools
import random

PRODUCTS = (
    "Larkspur's help desk",
    "Wrenhouse's tenant line",
    "Hollowell's rota helper",
    "Fennimore's tool finder",
    "Ottery Rail's travel desk",
)
BEFORE = (
    ("gateway and sign-in", 20, 60),
    ("input check", 30, 120),
    ("query rewriting", 80, 300),
    ("session lookup", 5, 40),
    ("permission check", 10, 60),
)
SEARCHES = (
    ("vector search", 40, 160),
    ("keyword search", 20, 130),
    ("ticket search", 60, 220),
    ("graph lookup", 30, 180),
)
AFTER = (("reranking", 60, 260), ("prompt assembly", 5, 30), ("citation check", 40, 160), ("output check", 50, 200))


def draw(seed: int) -> dict:
    """Stages in a row, with searches that run at the same time."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict:
    before, searches, after = (_some(rng, pool) for pool in (BEFORE, SEARCHES, AFTER))
    stages = [(name, rng.randrange(low, high, 5)) for name, low, high in (*before, *searches, *after)]
    beside = {name for name, _, _ in searches}
    allowed = [round(took * rng.uniform(1.05, 1.6) / 5) * 5 + 5 for _, took in stages]
    guilty = rng.randrange(len(stages))
    allowed[guilty] = max(5, round(stages[guilty][1] * rng.uniform(0.5, 0.85) / 5) * 5)
    if allowed[guilty] >= stages[guilty][1]:
        return _draw(rng)
    budget, first, rate = rng.randrange(2000, 5000, 100), rng.randrange(250, 700, 10), rng.choice((40, 50, 60, 80, 100))
    row = sum(took for name, took in stages if name not in beside)
    widest = max(took for name, took in stages if name in beside)
    everything = sum(took for _, took in stages)
    left = budget - row - widest
    tokens = (left - first) / 1000 * rate
    if tokens < 100:
        return _draw(rng)
    lines = "\n".join(f"{name:<22}{took:>8}{limit:>10}" for (name, took), limit in zip(stages, allowed, strict=True))
    named = " and ".join((", ".join(name for name, _, _ in searches[:-1]), searches[-1][0]))
    prompt = (
        f"{rng.choice(PRODUCTS)} promises the whole answer within {budget:,} ms at p95. The stages around the model were measured:\n\n"
        f"```\nstage                  p95 ms   allowed\n{lines}\n```\n\n"
        f"{named[0].upper() + named[1:]} start together, and the next stage waits for all of them; every other stage runs after the one above it. The model needs "
        f"{first} ms to its first token and then writes {rate} tokens a second; the stages after it are in the table too.\n\n"
        "Conventions: add the stages as if each always took its p95; answers are checked whole, so nothing is streamed."
    )
    over = [(name, took, limit) for (name, took), limit in zip(stages, allowed, strict=True)]
    others = rng.sample([one for place, one in enumerate(over) if place != guilty], 3)
    options = [
        {"text": name, "right": took > limit, "near": False, "says": f"It took {took} ms of {limit} ms allowed."}
        for name, took, limit in (over[guilty], *others)
    ]
    rng.shuffle(options)
    parts = [
        _number(
            "left",
            "Time that is left for the model",
            "ms",
            left,
            0.01,
            (budget - everything, "That adds up the searches; they run at the same time, so only the slowest counts."),
            (budget - row, "That leaves the searches out."),
            (row + widest, "That is what the other stages use."),
        ),
        _number(
            "tokens",
            "Longest answer that fits",
            "tokens",
            tokens,
            0.02,
            (left / 1000 * rate, "That leaves out the time to the first token."),
            ((budget - everything - first) / 1000 * rate, "That adds up searches that run at the same time."),
        ),
        {"id": "over", "asks": "Which stage breaks what it is allowed", "kind": "choice", "options": options},
    ]
    solution = (
        f"1. Stages in a row: {' + '.join(str(took) for name, took in stages if name not in beside)} = {row} ms.\n"
        f"2. The searches run side by side: the slowest counts, {widest} ms.\n"
        f"3. Left for the model: {budget} - {row} - {widest} = **{left} ms**.\n"
        f"4. Less {first} ms to the first token: {left - first} ms x {rate} tokens/s = **{tokens:.0f} tokens**.\n"
        f"5. **{over[guilty][0]}** took {over[guilty][1]} ms of {over[guilty][2]} ms; every other stage keeps its limit.\n\n"
        "A cap on the answer's length follows from step 4: set it as the request's maximum, so that a long answer cannot break the promise. "
        "Adding p95 values is usually on the careful side, since stages are seldom all slow at once."
    )
    letter = "abcdef"[next(place for place, option in enumerate(options) if option["right"])]
    wrong = "abcdef"[next(place for place, option in enumerate(options) if not option["right"])]
    right = {"left": f"{(budget - row - widest) / 1000} s", "tokens": f"{int(tokens)}", "over": letter}
    tries = [
        {"name": "in seconds", "answers": right, "verdict": "right"},
        {
            "name": "first token forgotten",
            "answers": right | {"tokens": f"{left / 1000 * rate:.1f}"},
            "verdict": "nearly",
        },
        {
            "name": "searches added up",
            "answers": {
                "left": f"{budget - everything} ms",
                "tokens": f"{(budget - everything - first) / 1000 * rate:.1f}",
                "over": wrong,
            },
            "verdict": "wrong",
        },
    ]
    return {"prompt": prompt, "parts": parts, "solution": solution, "tries": tries}


def _some(rng: random.Random, pool: tuple) -> list[tuple]:
    """Two or three stages, in the order in which they run."""
    return sorted(rng.sample(pool, rng.choice((2, 3))), key=pool.index)


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
