"""Draws a vector index whose memory is to be sized, and the machines that hold it."""

import itertools
import math
import random

STORES = (
    ("Larkspur, a maker of workshop software,", "help articles"),
    ("Tidewater Atlas, a publisher of sea charts,", "pilot notes"),
    ("Quillmark, a house for contract templates,", "clauses"),
    ("Brackenfold, which keeps records for farms,", "field reports"),
    ("Osier & Lamp, a catalogue for museums,", "object cards"),
)
TYPES = (("float32", 4), ("float16", 2))


def draw(seed: int) -> dict:
    """A store of vectors in one of two number types."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict:
    company, things = rng.choice(STORES)
    kind, size = rng.choice(TYPES)
    other = sum(bytes_each for _, bytes_each in TYPES) - size
    millions, dimensions = rng.randrange(4, 120), rng.choice((256, 384, 512, 768, 1024, 1536))
    links, machine, copies = rng.choice((8, 12, 16, 24, 32)), rng.choice((16, 32, 64, 128)), rng.choice((2, 3))
    usable = rng.choice((60, 70, 75, 80))
    vectors = millions * 1e6 * dimensions * size / 1e9
    graph = millions * 1e6 * 2 * links * 4 / 1e9
    needed = (vectors + graph) / (machine * usable / 100)
    shards = math.ceil(needed)
    exact = abs(needed - round(needed)) < 0.04  # a rounded sum must not tip the count
    if exact or not 2 <= shards <= 12:
        return _draw(rng)
    prompt = (
        f"{company} wants to search {millions} million {things}, one vector each: {dimensions} dimensions, stored as {kind}. "
        f"The index is HNSW with M = {links}, all of it in memory. Machines have {machine} GB, of which {usable} % may hold "
        f"the index; the index is cut into as many shards as needed, one shard a machine, and every shard is kept "
        f"{copies} times (each copy on its own machine).\n\n"
        "Conventions: GB = 10^9 bytes. A vector has 2 x M links on the lowest layer, 4 bytes each; the sparse upper layers, ids "
        "and metadata are left out."
    )
    parts = [
        _number(
            "vectors",
            "Memory for the vectors of one copy",
            "GB",
            vectors,
            0.02,
            (vectors * 8 / size, "That counts 8 bytes a number; that is a double."),
            (
                vectors * other / size,
                f"That counts {other} bytes a number; {kind} has {size}.",
            ),
            (vectors / size, "That counts numbers, not bytes."),
        ),
        _number(
            "graph",
            "Memory for the links of one copy",
            "GB",
            graph,
            0.02,
            (graph / 2, "That counts M links; the lowest layer has 2 x M."),
            (graph * 2, "That counts 8 bytes a link; the conventions give 4."),
            (graph / 4, "That counts links, not bytes."),
        ),
        _number(
            "machines",
            "Machines in all",
            "",
            shards * copies,
            0,
            (shards, "That is one copy; every shard is kept more than once."),
            *_others(
                shards * copies,
                shards,
                (
                    (
                        math.ceil((vectors + graph) / machine) * copies,
                        "That fills the machines to the brim; only a part may be used.",
                    ),
                    (math.ceil(needed * copies), "Copies of whole shards are needed: round up first, then multiply."),
                ),
            ),
            near=0,
        ),
    ]
    solution = (
        f"1. Vectors: {millions}e6 x {dimensions} numbers x {size} bytes = **{vectors:.2f} GB**.\n"
        f"2. Links: {millions}e6 x 2 x {links} links x 4 bytes = **{graph:.2f} GB**.\n"
        f"3. One copy: {vectors + graph:.2f} GB. A machine holds {machine} x {usable} % = {machine * usable / 100:.1f} GB, so "
        f"{needed:.2f} machines, which is {shards} shards.\n"
        f"4. With {copies} copies: {shards} x {copies} = **{shards * copies} machines**. Rounding comes before the copies, "
        "because half a shard cannot share a machine with its neighbour's half.\n\n"
        "The vectors outweigh the links unless dimensions are few or M is large; so smaller numbers or fewer dimensions save most."
    )
    return {
        "prompt": prompt,
        "parts": parts,
        "solution": solution,
        "tries": _tries(millions, dimensions, size, links, shards, copies),
    }


def _others(answer: int, first: int, slips: tuple) -> list[tuple]:
    """The slips that give a count of their own in this drawing."""
    kept = {answer: "", first: ""}
    return [(value, says) for value, says in slips if kept.setdefault(value, says) is says]


def _tries(millions: int, dimensions: int, size: int, links: int, shards: int, copies: int) -> list[dict]:
    per_vector, per_graph = dimensions * size, links * 8
    right = {
        "vectors": f"{millions * per_vector:,} MB",
        "graph": f"{millions * per_graph / 1000:.3f}",
        "machines": str(shards * copies),
    }
    return [
        {"name": "from bytes a vector", "answers": right, "verdict": "right"},
        {"name": "one copy only", "answers": right | {"machines": f"{shards}"}, "verdict": "nearly"},
        {
            "name": "numbers for bytes",
            "answers": {"vectors": f"{millions * dimensions} MB", "graph": f"{millions * links} MB"},
            "verdict": "wrong",
        },
    ]


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
