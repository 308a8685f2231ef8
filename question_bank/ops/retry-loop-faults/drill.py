"""Draws a retry loop with planted faults among lines that only look wrong."""

import random
from typing import NamedTuple


class Slot(NamedTuple):
    """Lines of the file: as they should be, with a fault, or right but suspicious; each text with what it shows."""

    good: str
    bad: tuple[tuple[str, str], ...] = ()
    alike: tuple[tuple[str, str], ...] = ()


OWNERS = (
    "Larkspur",
    "Quillmark",
    "Tidewater Atlas",
    "Hollowell",
    "Merlinde",
    "Ottery Rail",
    "Brackenfold",
    "Wrenhouse",
)
CALLS = (
    "ask_model",
    "embed_batch",
    "rerank_passages",
    "classify_ticket",
    "send_completion",
    "translate_page",
    "score_answer",
)
MORAL = "A retry loop is right when it knows what to repeat, waits longer each time and not in step with others, listens to the server, ends in time, and can never do the work twice."
SLOTS = (
    Slot(
        "RETRYABLE = {429, 500, 502, 503, 504}",
        (
            (
                "!RETRYABLE = {400, 429, 500, 502, 503, 504}",
                "400 says that the request is wrong; it is as wrong the next time (rule 1).",
            ),
            (
                "!RETRYABLE = {401, 429, 500, 502, 503, 504}",
                "401 says that the key is wrong; repeating cannot mend it (rule 1).",
            ),
            (
                "!RETRYABLE = {500, 502, 503, 504}",
                "429 asks to come back later: of all answers it is the one to retry (rule 1).",
            ),
        ),
        (
            (
                "!RETRYABLE = {408, 429, 500, 502, 503, 504}",
                "408 is a timeout of the server's waiting for the request; it passes (rule 1).",
            ),
        ),
    ),
    Slot("MAX_ATTEMPTS = <attempts>\nBASE_S, CAP_S = <base>, <cap>.0\n\n"),
    Slot(
        '<async>def <call>(client, request, deadline, clock, rng):\n    """Send a request until it succeeds; times are in seconds, `deadline` is on the clock."""\n    key = str(uuid.uuid4())',
        (),
        (
            (
                '<async>def <call>(client, request, deadline, clock, rng):\n    """Send a request until it succeeds; times are in seconds, `deadline` is on the clock."""\n!    key = str(uuid.uuid4())',
                "one key, made before the loop, is sent with every attempt: that is what makes them one request.",
            ),
        ),
    ),
    Slot(
        "    for attempt in range(MAX_ATTEMPTS):",
        (),
        (("!    for attempt in range(0, MAX_ATTEMPTS):", "0 to MAX_ATTEMPTS - 1: so many attempts."),),
    ),
    Slot("        left = deadline - clock.now()\n        if left <= 0:\n            raise DeadlineExceeded"),
    Slot(
        '        try:\n            response = <await>client.send(request, headers={"Idempotency-Key": key}, timeout=min(left, 30.0))',
        (
            (
                '        try:\n!            response = <await>client.send(request, headers={"Idempotency-Key": str(uuid.uuid4())}, timeout=min(left, 30.0))',
                "every attempt gets a key of its own, so that a request may be carried out twice (rule 5).",
            ),
            (
                '        try:\n!            response = <await>client.send(request, headers={"Idempotency-Key": key}, timeout=None)',
                "an attempt may hang for ever; neither deadline nor retry comes to pass (rule 4).",
            ),
            (
                '        try:\n!            response = <await>client.send(request, headers={"Idempotency-Key": key}, timeout=max(left, 30.0))',
                "max lets an attempt run past the deadline (rule 4).",
            ),
        ),
        (
            (
                '        try:\n!            response = <await>client.send(request, headers={"Idempotency-Key": key}, timeout=left if left < 30.0 else 30.0)',
                "that is min(left, 30.0), written out.",
            ),
        ),
    ),
    Slot(
        "        except (ConnectionError, TimeoutError) as error:\n            failure, asked = error, None",
        (
            (
                "!        except BaseException as error:\n            failure, asked = error, None",
                "that also catches cancellation and the user's interrupt, and tries again (rule 1).",
            ),
        ),
    ),
    Slot(
        "        else:\n            if response.status < 400:\n                return response.json()",
        (
            (
                "        else:\n!            if response.status <= 400:\n                return response.json()",
                "400 is an error; it is returned as a result (rule 6).",
            ),
            (
                "        else:\n!            if response.status != 429:\n                return response.json()",
                "every error but 429 is returned as a result (rule 6).",
            ),
        ),
        (
            (
                "        else:\n!            if not response.status >= 400:\n                return response.json()",
                "not >= 400 is < 400.",
            ),
        ),
    ),
    Slot(
        "            if response.status not in RETRYABLE:\n                raise RequestFailed(response.status)",
        (),
    ),
    Slot('            failure, asked = RequestFailed(response.status), response.headers.get("Retry-After")'),
    Slot(
        "        if attempt == MAX_ATTEMPTS - 1:\n            break",
        (),
        (
            (
                "!        if attempt == MAX_ATTEMPTS - 1:\n!            break",
                "after the last attempt there is nothing to wait for.",
            ),
        ),
    ),
    Slot(
        "        pause = rng.uniform(0, min(CAP_S, BASE_S * 2**attempt))",
        (
            (
                "!        pause = min(CAP_S, BASE_S * 2**attempt)",
                "without jitter all clients come back in the same moment (rule 2).",
            ),
            (
                "!        pause = rng.uniform(0, max(CAP_S, BASE_S * 2**attempt))",
                "max makes the first pause as long as the cap, and later ones have no cap (rule 2).",
            ),
            ("!        pause = rng.uniform(0, BASE_S)", "the pauses do not grow (rule 2)."),
            (
                "!        pause = rng.uniform(0, min(CAP_S, BASE_S * 2**attempt)) / 1000",
                "that is a thousandth of the pause: the clock waits in seconds (rule 2).",
            ),
        ),
        (
            (
                "!        pause = rng.random() * min(CAP_S, BASE_S * 2**attempt)",
                "a number from 0 to 1 times the longest pause is full jitter as well.",
            ),
            (
                "!        pause = rng.uniform(0, min(CAP_S, BASE_S * 2**attempt))",
                "that starts at 0 on purpose: full jitter (rule 2).",
            ),
        ),
    ),
    Slot(
        "        if asked is not None:\n            pause = max(pause, float(asked))",
        (
            (
                "        if asked is not None:\n!            pause = min(pause, float(asked))",
                "min comes back earlier than the server asked (rule 3).",
            ),
            (
                "        if asked is not None:\n!            pause = max(pause, float(asked) / 1000)",
                "Retry-After is in seconds; that waits a thousandth of it (rule 3).",
            ),
            (
                "!        if asked is None:\n!            pause = max(pause, CAP_S)",
                "without Retry-After it waits the longest, and with it, it does not listen (rules 2 and 3).",
            ),
        ),
        (
            (
                "        if asked is not None:\n!            pause = float(asked) + pause",
                "later than the server asked, and jittered: that is allowed (rule 3).",
            ),
        ),
    ),
    Slot(
        "        if clock.now() + pause >= deadline:\n            break",
        (
            (
                "!        if clock.now() + pause <= deadline:\n            break",
                "it gives up when there is time left and waits when there is none (rule 4).",
            ),
        ),
        (
            (
                "!        if deadline - clock.now() <= pause:\n            break",
                "the same test, turned round: no time is left after the pause.",
            ),
        ),
    ),
    Slot(
        "        <await>clock.sleep(pause)",
        (
            (
                "!        <await>clock.sleep(CAP_S)",
                "the pause that was worked out is not the one that is waited (rule 2).",
            ),
        ),
    ),
    Slot(
        "    raise failure",
        (
            ("!    return None", "after the last failure the caller gets None, as if it had worked (rule 6)."),
            ('!    return {"error": str(failure)}', "a failure comes back as a result (rule 6)."),
        ),
    ),
)


