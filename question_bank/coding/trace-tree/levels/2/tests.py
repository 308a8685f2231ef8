"""Random logs; each span's stage is noted while the log is made, and p95 is found by counting."""

import random

PRICES = {"tiny": (0.5, 1.5), "large": (4.0, 16.0)}


def a_log(rng, size):
    """Lines and the expected stages."""
    stage_of, lines, durations, spent = {}, [], {}, {}
    for number in range(size):
        name, length = f"s{number}", rng.choice([rng.randrange(9), rng.randrange(100), rng.randrange(3_000)])
        parent = rng.choice(["-", "lost", *stage_of, *stage_of]) if stage_of else "-"
        stage = rng.choice(["-", "-", "plan", "search", "answer"])
        if stage != "-":
            stage_of[name] = stage
        elif parent in stage_of:
            stage_of[name] = stage_of[parent]
        else:
            stage_of[name] = "other"
        if stage != "-" or parent not in stage_of:
            durations.setdefault(stage_of[name], []).append(length)
        line = f"{name} {parent} {stage} {number} {number + length}"
        if rng.random() < 0.6:
            model, tokens_in, tokens_out = rng.choice(["tiny", "large"]), rng.randrange(9_000), rng.randrange(900)
            line += f" {model} {tokens_in} {tokens_out}"
            price_in, price_out = PRICES[model]
            spent.setdefault(stage_of[name], []).append(tokens_in * price_in + tokens_out * price_out)
        lines += [line] * rng.choice([1, 1, 1, 2])
    rng.shuffle(lines)
    return lines, {
        stage: [len(times), smallest(times), sum(spent.get(stage, [])) / 1e6] for stage, times in durations.items()
    }


def smallest(times):
    """The smallest of the times that at least 95 in 100 do not exceed."""
    return min(time for time in times if 100 * sum(other <= time for other in times) >= 95 * len(times))


def generate(seed):
    """Two small tests."""
    rng = random.Random(seed + 1)
    tests = []
    for number, size in enumerate([25, 400], 1):
        lines, expected = a_log(rng, size)
        tests.append({"name": f"random stages {number}", "args": [lines, "stages", PRICES], "expected": expected})
    return tests
