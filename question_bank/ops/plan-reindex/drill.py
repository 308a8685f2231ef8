"""Draws a change of embedding model: limits, hours, cost and the order of the steps."""

import itertools
import random

SCENES = (
    ("Larkspur", "manual pages"),
    ("Saltmarsh Post", "newspaper columns"),
    ("Brackenfold", "field reports"),
    ("Quillmark", "contracts"),
    ("Osier & Lamp", "museum catalogues"),
)
BOTH, FILL, CHECK, SWITCH, DROP = (
    "write changes to both indexes",
    "embed what is there into the new index",
    "compare results on the golden set",
    "point reads at the new index",
    "drop the old index",
)
RIGHT = (BOTH, FILL, CHECK, SWITCH, DROP)
WRONG = (
    (
        (FILL, BOTH, CHECK, SWITCH, DROP),
        True,
        "What changes while the old documents are embedded is missing or stale in the new index: writes go to both first.",
    ),
    ((BOTH, FILL, SWITCH, CHECK, DROP), False, "Readers meet the new model before anybody compared it."),
    ((BOTH, CHECK, FILL, SWITCH, DROP), False, "A comparison on an index that is not full says nothing."),
    (
        (BOTH, FILL, CHECK, DROP, SWITCH),
        False,
        "Reads still go to the index that is dropped: an outage, and no way back.",
    ),
    (
        (
            "replace the vectors in place, a batch at a time",
            CHECK,
            "keep the index's name, so that reads need no change",
        ),
        False,
        "For hours one index holds vectors of two models; distances between them mean nothing.",
    ),
)


def draw(seed: int) -> dict:
    """A corpus, a provider's two limits and a price."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict:
    company, things = rng.choice(SCENES)
    documents, chunks, tokens = (
        rng.randrange(100, 3000, 20) * 1000,
        rng.choice((4, 6, 8, 12, 20)),
        rng.choice((180, 240, 320, 400, 512)),
    )
    batch, requests = rng.choice((1, 8, 16, 32, 64, 96)), rng.choice((300, 500, 1000, 1500, 3000))
    limit, live, price = (
        rng.choice((1, 2, 3, 5, 8, 10)),
        rng.choice((20, 25, 30, 40)),
        rng.choice((0.02, 0.05, 0.08, 0.1, 0.13)),
    )
    pieces = documents * chunks
    by_tokens, by_requests = limit * 1e6 / tokens, requests * batch
    slow, fast = sorted((by_tokens, by_requests))
    if fast < 1.3 * slow:
        return _draw(rng)
    free = 1 - live / 100
    hours, cost = pieces / slow / free / 60, pieces * tokens / 1e6 * price
    if not 2 <= hours <= 400:
        return _draw(rng)
    binds = "tokens" if by_tokens < by_requests else "requests"
    prompt = (
        f"{company} changes the embedding model of its search over {documents:,} {things}. Each is cut into {chunks} chunks of {tokens} tokens on average. The "
        f"provider allows {requests:,} requests and {limit} million tokens a minute; a request carries {batch} chunk{'s' if batch > 1 else ''}. Of both limits, {live} % must be "
        f"kept for live traffic. A million tokens cost ${price:.2f}. Search must not stop, and documents change all day.\n\n"
        "Conventions: both limits can be used to the full, less what is kept; nothing fails."
    )
    wrong = rng.sample(WRONG, 3)
    options = [{"text": _order(RIGHT), "right": True, "near": False, "says": ""}]
    options += [{"text": _order(steps), "right": False, "near": near, "says": says} for steps, near, says in wrong]
    rng.shuffle(options)
    parts = [
        _number(
            "hours",
            "Time to embed everything",
            "h",
            hours,
            0.02,
            (pieces / fast / free / 60, f"That is the limit that does not bind; {binds} run out first."),
            (hours * free, "That leaves nothing for live traffic."),
            (hours * free / (live / 100), "That uses only what is kept for live traffic."),
        ),
        _number(
            "cost",
            "Cost of embedding everything",
            "$",
            cost,
            0.02,
            (documents * tokens / 1e6 * price, "That embeds one chunk of each document."),
            (cost / batch, "A request with many chunks bills all of their tokens.")
            if batch > 1
            else (cost * 1000, "The price is for a million tokens."),
        ),
        {"id": "order", "asks": "The order of the steps", "kind": "choice", "options": options},
    ]
    solution = (
        f"1. Chunks: {documents:,} x {chunks} = {pieces:,}; tokens: {pieces * tokens / 1e6:,.0f} million.\n"
        f"2. A minute allows {limit}e6 / {tokens} = {by_tokens:,.0f} chunks by tokens and {requests:,} x {batch} = {by_requests:,} by requests: **{binds} bind**.\n"
        f"3. Less {live} % for live traffic: {slow * free:,.0f} chunks a minute, so {pieces:,} / {slow * free:,.0f} / 60 = **{hours:.1f} h**.\n"
        f"4. Cost: {pieces * tokens / 1e6:,.0f} million tokens x ${price:.2f} = **${cost:,.2f}**.\n"
        f"5. Order: {_order(RIGHT)}. Writes go to both before the old documents are embedded, so that nothing falls between; the old index stays until the new one has proved itself."
    )
    letters = {index: "abcdef"[index] for index in range(len(options))}
    good = next(letters[index] for index, option in enumerate(options) if option["right"])
    bad = next(letters[index] for index, option in enumerate(options) if not option["right"] and not option["near"])
    minutes = pieces * tokens / (limit * 1e6 * free) if binds == "tokens" else pieces / batch / (requests * free)
    right = {"hours": f"{minutes:.1f} min", "cost": f"${cost:.3f}", "order": good}
    tries = [
        {"name": "in minutes", "answers": right, "verdict": "right"},
        {"name": "all of the limit", "answers": right | {"hours": f"{hours * free:.3f} h"}, "verdict": "nearly"},
        {
            "name": "the other limit, one chunk, a bad order",
            "answers": {
                "hours": f"{pieces / fast / free / 60:.3f}",
                "cost": f"${documents * tokens / 1e6 * price:.4f}",
                "order": bad,
            },
            "verdict": "wrong",
        },
    ]
    return {"prompt": prompt, "parts": parts, "solution": solution, "tries": tries}


def _order(steps: tuple) -> str:
    return " > ".join(steps)


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
