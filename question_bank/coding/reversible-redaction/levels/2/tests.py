"""Conversations put together from pieces that are known to be data, lookalikes or plain text."""

import random

NAMES = ["Ana", "Bo", "ana", "C. Dee", "[NAME", "_1]"]


def conversation(rng, texts, pieces):
    """Steps and results: each text is redacted, then restored, and at the end a draft of the model is restored."""
    numbers, placeholders, steps, results = {}, {}, [], []

    def given(kind, original):
        if (kind, original) not in placeholders:
            numbers[kind] = numbers.get(kind, 0) + 1
            placeholders[kind, original] = f"[{kind}_{numbers[kind]}]"
        return placeholders[kind, original]

    for _ in range(texts):
        text, findings, redacted = "", [], ""
        for _ in range(pieces):
            text, redacted = text + ". ", redacted + ". "
            choice = rng.random()
            if choice < 0.5:
                kind, name = rng.choice(["NAME", "NICK"]), rng.choice(NAMES)
                findings.append([len(text), len(text) + len(name), kind])
                text, redacted = text + name, redacted + given(kind, name)
            elif choice < 0.8:
                looks = f"[{rng.choice(['NAME', 'TEXT', 'X'])}_{rng.randint(0, 9)}]"
                text, redacted = text + looks, redacted + given("TEXT", looks)
            else:
                plain = rng.choice(["[", "]", "[NAME_", "hello", "_1] ["])
                text, redacted = text + plain, redacted + plain
        rng.shuffle(findings)
        steps += [["redact", text, findings], ["restore", redacted]]
        results += [redacted, text]
    draft, answer = "", ""
    for (_, original), placeholder in rng.sample(sorted(placeholders.items()), len(placeholders)):
        draft, answer = f"{draft} [{placeholder}[ZIP_1]", f"{answer} [{original}[ZIP_1]"
    return [*steps, ["restore", draft]], [*results, answer]


def generate(seed):
    """Two small tests."""
    rng = random.Random(seed + 1)
    tests = []
    for number, (texts, pieces) in enumerate([(3, 8), (6, 25)], 1):
        steps, results = conversation(rng, texts, pieces)
        tests.append({"name": f"random conversation {number}", "args": [steps], "expected": results})
    return tests
