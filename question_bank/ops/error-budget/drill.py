"""Draws a service level objective and its errors so far, and asks for budget, burn rate and the time that is left."""

import itertools
import random

SERVICES = (
    ("Larkspur's answer service", "an answer without a server error within 8 s"),
    ("Hollowell's handover writer", "a handover without an error"),
    ("Ottery Rail's travel desk", "a first token within 2 s"),
    ("Tidewater Atlas's chart chat", "an answer that passes the output check"),
    ("Wrenhouse's tenant line", "an answer that cites a source"),
    ("Fennimore's tool finder", "results within 300 ms"),
)


def draw(seed: int) -> dict:
    """A service in the middle of its window, in a bad hour."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict:
    service, good = rng.choice(SERVICES)
    goal, days = rng.choice((99.0, 99.5, 99.8, 99.9)), rng.choice((28, 30))
    hourly, passed = rng.randrange(2, 80) * 1000, rng.randrange(4, 25)
    allowed = 1 - goal / 100
    budget = hourly * 24 * days * allowed
    used = round(budget * rng.uniform(0.15, 0.8))
    rate = allowed * rng.uniform(3, 25)
    bad = round(hourly * rate)
    rate = bad / hourly
    burn = rate / allowed
    left = (budget - used) / bad
    spent = bad / budget * 100
    if not 2 <= left < 20 * (days - passed):  # used up within the window, and not at once
        return _draw(rng)
    prompt = (
        f"{service} promises {goal:g} % good requests over {days} days; good means {good}. It gets {hourly:,} requests an hour, day and night. {passed} days of the window have gone, with {used:,} bad "
        f"requests so far. In the last hour, not counted in those, {bad:,} requests were bad. From now on every hour is taken to be like the last one.\n\n"
        "Conventions: the window is fixed, its budget is for all of its requests; burn rate 1 uses up the budget exactly at the end of a full window."
    )
    parts = [
        _number(
            "budget",
            "Bad requests that the whole window allows",
            "",
            budget,
            0.01,
            (hourly * 24 * days * goal / 100, "That is what must be good."),
            (hourly * 24 * allowed, "That is one day."),
            (hourly * 24 * passed * allowed, "That is for the days that have gone; the budget is for the window."),
        ),
        _number(
            "burn",
            "Burn rate of the last hour",
            "",
            burn,
            0.02,
            (rate * 100, "That is the error rate in per cent; divide by what the goal allows."),
            (rate, "That is the error rate; divide by what the goal allows."),
            (bad / budget, "That is a share of the budget of the whole window."),
        ),
        _number(
            "spent",
            "Share of the window's budget that the last hour used",
            "%",
            spent,
            0.02,
            (burn / 24, "Divide by the hours of the window, not of a day, and give per cent."),
            (rate * 100, "That is the error rate."),
        ),
        _number(
            "left",
            "Time from the beginning of the last hour until the budget is used up, at this pace",
            "h",
            left,
            0.02,
            (budget / bad, "That starts with a full budget; take off what was used before."),
            (used / bad, "That is how long the used part would have lasted."),
        ),
    ]
    solution = (
        f"1. Requests in the window: {hourly:,} x 24 x {days} = {hourly * 24 * days:,}; {allowed * 100:.2g} % of them may be bad: **{budget:,.0f}**.\n"
        f"2. Error rate {bad:,} / {hourly:,} = {rate * 100:.3g} %; burn rate {rate * 100:.3g} / {allowed * 100:.2g} = **{burn:.2f}**.\n"
        f"3. The hour used {bad:,} / {budget:,.0f} = **{spent:.2f} %** of the budget (which is also burn / {24 * days} hours).\n"
        f"4. Left before it: {budget:,.0f} - {used:,} = {budget - used:,.0f}; at {bad:,} an hour that lasts **{left:.1f} h**.\n\n"
        "A burn rate tells how bad an hour is whatever the traffic: alert when a short and a long window both burn fast, wake somebody for the fast ones, write a ticket for the slow."
    )
    right = {
        "budget": f"{budget / 1000:.3f}k",
        "burn": f"{bad / (hourly * allowed):.2f}",
        "spent": f"{burn / (24 * days) * 100:.3f} %",
        "left": f"{left / 24:.4f} days",
    }
    tries = [
        {"name": "through the burn rate, in days", "answers": right, "verdict": "right"},
        {"name": "a full budget", "answers": right | {"left": f"{budget / bad:.3f} h"}, "verdict": "nearly"},
        {
            "name": "the error rate for everything",
            "answers": {
                "budget": f"{hourly * 24 * allowed:.2f}",
                "burn": f"{rate:.6f}",
                "spent": f"{rate * 100:.4f}",
                "left": f"{budget / bad:.3f}",
            },
            "verdict": "wrong",
        },
    ]
    return {"prompt": prompt, "parts": parts, "solution": solution, "tries": tries}


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
