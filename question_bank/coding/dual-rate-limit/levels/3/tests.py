"""Stories of all three methods, answered with tickets in blocks; what left the window is struck out in its block."""

import random

BLOCK = 120
MINUTE = 60_000


def expected(max_requests, max_tokens, steps):
    """Each result; sums are kept for blocks of tickets, and the place of a sum is found block by block."""
    given, blocks, open_tickets = [], [], {}
    out, results = 0, []
    for at, method, *arguments in steps:
        while out < len(given) and at - given[out][0] >= MINUTE:
            blocks[out // BLOCK] -= given[out][1]
            given[out][1] = 0
            open_tickets.pop(out + 1, None)
            out += 1
        if method == "settle":
            ticket, used = arguments
            known = open_tickets.pop(ticket, None)
            if known is not None:
                blocks[known // BLOCK] += used - given[known][1]
                given[known][1] = used
            results.append(known is not None)
            continue
        tokens = arguments[0]
        over = sum(blocks) + tokens - max_tokens
        crowded = len(given) - out >= max_requests
        if method == "acquire":
            if over > 0 or crowded:
                results.append(None)
                continue
            if len(given) % BLOCK == 0:
                blocks.append(0)
            blocks[-1] += tokens
            given.append([at, tokens])
            open_tickets[len(given)] = len(given) - 1
            results.append(len(given))
        elif tokens > max_tokens:
            results.append(None)
        else:
            times = [given[out][0]] if crowded else []
            if over > 0:
                times.append(given[reached(given, blocks, over)][0])
            results.append(max(times) + MINUTE - at if times else 0)
    return results


def reached(given, blocks, total):
    """The index of the ticket with which the tokens that are left reach the total."""
    block = 0
    while blocks[block] < total:
        total -= blocks[block]
        block += 1
    index = block * BLOCK
    while given[index][1] < total:
        total -= given[index][1]
        index += 1
    return index


def story(rng, calls, max_tokens, largest, step):
    """Random calls of all methods."""
    steps, at, tickets = [], rng.randrange(MINUTE), 0
    for _ in range(calls):
        at += rng.choice([0, 0, 1, rng.randrange(step)])
        method = rng.choices(["acquire", "settle", "wait_ms"], [5, 3, 4])[0]
        if method == "settle":
            steps.append([at, method, rng.randint(max(0, tickets - 5), tickets + 1), rng.randrange(largest * 2)])
        else:
            most = largest if method == "acquire" else max_tokens + 2
            steps.append([at, method, rng.randint(1, most)])
            tickets += method == "acquire" and rng.random() < 0.6
    return steps


def full_window(rng):
    """The window holds thousands of tickets while it is settled, asked and moved in turns."""
    steps = [[number * 2, "acquire", rng.randint(40, 60)] for number in range(10_000)]
    at = 20_000
    for number in range(6_000):
        at += rng.randrange(3)
        steps.append([at, "settle", rng.randint(1, 10_000), rng.randrange(80)])
        steps.append([at, "wait_ms", rng.randint(200_000, 500_000)])
        if number % 3 == 0:
            steps.append([at, "acquire", rng.randint(1, 90)])
    return 12_000, 500_000, steps


def moving_window(rng):
    """Tickets come and leave all the time, and the requests are scarce as often as the tokens."""
    steps, at = [], 0
    for number in range(27_000):
        at += rng.randrange(10)
        kind = number % 3
        if kind == 0 or number < 9_000:
            steps.append([at, "acquire", rng.randint(1, 30)])
        elif kind == 1:
            steps.append([at, "wait_ms", rng.randint(1, 90_000)])
        else:
            steps.append([at, "settle", rng.randint(max(1, number // 2 - 4_000), number // 2 + 1), rng.randrange(40)])
    return 7_500, 100_000, steps


def generate(seed):
    """Two small random stories and two large ones."""
    rng = random.Random(seed + 2)
    tests = []
    for name, args, performance in [
        ("random story 1", [5, 100, story(rng, 200, 100, 40, 12_000)], False),
        ("random story 2", [12, 200, story(rng, 300, 200, 50, 6_000)], False),
        ("a full window", list(full_window(rng)), True),
        ("a moving window", list(moving_window(rng)), True),
    ]:
        test = {"name": name, "args": args, "expected": expected(*args)}
        tests.append({**test, "performance": True} if performance else test)
    return tests