def draw(seed: int) -> dict:
    """A loop, with or without async, for one call of one company."""
    rng = random.Random(seed)
    owner, call = rng.choice(OWNERS), rng.choice(CALLS)
    waits = rng.random() < 0.5
    names = {
        "call": call,
        "async": "async " if waits else "",
        "await": "await " if waits else "",
        "attempts": str(rng.choice((4, 5, 6))),
        "base": rng.choice(("0.2", "0.5", "1.0")),
        "cap": str(rng.choice((10, 15, 20, 30))),
    }
    prompt = (
        f"`{call}` of {owner} sends a request to a provider. Imports and exceptions are there; the clock and the random numbers are passed in. The provider knows the header `Idempotency-Key`, and gives "
        "`Retry-After` as a number of seconds. What the loop is to do: (1) repeat what may pass, that is broken connections, timeouts and the statuses 429, 500, 502, 503 and 504, with or without 408, and nothing else; (2) pause with full jitter, "
        "at random between 0 and min(cap, base x 2^attempt) seconds, the first attempt counting as 0; (3) never come back before a `Retry-After`; (4) at most MAX_ATTEMPTS attempts, none past the deadline; (5) never "
        "have a request carried out twice; (6) return the answer of a request that succeeded, and raise otherwise."
    )
    return _pose(prompt, "python", _plant(rng, SLOTS, names), MORAL)


