"""Objects that are known, written with small faults, and cut at a place where it is known what is left."""

import json
import random

WORDS = [
    "flat",
    "M8, zinc",
    "use }",
    "a,]",
    "5 {mm}",
    "None",
    "thread",
    "plate, galvanised, with two holes",
    '1/2" pipe',
]


def part(rng):
    """A small object: its text with repairs to make, and its value."""
    name, note, holes = rng.choice(WORDS), rng.choice(WORDS), [rng.randrange(100) for _ in range(rng.randrange(3))]
    text = '{"name": ' + json.dumps(name + " " + note) + ', "holes": ' + json.dumps(holes)
    if holes and rng.random() < 0.5:
        text = text[:-1] + ",]"
    text += ', "ok": ' + rng.choice(["True", "true"]) + rng.choice(["}", ",}", " , }"])
    return text, {"name": name + " " + note, "holes": holes, "ok": True}


def list_of_parts(rng, count, ending, left):
    """One object with a long list of parts that ends with `ending`, of which `left` remains as a last part."""
    texts, values = zip(*(part(rng) for _ in range(count)), strict=True)
    return '{"parts": [' + ", ".join(texts) + ", " + ending, {"parts": [*values, *left]}


def prose_and_parts(rng, count):
    """Parts between pieces of prose with braces that begin nothing."""
    texts, values = [], []
    for _ in range(count):
        text, value = part(rng)
        texts += [rng.choice(["see {fig", 'a 5" {pipe', "{{", '{"k" ', "{ 1", "{k:"]) for _ in range(2)]
        texts.append(text)
        values.append(value)
    return " ".join(texts), values


def generate(seed):
    """Two small tests and two large ones."""
    rng = random.Random(seed + 1)
    small, small_value = list_of_parts(rng, 5, '{"name": "pl', [{}])
    cut, cut_value = list_of_parts(rng, 3_600, '{"name": "x", "holes": [1, 2', [{"name": "x", "holes": [1]}])
    few, few_values = prose_and_parts(rng, 8)
    many, many_values = prose_and_parts(rng, 3_000)
    repair = {"repair": True, "cut": True}
    return [
        {"name": "a few parts, cut", "args": [small], "kwargs": repair, "expected": [small_value]},
        {
            "name": "a few parts in prose",
            "args": [few + ' {"a": 1, "b"'],
            "kwargs": repair,
            "expected": [*few_values, {"a": 1}],
        },
        {"name": "a long list, cut", "args": [cut], "kwargs": repair, "expected": [cut_value], "performance": True},
        {"name": "many parts in prose", "args": [many], "kwargs": repair, "expected": many_values, "performance": True},
    ]
