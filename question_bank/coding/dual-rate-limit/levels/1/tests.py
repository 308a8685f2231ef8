"""Random stories, answered from the history of admitted requests."""

import random


def expected(max_requests, max_tokens, steps):
    """Each result, from a table of what counts at each call."""
    history, results = [], []
    for at, _, tokens in steps:
        last_minute = [size for time, size in history if at - 60_000 < time]
        admitted = len(last_minute) < max_requests and sum(last_minute) <= max_tokens - tokens
        if admitted:
            history.append((at, tokens))
        results.append(len(history) if admitted else None)
    return results


def generate(seed):
    """Three random stories: tokens decide, requests decide, both do."""
    rng = random.Random(seed)
    tests = []
    for number, (max_requests, max_tokens, largest, step) in enumerate(
        [(40, 100, 25, 4_000), (4, 1_000, 90, 9_000), (6, 120, 45, 7_000)], 1
    ):
        steps, at = [], rng.randrange(100_000)
        for _ in range(150):
            at += rng.choice([0, 1, rng.randrange(step), rng.randrange(step)])
            steps.append([at, "acquire", rng.randint(1, largest)])
        args = [max_requests, max_tokens, steps]
        tests.append({"name": f"random minutes {number}", "args": args, "expected": expected(*args)})
    return tests