def _plant(
    rng: random.Random, slots: tuple[Slot, ...], names: dict[str, str]
) -> tuple[list[str], list[dict], list[dict]]:
    """The file's lines, with the places of its faults and of what only looks like one; a marked line starts with '!'."""
    faulty = rng.sample([place for place, slot in enumerate(slots) if slot.bad], rng.choice((2, 3, 3, 4)))
    calm = [place for place, slot in enumerate(slots) if slot.alike and place not in faulty]
    alike = rng.sample(calm, min(len(calm), rng.choice((1, 2, 3))))
    lines, faults, look_alikes = [], [], []
    for place, slot in enumerate(slots):
        pool = slot.bad if place in faulty else slot.alike if place in alike else ((slot.good, ""),)
        text, says = rng.choice(pool)
        for name, value in names.items():
            text, says = text.replace(f"<{name}>", value), says.replace(f"<{name}>", value)
        here = text.splitlines()
        marked = [len(lines) + at for at, line in enumerate(here, start=1) if line.startswith("!")]
        lines += [line.removeprefix("!") for line in here]
        if marked:
            (faults if place in faulty else look_alikes).append({"lines": marked, "says": says})
    return lines, faults, look_alikes


def _pose(prompt: str, fence: str, planted: tuple[list[str], list[dict], list[dict]], moral: str) -> dict:
    """The drill on a file."""
    lines, faults, look_alikes = planted
    listing = "\n".join(f"{number:>3} | {line}".rstrip() for number, line in enumerate(lines, start=1))
    wrong = [spot["lines"][0] for spot in faults]
    taken = {line for spot in (*faults, *look_alikes) for line in spot["lines"]}
    fine = [spot["lines"][0] for spot in look_alikes] + [next(number for number in range(1, 99) if number not in taken)]
    solution = "".join(f"- Line {' or '.join(map(str, spot['lines']))}: {spot['says']}\n" for spot in faults)
    if look_alikes:
        solution += "\nFine, though they may not look it:\n\n"
        solution += "".join(f"- Line {', '.join(map(str, spot['lines']))}: {spot['says']}\n" for spot in look_alikes)
    asks = "Which lines are wrong (one line for each fault is enough)"
    tries = [
        {
            "name": "each fault by its last line",
            "answers": {
                "faults": "lines "
                + " and ".join(
                    (", ".join(str(spot["lines"][-1]) for spot in faults[:-1]), str(faults[-1]["lines"][-1]))
                )
            },
            "verdict": "right",
        },
        {"name": "one fault missed", "answers": {"faults": ", ".join(map(str, wrong[1:]))}, "verdict": "nearly"},
        {"name": "what only looks wrong", "answers": {"faults": " ".join(map(str, fine))}, "verdict": "wrong"},
    ]
    return {
        "prompt": f"{prompt}\n\n```{fence}\n{listing}\n```\n\nIn two to four places something breaks a rule or cannot work. Name their lines.",
        "parts": [{"id": "faults", "asks": asks, "kind": "lines", "faults": faults, "look_alikes": look_alikes}],
        "solution": f"{solution}\n{moral}",
        "tries": tries,
    }
