"""Random findings; groups are stretches of characters of which each two neighbours lie in one finding together."""

import random


def expected(text, findings):
    """The redacted text."""
    inside = [any(a <= at < b for a, b, _ in findings) for at in range(len(text))]
    tied = [any(a < at < b for a, b, _ in findings) for at in range(len(text) + 1)]
    result, known, at = "", {}, 0
    while at < len(text):
        if not inside[at]:
            result += text[at]
            at += 1
            continue
        end = at + 1
        while tied[end]:
            end += 1
        members = [(a - b, a, kind) for a, b, kind in findings if at <= a < b <= end]
        kind = min(members)[2]
        key = (kind, text[at:end])
        if key not in known:
            known[key] = f"[{kind}_{1 + sum(one == kind for one, _ in known)}]"
        result += known[key]
        at = end
    return result


def generate(seed):
    """Three small tests."""
    rng = random.Random(seed)
    tests = []
    for number, (size, count, longest) in enumerate([(30, 8, 6), (120, 30, 9), (400, 60, 5)], 1):
        text = "".join(rng.choice("ab ") for _ in range(size))
        findings = []
        for _ in range(count):
            start = rng.randrange(size)
            findings.append([start, min(size, start + rng.randint(0, longest)), rng.choice(["NAME", "CITY", "ZIP"])])
        args = [[["redact", text, findings]]]
        tests.append({"name": f"random findings {number}", "args": args, "expected": [expected(text, findings)]})
    return tests
