"""Long runs whose every text is known beforehand: which calls are the same is decided when they are drawn."""

import json
import random


def written(rng, text, level):
    """The same two arguments in one of several ways."""
    pairs = [("text", text), ("level", level)]
    rng.shuffle(pairs)
    return json.dumps(dict(pairs), separators=rng.choice([(",", ":"), (", ", ": "), (" , ", ":  ")]))


def story(rng, kinds, sizes, max_repeats):
    """Replies with so many calls each, and the texts that must come of them."""
    replies, texts, times = [], [], [0] * kinds
    for size in sizes:
        calls = []
        for _ in range(size):
            kind = rng.randrange(kinds)
            calls.append({"id": "k", "name": "note", "arguments": written(rng, f"n{kind // 2}", f"l{kind % 2}")})
            times[kind] += 1
            is_refused = times[kind] > max_repeats
            texts.append("error: repeated call" if is_refused else f"l{kind % 2}: n{kind // 2}")
        replies.append({"text": "", "calls": calls})
    return [*replies, {"text": "Done."}], texts


def generate(seed):
    """One small test and two large ones."""
    rng = random.Random(seed)
    tests = []
    for name, kinds, sizes, max_repeats, performance in [
        ("forty calls", 12, [4] * 10, 2, False),
        ("eighty steps of a hundred calls", 7_500, [100] * 80, 1, True),
        ("thousands of steps", 5_000, [1] * 5_500, 2, True),
    ]:
        replies, texts = story(rng, kinds, sizes, max_repeats)
        refused = sum(text.startswith("error") for text in texts)
        expected = {
            "status": "done",
            "answer": "Done.",
            "texts": texts,
            "asked": len(replies),
            "ran": len(texts) - refused,
        }
        kwargs = {"look_at": "texts", "max_repeats": max_repeats}
        test = {"name": name, "args": [replies, 10_000], "kwargs": kwargs, "expected": expected}
        tests.append({**test, "performance": True} if performance else test)
    return tests
