"""Draws a prompt with a long fixed beginning, and asks what caching it saves."""

import itertools
import math
import random

USES = (
    ("Larkspur", "its manual of machines"),
    ("Quillmark", "its style rules and forty examples"),
    ("Tidewater Atlas", "a glossary of chart symbols"),
    ("Ottery Rail", "the network's rules and tool definitions"),
    ("Cobaltine", "its catalogue of pigments"),
)


def draw(seed: int) -> dict:
    """A prefix, a traffic and a price list with cache prices."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict:
    company, holds = rng.choice(USES)
    prefix, rest, out = rng.randrange(4000, 40000, 500), rng.randrange(200, 2500, 50), rng.randrange(100, 900, 20)
    price, price_out = rng.choice(((0.8, 4.0), (1.0, 5.0), (2.5, 10.0), (3.0, 15.0), (2.0, 8.0)))
    write, read = rng.choice(((1.25, 0.1), (1.5, 0.25), (2.0, 0.1), (2.0, 0.4), (1.75, 0.5), (3.0, 0.2), (2.5, 0.6)))
    calls, misses = rng.choice((200, 400, 600, 900, 1500)), rng.choice((4, 6, 10, 12, 20, 30))
    edge = (write - read) / (1 - read)
    if abs(edge - round(edge)) < 0.05:
        return _draw(rng)
    least = math.floor(edge) + 1
    other = (rest * price + out * price_out) / 1e6
    full = prefix * price / 1e6
    without = calls * (full + other)
    cached = misses * full * write + (calls - misses) * full * read + calls * other
    saving = (1 - cached / without) * 100
    prompt = (
        f"Every request of an assistant at {company} begins with {holds}: {prefix:,} tokens that never change. Then come {rest:,} tokens "
        f"of its own, and the answer has {out:,}. In a busy hour there are {calls:,} requests; the cache entry has run out before {misses} of "
        "them, and each of those writes it anew. All others read it.\n\n"
        f"```\ninput, not cached   ${price:.2f} per million tokens\noutput              ${price_out:.2f} per million tokens\n"
        f"cache write         {write:g} x the input price\ncache read          {read:g} x the input price\n```\n\n"
        "Conventions: only the fixed beginning is cached; a request either writes all of it or reads all of it."
    )
    all_read = calls * (full * read + other)
    parts = [
        _number(
            "hour",
            "Cost of the hour with the cache",
            "$",
            cached,
            0.02,
            (without, "That is the cost without a cache."),
            (all_read, "That leaves out the writes of the requests that found no entry."),
            (
                misses * full * write + (calls - misses) * full * read,
                "That is the fixed beginning alone; the rest of the input and the output cost too.",
            ),
        ),
        _number(
            "saving",
            "Saving against no cache, of the whole cost",
            "%",
            saving,
            0.02,
            (100 - saving, "That is what is left to pay."),
            ((1 - read) * 100, "That is the discount on a read; writes, the rest and the output do not get it."),
            ((without / cached - 1) * 100, "That is a share of the cost with the cache; take it of the cost without."),
        ),
        _number(
            "least",
            "Fewest requests in one lifetime of an entry for which caching is cheaper than not caching",
            "",
            least,
            0,
            (least - 1, "One too few: with so many requests the write is not yet earned back."),
            (least + 1, "One too many: the first request is served by the write itself."),
            near=0,
        ),
    ]
    solution = (
        f"1. The beginning costs ${full:.5f} uncached, ${full * write:.5f} written, ${full * read:.5f} read. "
        f"Everything else costs ${other:.5f} a request either way.\n"
        f"2. With the cache: {misses} writes and {calls - misses} reads, plus {calls} times the rest = **${cached:.3f}**.\n"
        f"3. Without: {calls} x ${full + other:.5f} = ${without:.3f}. Saving: **{saving:.1f} %**.\n"
        f"4. Let n requests share an entry: {write:g} + (n - 1) x {read:g} < n, so n > ({write:g} - {read:g}) / (1 - {read:g}) = {edge:.2f}: "
        f"**{least} requests**.\n\n"
        "A cache pays by how often an entry is read before it runs out. Keep what changes behind what does not: one changed token near "
        "the start makes every later one a miss."
    )
    by_share = calls * (other + full * (misses / calls * write + (1 - misses / calls) * read))
    right = {"hour": f"${by_share:.4f}", "saving": f"{(without - cached) / without * 100:.2f}", "least": f"{least}"}
    tries = [
        {"name": "by the mean price of the beginning", "answers": right, "verdict": "right"},
        {"name": "the edge one off", "answers": right | {"least": f"{least + 1}"}, "verdict": "nearly"},
        {
            "name": "no cache, discount as saving",
            "answers": {"hour": f"{without:.4f}", "saving": f"{(1 - read) * 100:.1f} %", "least": f"{least}"},
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
