"""Random conversations without tools; every part that could be kept is tried."""

import random

ROLES = ["system", "user", "user", "assistant", "assistant"]


def fitted(messages, budget):
    """The largest part that fits, found by trying all of them."""
    system = [message for message in messages if message["role"] == "system"]
    others = [message for message in messages if message["role"] != "system"]
    best = None
    for count in range(min(1, len(others)), len(others) + 1):
        ids = {message["id"] for message in system + others[len(others) - count :]}
        kept = [message for message in messages if message["id"] in ids]
        if sum(message["tokens"] for message in kept) <= budget:
            best = kept
    return best


def generate(seed):
    """Two small tests of level 1."""
    rng = random.Random(seed)
    tests = []
    for number, count in enumerate([25, 60], start=1):
        messages = [
            {"id": f"m{place}", "role": rng.choice(ROLES), "tokens": rng.randint(1, 40)} for place in range(count)
        ]
        budget = sum(message["tokens"] for message in messages) * 2 // 3
        tests.append({"name": f"random {number}", "args": [messages, budget], "expected": fitted(messages, budget)})
    return tests
