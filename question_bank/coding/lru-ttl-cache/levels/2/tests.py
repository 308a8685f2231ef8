"""Random stories with lives of their own, answered from a table of who is live at each millisecond."""

import random


def expected(capacity, ttl_ms, steps):
    """Each result; the order of use is a list of keys, the lives are a set of live keys for every millisecond."""
    life, value, order, results = {}, {}, [], []
    for at, method, *arguments in steps:
        order = [key for key in order if at in life[key]]
        if method == "size":
            results.append(len(order))
            continue
        key = arguments[0]
        found = key in order
        pushed_out = []
        if found:
            order.remove(key)
        if method == "put":
            if len(order) == capacity:
                pushed_out.append(order.pop(0))
            own = arguments[2] if len(arguments) > 2 else ttl_ms
            life[key], value[key] = range(at, at + own), arguments[1]
        if method == "put" or (method == "get" and found):
            order.append(key)
        results.append({"put": pushed_out, "get": value[key] if found else None, "delete": found}[method])
    return results


def story(rng, calls, keys, longest):
    """Random calls of all four methods."""
    steps, at = [], 0
    for number in range(calls):
        at += rng.choice([0, 0, 1, 3])
        key = f"q{rng.randrange(keys)}"
        method = rng.choices(["put", "get", "delete", "size"], [5, 4, 1, 1])[0]
        step = [at, method, *([] if method == "size" else [key])]
        if method == "put":
            step += [number] if rng.random() < 0.3 else [number, rng.randint(1, longest)]
        steps.append(step)
    return steps


def generate(seed):
    """Two random stories."""
    rng = random.Random(seed + 1)
    tests = []
    for number, (capacity, ttl_ms, calls, keys, longest) in enumerate([(4, 12, 250, 7, 30), (10, 60, 400, 18, 90)], 1):
        args = [capacity, ttl_ms, story(rng, calls, keys, longest)]
        tests.append({"name": f"random lives {number}", "args": args, "expected": expected(*args)})
    return tests
