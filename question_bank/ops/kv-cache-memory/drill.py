"""Draws a model's shape and a GPU, and asks what the keys and values of its attention take."""

import itertools
import math
import random

MODELS = ("Kestrel", "Heron", "Plover", "Avocet", "Dunlin", "Curlew")
OWNERS = ("Larkspur", "Saltmarsh Post", "Hollowell", "Tidewater Atlas", "Quillmark", "Brackenfold")
NUMBERS = (("16-bit", 2), ("8-bit", 1))


def draw(seed: int) -> dict:
    """A model with grouped attention, a length, and a GPU's memory."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict:
    model, owner = rng.choice(MODELS), rng.choice(OWNERS)
    layers, width = rng.choice((28, 32, 36, 40, 48, 64)), rng.choice((64, 96, 128))
    groups, per_group = rng.choice((4, 8, 10, 16)), rng.choice((4, 5, 6, 8))
    kind, size = rng.choice(NUMBERS)
    billions, memory = rng.choice((7, 8, 9, 12, 13, 14)), rng.choice((40, 48, 64, 80, 96))
    share, tokens = rng.choice((85, 90, 92, 95)), rng.choice((4000, 6000, 8000, 12000, 16000, 24000, 32000))
    heads = groups * per_group
    token = 2 * layers * groups * width * size
    sequence = token * tokens / 1e9
    weights = billions * 2
    room = memory * share / 100 - weights
    exact = room / sequence
    if room < 4 or not 2 < exact < 300 or abs(exact - round(exact)) < 0.03:
        return _draw(rng)
    fits = math.floor(exact)
    prompt = (
        f"{owner} serves {model}, a model of {billions} billion weights in 16 bits, on a GPU of {memory} GB. Its server may use {share} % of that memory for the weights and for the keys and values of "
        f"attention, which are kept in {kind} numbers. {model} has {layers} layers, {heads} query heads, {groups} heads of keys and values, and {width} numbers a head. Every conversation is "
        f"taken to have {tokens:,} tokens.\n\nConventions: GB = 10^9 bytes, kB = 10^3 bytes; room is kept for whole conversations; activations and fragments lie in the rest of the memory."
    )
    parts = [
        _number(
            "token",
            "Keys and values of one token",
            "kB",
            token / 1e3,
            0.01,
            (token / 2e3, "That is keys or values; both are kept."),
            (
                token * per_group / 1e3,
                "That counts the query heads; queries are not kept, and groups of heads share keys and values.",
            ),
            (token / layers / 1e3, "That is one layer."),
        ),
        _number(
            "sequence",
            "Keys and values of one conversation",
            "GB",
            sequence,
            0.01,
            (sequence / 2, "That is keys or values; both are kept."),
            (sequence * per_group, "That counts the query heads."),
            (sequence * 4 / size, f"That counts 4 bytes a number; {kind} has {size}."),
        ),
        _number(
            "fits",
            "Conversations that fit at once",
            "",
            fits,
            0,
            *_others(
                fits,
                (
                    (math.floor(memory * share / 100 / sequence), "That forgets the weights."),
                    (math.floor((memory - weights) / sequence), "That uses all of the memory."),
                    (fits + 1, "Round down: the last one does not fit."),
                ),
            ),
            near=0,
        ),
    ]
    solution = (
        f"1. A token keeps a key and a value in each layer and each of the {groups} heads: 2 x {layers} x {groups} x {width} x {size} bytes = **{token / 1e3:.2f} kB**.\n"
        f"2. A conversation: {token / 1e3:.2f} kB x {tokens:,} = **{sequence:.3f} GB**.\n"
        f"3. Weights: {billions} billion x 2 bytes = {weights} GB. Room: {memory} x {share} % - {weights} = {room:.2f} GB.\n"
        f"4. {room:.2f} / {sequence:.3f} = {exact:.2f}, so **{fits} conversations** at once.\n\n"
        f"With a head of keys and values for each query head it would be {per_group} times as much. Length and number of conversations trade against one another: servers that hand "
        "out memory page by page fit more when most conversations are shorter than the longest."
    )
    bits = layers * groups * width * size * 8 * 2
    right = {
        "token": f"{bits // 8} bytes",
        "sequence": f"{sequence * 1000:.1f} MB",
        "fits": str(int((memory * share / 100 - weights) * 1e9 // (token * tokens))),
    }
    tries = [
        {"name": "in bits and megabytes", "answers": right, "verdict": "right"},
        {
            "name": "the weights forgotten",
            "answers": right | {"fits": f"{math.floor(memory * share / 100 / sequence)}"},
            "verdict": "nearly",
        },
        {
            "name": "by query heads",
            "answers": {
                "token": f"{token * per_group / 1e3} kB",
                "sequence": f"{sequence * per_group:.6f} GB",
                "fits": f"{fits}",
            },
            "verdict": "wrong",
        },
    ]
    return {"prompt": prompt, "parts": parts, "solution": solution, "tries": tries}


def _others(answer: int, slips: tuple) -> list[tuple]:
    """The slips that give a count of their own in this drawing."""
    kept = {answer: ""}
    return [(value, says) for value, says in slips if kept.setdefault(value, says) is says]


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
