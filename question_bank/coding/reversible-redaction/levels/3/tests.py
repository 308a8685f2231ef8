"""Drafts put together from placeholders and plain text, cut into chunks; what must wait is found by trying all ends."""

import random


def streamed(pieces, chunks, beginnings):
    """What each feed shows, from the pieces `(as the model wrote it, as it is shown)`; beginnings are held back."""
    shown, shown_at = [], {0: 0}  # how much of the answer stands for the draft up to a place
    place = so_far = 0
    for written, original in pieces:
        for offset in range(1, len(written)):
            shown_at[place + offset] = so_far + (offset if written == original else 0)
        place, so_far = place + len(written), so_far + len(original)
        shown_at[place] = so_far
    draft, answer = "".join(written for written, _ in pieces), "".join(original for _, original in pieces)
    end = done = 0
    longest = max(map(len, beginnings))
    for chunk in chunks:
        end += len(chunk)
        ready = next((at for at in range(max(0, end - longest), end) if draft[at:end] in beginnings), end)
        shown.append(answer[shown_at[done] : shown_at[ready]])
        done = ready
    return [*shown, answer[shown_at[done] :]]


def a_stream(rng, people, size, widest):
    """A text full of names, and a draft that uses their placeholders, some that are made up, and stray brackets."""
    text, findings, redacted, known = "", [], "", []
    for number in range(1, people + 1):
        name = f"p{number * 7 % 9973:04}"
        findings.append([len(text), len(text) + 5, "NAME"])
        text, redacted = f"{text}{name} ", f"{redacted}[NAME_{number}] "
        known.append((f"[NAME_{number}]", name))
    beginnings = {placeholder[:length] for placeholder, _ in known for length in range(1, len(placeholder))}
    pieces = []
    for _ in range(size):
        choice = rng.random()
        plain = rng.choice([" and ", "[", "[NAM", "]", "[CITY_1]", f"[NAME_{people + rng.randint(1, 99)}]", "_"])
        pieces.append(rng.choice(known) if choice < 0.5 else (plain, plain))
    draft, chunks = "".join(written for written, _ in pieces), []
    while draft:
        cut = rng.randint(1, widest)
        chunks.append(draft[:cut])
        draft = draft[cut:]
    steps = [["redact", text, findings], *(["feed", chunk] for chunk in chunks), ["close"]]
    return [steps], [redacted, *streamed(pieces, chunks, beginnings)]


def chains(count):
    """Findings that overlap in long chains, shortest first, each chain of its own text; and the way back."""
    text, findings, redacted = "", [], []
    for number in range(count):
        start = len(text)
        text += f"{number:05}-abcdefghijklmnop "
        findings += [[start + at, start + at + 3, "CODE"] for at in range(0, 18, 2)]
        findings += [[start + 17, start + 22, "KEY"]]
        redacted.append(f"[KEY_{number + 1}] ")
    findings.sort(key=lambda finding: (finding[1] * 7919) % 10_007)
    return [[["redact", text, findings], ["restore", "".join(redacted)]]], ["".join(redacted), text]


def generate(seed):
    """Two small tests and three large ones."""
    rng = random.Random(seed + 2)
    return [
        {"name": name, "args": args, "expected": expected, **({"performance": True} if large else {})}
        for name, (args, expected), large in [
            ("random stream 1", a_stream(rng, 3, 30, 5), False),
            ("random stream 2", a_stream(rng, 25, 120, 9), False),
            ("chains of findings", chains(1_900), True),
            ("a long draft in small chunks", a_stream(rng, 2_500, 12_000, 7), True),
        ]
    ]
