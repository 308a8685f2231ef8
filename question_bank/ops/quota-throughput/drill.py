"""Draws a batch of work under a provider's quotas, and asks which one binds and how long it takes."""

import itertools
import random

JOBS = (
    ("Larkspur", "tag old tickets"),
    ("Saltmarsh Post", "summarise its archive"),
    ("Quillmark", "mark clauses in signed contracts"),
    ("Brackenfold", "translate field reports"),
    ("Osier & Lamp", "describe objects"),
    ("Cobaltine", "clean up colour names"),
)
LIMITS = ("requests a minute", "tokens a minute", "requests at once")


def draw(seed: int) -> dict:
    """A job, three limits and a change to the prompt."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while drawn is None or not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict | None:
    company, job = rng.choice(JOBS)
    documents = rng.randrange(20, 900) * 1000
    into, out, most = rng.randrange(400, 6000, 50), rng.randrange(60, 700, 10), rng.choice((800, 1000, 1500, 2000))
    requests, tokens = (
        rng.choice((300, 500, 800, 1000, 2000, 4000)),
        rng.choice((200, 400, 800, 1000, 2000, 4000)) * 1000,
    )
    at_once, latency = rng.choice((8, 16, 20, 32, 50, 64)), rng.choice((1.5, 2.0, 2.4, 3.0, 4.0, 5.0, 6.0))
    reserved = rng.random() < 0.5
    counted = into + (most if reserved else out)
    speeds = (requests, tokens / counted, at_once / latency * 60)
    order = sorted(range(3), key=speeds.__getitem__)
    slow, second = speeds[order[0]], speeds[order[1]]
    hours = documents / slow / 60
    cut = rng.choice((30, 40, 50, 60))
    lean = into * (1 - cut / 100) + (most if reserved else out)
    after = min(requests, tokens / lean, speeds[2])
    if second < 1.2 * slow or not 1 <= hours <= 600:
        return None
    rule = (
        f"input plus the most output that a request allows ({most:,}), whatever is used"
        if reserved
        else "input plus the output that was really made"
    )
    prompt = (
        f"{company} wants to {job}: {documents:,} requests, each with {into:,} tokens of input and {out:,} of output (the limit on output is set to {most:,}). A request takes {latency:g} s. The provider's quotas:\n\n"
        f"```\nrequests a minute    {requests:>12,}\ntokens a minute      {tokens:>12,}\nrequests at once     {at_once:>12,}\n```\n\n"
        f"Against the tokens a minute it counts {rule}. Later the input is cut by {cut} %; nothing else changes, latency neither.\n\nConventions: quotas can be used to the full; nothing fails; all requests are alike."
    )
    options = [
        {
            "text": name,
            "right": place == order[0],
            "near": False,
            "says": f"It allows {speeds[place]:,.0f} requests a minute; another allows only {slow:,.0f}.",
        }
        for place, name in enumerate(LIMITS)
    ]
    options.append(
        {
            "text": "two of them alike",
            "right": False,
            "near": False,
            "says": f"They allow {', '.join(f'{speed:,.0f}' for speed in speeds)} requests a minute.",
        }
    )
    rng.shuffle(options)
    other = tokens / (into + (out if reserved else most))
    wrong = min(requests, other, speeds[2])
    slips = [(second, f"That is the next limit; {LIMITS[order[0]]} run out first.")]
    if wrong != slow:
        slips.append(
            (
                wrong,
                "The provider reserves the most that a request may put out."
                if reserved
                else "The provider counts the output that was made, not the most allowed.",
            )
        )
    parts = [
        {"id": "binds", "asks": "Which quota binds", "kind": "choice", "options": options},
        _number("pace", "Requests a minute that get through", "", slow, 0.02, *slips),
        _number(
            "hours",
            "Time for the whole job",
            "h",
            hours,
            0.02,
            (documents / slow / 3600, "That divides minutes by 3,600."),
            (documents / second / 60, "That is the pace of the next limit."),
        ),
        _number(
            "after",
            "Time for the whole job with the shorter input",
            "h",
            documents / after / 60,
            0.02,
            *_changed(documents, hours, after, slow, cut),
        ),
    ]
    solution = (
        f"1. By requests: {requests:,} a minute. By tokens: {tokens:,} / ({into:,} + {most if reserved else out:,}) = {speeds[1]:,.0f}. By requests at once: {at_once} / {latency:g} s x 60 = {speeds[2]:,.0f} (Little's law).\n"
        f"2. The least binds: **{LIMITS[order[0]]}**, **{slow:,.0f}** requests a minute.\n"
        f"3. {documents:,} / {slow:,.0f} / 60 = **{hours:.2f} h**.\n"
        f"4. With {cut} % less input tokens allow {tokens / lean:,.0f}; the least is now {after:,.0f}: **{documents / after / 60:.2f} h**.\n\n"
        "Find what binds before asking for more: raising a quota that does not bind changes nothing"
        + (
            ", and a limit on output far over what is used wastes tokens that are only reserved."
            if reserved
            else ", and what binds changes when you mend it."
        )
    )
    letter = {option["right"]: "abcdef"[place] for place, option in enumerate(options)}
    right = {
        "binds": letter[True],
        "pace": f"{slow:.1f}",
        "hours": f"{documents / slow:.1f} min",
        "after": f"{documents / after * 60:.0f} s",
    }
    tries = [
        {"name": "in minutes and seconds", "answers": right, "verdict": "right"},
        {
            "name": "in wrong hours",
            "answers": right | {"hours": f"{documents / slow / 3600:.6f} h"},
            "verdict": "nearly",
        },
        {
            "name": "the next limit",
            "answers": {
                "binds": letter[False],
                "pace": f"{second:.2f}",
                "hours": f"{documents / second / 60:.4f}",
                "after": "0.001 h",
            },
            "verdict": "wrong",
        },
    ]
    return {"prompt": prompt, "parts": parts, "solution": solution, "tries": tries}


def _changed(documents: int, hours: float, after: float, slow: float, cut: int) -> list[tuple]:
    """What one would get for the shorter input by not asking again what binds."""
    plain = (
        hours * (1 - cut / 100),
        "That takes the whole time to be input; ask again what binds, and what it counts.",
    )
    if after == slow:
        return [plain]
    return [(hours, "Tokens were what bound, so a shorter input helps.")] + (
        [plain] if documents / after / 60 > 1.1 * plain[0] else []
    )


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
