"""Cases made for each list, with grades that put them there."""

import random

GRADES = ["awful", "weak", "fair", "good", "great", "perfect"]
KINDS = ["fixed", "broken", "closer", "farther", "lost", "new", "same", "mirrored", "not graded"]


def grades_for(rng, kind):
    """The places of human, before and after for a case of this kind; None where there is no grade."""
    while True:
        human, before, after = (rng.randrange(len(GRADES)) for _ in range(3))
        was, now = abs(human - before), abs(human - after)
        right = {
            "fixed": was > 0 == now,
            "broken": was == 0 < now,
            "closer": was > now > 0,
            "farther": now > was > 0,
            "same": before == after,
            "mirrored": was == now > 0 and before != after,
        }
        if kind == "lost":
            return human, before, None
        if kind == "new":
            return human, None, after
        if kind == "not graded":
            return None, rng.choice([before, None]), after
        if right[kind]:
            return human, before, after


def generate(seed):
    """Two tests."""
    rng = random.Random(seed + 1)
    tests = []
    for number, cases in enumerate([30, 400], 1):
        ids = rng.sample(range(10_000), cases)
        human, before, after = {}, {}, {}
        expected = {kind: [] for kind in KINDS[:6]}
        for identifier in ids:
            case, kind = f"case-{identifier}", rng.choice(KINDS)
            for run, place in zip((human, before, after), grades_for(rng, kind), strict=True):
                if place is not None:
                    run[case] = GRADES[place]
            if kind in expected:
                expected[kind].append(case)
        args = [GRADES, "diff", before, after, human]
        expected = {kind: sorted(found) for kind, found in expected.items()}
        tests.append({"name": f"random runs {number}", "args": args, "expected": expected})
    return tests
