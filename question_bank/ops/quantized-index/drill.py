"""Draws a vector index that is to be compressed: scalar, product or binary codes."""

import itertools
import random

STORES = (
    ("Hollowell", "a rota planner for clinics", "shift notes"),
    ("Cobaltine", "a supplier of paint", "colour recipes"),
    ("Fennimore", "a lending library for tools", "manual pages"),
    ("Saltmarsh Post", "a regional newspaper", "archive paragraphs"),
    ("Gimlet & Daughters", "a maker of furniture fittings", "part descriptions"),
)


def draw(seed: int) -> dict:
    """An index and one way to shrink it."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict:
    company, trade, things = rng.choice(STORES)
    millions, dimensions = rng.randrange(5, 400), rng.choice((384, 512, 768, 1024, 1536))
    way = rng.choice(("scalar", "product", "binary"))
    opening = (
        f"{company}, {trade}, holds {millions} million float32 vectors of {dimensions} dimensions, made of {things}. "
    )
    raw = dimensions * 4
    if way == "scalar":
        code, told, slips = _scalar(dimensions)
    elif way == "binary":
        code, told, slips = _binary(dimensions)
    else:
        code, told, slips = _product(dimensions, rng)
    wanted, factor = rng.choice((5, 8, 10, 20)), rng.choice((2, 3, 4, 6, 10))
    fetched = factor * wanted
    size = millions * code / 1000
    rescored = fetched * raw / 1000
    prompt = (
        f"{opening}{told} The codes stay in memory; the float32 vectors move to disk. A search takes the {wanted} best by their codes, "
        f"oversampled {factor} times, and reads the full vectors of all those candidates to rank them again.\n\n"
        "Conventions: GB = 10^9 bytes, kB = 10^3 bytes. Ids, links and code books are left out of the size of the codes."
    )
    parts = [
        _number(
            "codes",
            "Memory for the codes",
            "GB",
            size,
            0.02,
            *((millions * wrong / 1000, says) for wrong, says in slips),
        ),
        _number(
            "ratio",
            "How many times smaller than the float32 vectors",
            "",
            raw / code,
            0.01,
            (code / raw, "That is the share that is left; the ratio is its inverse."),
            ((1 - code / raw) * 100, "That is the saving in per cent; asked is how many times smaller."),
        ),
        _number(
            "reads",
            "Bytes read from disk for one search",
            "kB",
            rescored,
            0.02,
            (wanted * raw / 1000, "That reads only the final results; all oversampled candidates are read."),
            (fetched * code / 1000, "That reads the codes again; full vectors are read."),
        ),
    ]
    solution = (
        f"1. A float32 vector takes {dimensions} x 4 = {raw:,} bytes; its code takes **{code:,} bytes**.\n"
        f"2. Codes in memory: {millions}e6 x {code:,} bytes = **{size:,.3f} GB**; before it was {millions * raw / 1000:,.1f} GB.\n"
        f"3. Ratio: {raw:,} / {code:,} = **{raw / code:.4g} times** smaller.\n"
        f"4. Ranking again reads {wanted} x {factor} = {fetched} vectors of {raw:,} bytes: **{rescored:,.1f} kB** a search.\n\n"
        "The codes find candidates, the full vectors put them in order. What the codes lose in recall is bought back with "
        "oversampling, and oversampling is paid for in reads: measure recall against both."
    )
    right = {
        "codes": f"{millions * code / 1000 / 1000:.7f} TB",
        "ratio": f"{32 * dimensions / (code * 8):.4f}",
        "reads": f"{fetched * raw} bytes",
    }
    tries = [
        {"name": "in bits and other units", "answers": right, "verdict": "right"},
        {"name": "a rough ratio", "answers": right | {"ratio": f"{raw / code * 1.02:.5f}"}, "verdict": "nearly"},
        {
            "name": "the float32 size, results only",
            "answers": {"codes": f"{millions * raw / 1000}", "ratio": "1", "reads": f"{wanted * raw / 1000} kB"},
            "verdict": "wrong",
        },
    ]
    return {"prompt": prompt, "parts": parts, "solution": solution, "tries": tries}


def _scalar(dimensions: int) -> tuple:
    told = "Each number is to become an int8; the two bounds of its range take another 8 bytes a vector."
    return (
        dimensions + 8,
        told,
        (
            (dimensions / 8, "That is one bit a number; int8 has eight."),
            (dimensions * 2, "That is two bytes a number; int8 has one."),
        ),
    )


def _binary(dimensions: int) -> tuple:
    return (
        dimensions // 8,
        "Each number is to become one bit, its sign.",
        (
            (dimensions, "That is a byte a number; eight signs go into one byte."),
            (dimensions / 8 / 8, "That divides by 8 twice."),
        ),
    )


def _product(dimensions: int, rng: random.Random) -> tuple:
    pieces, bits = rng.choice((48, 64, 96, 128)), rng.choice((4, 8))
    told = (
        f"Product quantization is to cut each vector into {pieces} pieces; each piece is replaced by the number of the "
        f"nearest of {2**bits} centroids."
    )
    return (
        pieces * bits // 8,
        told,
        (
            (
                pieces * 2**bits,
                "That stores the centroids' count with every piece; a piece stores only which centroid.",
            ),
            (pieces * 4, "That is 4 bytes a piece; it takes log2(centroids) bits."),
            (dimensions * bits / 8, "That codes every number; product quantization codes every piece."),
        ),
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
