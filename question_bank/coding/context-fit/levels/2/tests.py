"""Random conversations with overlapping tool calls; every part that could be kept is tried by the definition."""

import random


def conversation(rng, count):
    """Messages with calls that are answered a little later, in any order; some calls are never answered."""
    messages, waiting, calls = [], [], 0
    for place in range(count):
        message = {"id": f"m{place}", "tokens": rng.randint(1, 40)}
        if waiting and rng.random() < 0.5:
            message |= {"role": "tool", "call": waiting.pop(rng.randrange(len(waiting)))}
        elif rng.random() < 0.25:
            message |= {"role": "assistant", "calls": [f"c{calls + number}" for number in range(rng.randint(1, 3))]}
            calls += len(message["calls"])
            waiting += message["calls"]
        else:
            message |= {"role": rng.choice(["user", "user", "assistant", "system"])}
        if len(waiting) > 3:
            waiting.pop()
        messages.append(message)
    return messages


def fitted(messages, budget):
    """The largest part that fits and splits no pair."""
    caller = {call: message["id"] for message in messages for call in message.get("calls", [])}
    best = None
    for start in range(len(messages), -1, -1):
        kept = [message for place, message in enumerate(messages) if place >= start or message["role"] == "system"]
        ids = {message["id"] for message in kept}
        is_whole = all(
            (message["id"] in ids) == (caller[message["call"]] in ids) for message in messages if "call" in message
        )
        has_last = all(message["role"] == "system" for message in messages[start:]) <= all(
            message["role"] == "system" for message in messages
        )
        if is_whole and has_last and sum(message["tokens"] for message in kept) <= budget:
            best = kept
    return best


def generate(seed):
    """Three small tests of level 2."""
    rng = random.Random(seed + 1)
    tests = []
    for number, count in enumerate([20, 45, 90], start=1):
        messages = conversation(rng, count)
        budget = sum(message["tokens"] for message in messages) * rng.randint(55, 80) // 100
        expected = fitted(messages, budget)
        tests.append({"name": f"random tools {number}", "args": [messages, budget], "expected": expected})
    return tests
