"""Draws a trace with spans side by side: its critical path, what mending a span gains, and how much slack another has."""

import itertools
import random

ROOTS = ("POST /answer", "POST /chat", "GET /suggest", "POST /review", "POST /triage")
FIRST = ("auth", "load_session", "rewrite_query", "classify_intent", "redact_input")
BRANCHES = (
    ("vector_search", "rerank"),
    ("keyword_search", "dedupe"),
    ("order_lookup", "format_orders"),
    ("policy_search", "policy_filter"),
    ("crm_fetch", "crm_parse"),
    ("weather_tool", "weather_parse"),
    ("stock_tool", "stock_join"),
)
LAST = ("build_prompt", "model_call", "check_citations", "redact_output", "write_log")


def draw(seed: int) -> dict:
    """Stages in a row, and a fan of branches between them."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while drawn is None or not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict | None:
    first = _times(rng, FIRST, rng.choice((1, 2)), 15, 120)
    last = _times(rng, LAST, rng.choice((2, 3)), 30, 420)
    branches = [
        [(name, rng.randrange(60, 520, 5)) for name in names[: rng.choice((1, 2))]]
        for names in rng.sample(BRANCHES, rng.choice((3, 4)))
    ]
    lengths = [sum(took for _, took in branch) for branch in branches]
    longest = max(range(len(branches)), key=lengths.__getitem__)
    second = max(length for place, length in enumerate(lengths) if place != longest)
    total = sum(took for _, took in (*first, *last)) + lengths[longest]
    slow_name, slow = max(branches[longest], key=lambda span: span[1])
    gain = min(slow / 2, lengths[longest] - second)
    slack_branch = rng.choice([place for place, length in enumerate(lengths) if length < second] or [longest])
    slack_name = branches[slack_branch][0][0]
    slack = lengths[longest] - lengths[slack_branch]
    gains = {name: took / 2 for name, took in (*first, *last)} | {slow_name: gain}
    gains |= {name: 0.0 for place, branch in enumerate(branches) if place != longest for name, _ in branch}
    ranked = sorted(gains, key=gains.__getitem__, reverse=True)
    durations = dict(itertools.chain(first, last, *branches))
    trap = max(durations, key=durations.__getitem__)
    meets = len({took for branch in branches for _, took in branch[:1]}) < len(
        branches
    )  # whose follower is whose must show
    if meets or gains[ranked[0]] < 1.15 * gains[ranked[1]] or gain >= slow / 2 or slack < 20 or gain < 10:
        return None
    decoy = ranked[1] if trap == ranked[0] else trap
    wrong = list(dict.fromkeys((decoy, ranked[1], slack_name)))
    wrong += [name for name in ranked if name not in wrong and name != ranked[0]][: 3 - len(wrong)]
    names = [ranked[0], *wrong]
    rng.shuffle(names)
    table = "\n".join(
        f"{name:<20}{start:>7}{end:>8}"
        for name, start, end in _lay_out(rng.choice(ROOTS), first, branches, last, total)
    )
    prompt = (
        f"A trace of one slow request at {rng.choice(('Larkspur', 'Wrenhouse', 'Hollowell', 'Merlinde', 'Cobaltine'))}, times in ms from its start. Spans that overlap ran side by side; in a branch, "
        f"a span starts when the one before it has ended; what comes after the branches waits for all of them.\n\n"
        f"```\nspan                 start     end\n{table}\n```\n\n"
        "Convention: when a span becomes shorter, everything that waited for it starts earlier; nothing else changes."
    )
    parts = [
        _number(
            "gain",
            f"How much sooner the request ends if `{slow_name}` takes half as long",
            "ms",
            gain,
            0.005,
            (slow / 2, "That is what the span gains; from some point on another branch is the slowest."),
            near=0.02,
        ),
        _number(
            "slack",
            f"How much longer `{slack_name}` could take without delaying the request",
            "ms",
            slack,
            0.005,
            (lengths[longest] - second, "That is the slack of another branch."),
            near=0.02,
        ),
        {
            "id": "mend",
            "asks": "Halving which span helps the request most",
            "kind": "choice",
            "options": [
                {"text": name, "right": name == ranked[0], "near": False, "says": _why(name, gains, durations)}
                for name in names
            ],
        },
    ]
    walked = ", ".join(
        f"{length} ms ({steps})"
        for length, steps in zip(lengths, (" + ".join(name for name, _ in branch) for branch in branches), strict=True)
    )
    solution = (
        f"1. Branches take {walked}: the longest makes the rest wait.\n"
        f"2. Critical path: {' > '.join(name for name, _ in (*first, *branches[longest], *last))}, {total} ms.\n"
        f"3. `{slow_name}` at half saves {slow / 2:g} ms of its own, but the next branch then ends {lengths[longest] - second} ms before the old end: the request gains **{gain:g} ms**.\n"
        f"4. `{slack_name}`: its branch ends {lengths[longest]} - {lengths[slack_branch]} = **{slack} ms** before the others are needed.\n"
        f"5. Half of each span on the path: **{ranked[0]}** gains most, {gains[ranked[0]]:g} ms; next is {ranked[1]} with {gains[ranked[1]]:g} ms.\n\n"
        "The longest span need not be the one to mend: what counts is how much of it the end of the request waits for."
    )
    letters = dict(zip(names, "abcdef", strict=False))
    right = {
        "gain": f"{(total - _end(first, branches, last, slow_name)) / 1000:.4f} s",
        "slack": f"{slack}",
        "mend": letters[ranked[0]],
    }
    tries = [
        {"name": "by adding up the trace again", "answers": right, "verdict": "right"},
        {"name": "another span", "answers": right | {"mend": letters[decoy]}, "verdict": "nearly"},
        {
            "name": "spans without their branches",
            "answers": {"gain": f"{slow / 2} ms", "slack": f"{slack}", "mend": letters[decoy]},
            "verdict": "wrong",
        },
    ]
    return {"prompt": prompt, "parts": parts, "solution": solution, "tries": tries}


def _times(rng: random.Random, pool: tuple, count: int, low: int, high: int) -> list[tuple[str, int]]:
    return [(name, rng.randrange(low, high, 5)) for name in sorted(rng.sample(pool, count), key=pool.index)]


def _lay_out(root: str, first: list, branches: list, last: list, total: int) -> list[tuple[str, int, int]]:
    """The spans with start and end, in the order in which they start."""
    spans, at = [], 0
    for name, took in first:
        spans.append((name, at, at + took))
        at += took
    fanned = []
    for branch in branches:
        inner = at
        for name, took in branch:
            fanned.append((name, inner, inner + took))
            inner += took
    spans += sorted(fanned, key=lambda span: span[1])
    at = max(end for _, _, end in fanned)
    for name, took in last:
        spans.append((name, at, at + took))
        at += took
    return [(root, 0, total), *spans]


def _end(first: list, branches: list, last: list, halved: str) -> float:
    """When the request ends with one span halved."""
    took = lambda span: span[1] / 2 if span[0] == halved else span[1]
    return sum(map(took, first)) + max(sum(map(took, branch)) for branch in branches) + sum(map(took, last))


def _why(name: str, gains: dict, durations: dict) -> str:
    if not gains[name]:
        return f"It takes {durations[name]} ms, but a longer branch runs beside it: nothing waits for it."
    return f"Halving its {durations[name]} ms lets the request end {gains[name]:g} ms sooner."


def _number(
    name: str, asks: str, unit: str, answer: float, tolerance: float, *slips: tuple, near: float | None = None
) -> dict:
    part = {"id": name, "asks": asks, "kind": "number", "unit": unit, "answer": answer, "tolerance": tolerance}
    return part | {"near": near, "slips": [{"answer": value, "says": says} for value, says in slips]}


def _apart(part: dict) -> bool:
    """Whether no slip could be taken for the answer, nor for another slip."""
    if part["kind"] != "number":
        return True
    near = 3 * part["tolerance"] if part["near"] is None else part["near"]
    wrong = [slip["answer"] for slip in part["slips"]]
    pairs = itertools.combinations(wrong, 2)
    return all(abs(one - part["answer"]) > near * abs(part["answer"]) for one in wrong) and all(
        abs(one - other) > 2 * part["tolerance"] * abs(one) for one, other in pairs
    )
