"""Stories of many calls, answered from a list of events that never forgets, with places found by binary search."""

import random
from bisect import bisect_left, bisect_right, insort

STATUSES = {408, 429, 500, 502, 503, 504}


def expected(options, calls, shares):
    """Outcome, number of requests and end of each call."""
    begun, granted = [], []
    now, draws, results = 0, 0, []
    window, percent = options.get("window_ms", 10_000), options["budget_percent"]
    for at, replies, how in calls:
        now = start = max(now, at)
        insort(begun, start)
        for number in range(options["attempts"]):
            took, what, *asked = replies[min(number, len(replies) - 1)]
            now += took
            known = what in STATUSES or what in ("TimeoutError", "ConnectionResetError", "ConnectionRefusedError")
            safe = how.get("idempotent", True) or what in (429, 503, "ConnectionRefusedError")
            if not (known and safe) or number == options["attempts"] - 1:
                break
            wait = min(options["cap_ms"], options["base_ms"] << number) * shares[draws % len(shares)] // 1000
            wait = max([wait, *asked])
            draws += 1
            if "within_ms" in how and now + wait - start >= how["within_ms"]:
                break
            recent = bisect_right(begun, now) - bisect_right(begun, now - window)
            retries = len(granted) - bisect_left(granted, now - window + 1)
            if (retries + 1 - options["budget_min"]) * 100 > percent * recent:
                break
            granted.append(now)
            now += wait
        results.append([what, number + 1, now])
    return results


def story(rng, count, options, step, most_took):
    """Calls with random replies; what a call gets at last stands at the end of its list."""
    calls, at = [], 0
    for _ in range(count):
        at += rng.randrange(step)
        replies = []
        for _ in range(rng.choice([0, 1, 1, 2, 3])):
            what = rng.choice(
                [429, 500, 503, 503, 504, "TimeoutError", "ConnectionResetError", "ConnectionRefusedError"]
            )
            asked = [rng.randrange(60)] if isinstance(what, int) and rng.random() < 0.3 else []
            replies.append([rng.randrange(most_took), what, *asked])
        replies.append([rng.randrange(most_took), rng.choice([200, 200, 400])])
        how = {"within_ms": rng.randint(1, 90)} if rng.random() < 0.3 else {}
        if rng.random() < 0.3:
            how["idempotent"] = False
        calls.append([at, replies, how])
    return [options, calls, [rng.randrange(1001) for _ in range(7)], "counts"]


def generate(seed):
    """Two random stories, and two in which thousands of calls count at a time."""
    rng = random.Random(seed + 2)
    common = {"attempts": 4, "base_ms": 10, "cap_ms": 50}
    tests = []
    for name, args, performance in [
        (
            "random calls 1",
            story(rng, 60, {**common, "budget_percent": 40, "budget_min": 0, "window_ms": 300}, 40, 15),
            False,
        ),
        (
            "random calls 2",
            story(rng, 90, {**common, "budget_percent": 29, "budget_min": 2, "window_ms": 700}, 25, 9),
            False,
        ),
        (
            "thousands of calls in one window",
            story(rng, 9_000, {**common, "budget_percent": 75, "budget_min": 9, "window_ms": 10**8}, 2, 3),
            True,
        ),
        (
            "thousands of calls in a window that moves",
            story(rng, 11_000, {**common, "budget_percent": 50, "budget_min": 5, "window_ms": 150_000}, 3, 2),
            True,
        ),
    ]:
        test = {"name": name, "args": args, "expected": expected(*args[:3])}
        tests.append({**test, "performance": True} if performance else test)
    return tests
