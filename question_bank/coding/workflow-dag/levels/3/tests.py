"""Level 3: small random runs played second by second; large ones whose times are known by construction."""

import random


def ancestors(needs):
    """For each step everything it needs, directly or through others; steps come after their needs in `needs`."""
    reach = {}
    for step, names in needs.items():
        reach[step] = set(names).union(*(reach[name] for name in names))
    return reach


def expected(needs, seconds, workers, failing):
    """Play the run: one turn of the loop is one second."""
    reach, ended, started, now = ancestors(needs), {}, {}, 0
    while len(ended) < len(needs):
        for step, begin in started.items():
            if step not in ended and begin + seconds[step] == now:
                ended[step] = ["failed" if step in failing else "done", now]
        failed = {step for step, (state, _) in ended.items() if state == "failed"}
        for step in needs:
            if step not in ended and reach[step] & failed:
                ended[step] = ["skipped", now]
        for step in sorted(needs):
            busy = sum(1 for other in started if other not in ended)
            ready = all(ended.get(name, [""])[0] == "done" for name in needs[step])
            if busy < workers and ready and step not in started and step not in ended:
                started[step] = now
        now += 1
    return ended


def small(rng, count, share):
    """A random workflow, each step after its needs."""
    names = [f"{rng.choice('abc')}{number}" for number in rng.sample(range(900), count)]
    return {name: [other for other in names[:place] if rng.random() < share] for place, name in enumerate(names)}


def crowd(rng, count, workers):
    """Many steps of the same length, some of which fail; each of the last steps needs a few of them."""
    names = sorted(f"b{number:x}" for number in range(count))
    needs = {name: [] for name in names}
    seconds = dict.fromkeys(names, 3)
    failing = set(rng.sample(names, count // 20))
    right = {}
    for place, name in enumerate(names):
        right[name] = ["failed" if name in failing else "done", 3 * (place // workers + 1)]
    fails = sorted(failing)
    previous = []
    for number in range(count // 5):
        needed = rng.sample(fails, 2) + rng.sample(names, 2) + previous
        name = f"z{number:x}"
        needs[name], seconds[name] = needed, 1
        right[name] = ["skipped", min(right[other][1] for other in needed if right[other][0] != "done")]
        previous = [name] if number % 7 else []
    return dict(sorted(needs.items(), key=lambda _: rng.random())), seconds, workers, fails, right


def chain(rng, count):
    """One long chain that fails near its end, with a second chain that does not."""
    names = [f"c{number:x}" for number in rng.sample(range(count), count)]
    needs, seconds, right, now = {names[0]: []}, {}, {}, 0
    for place in range(1, count):
        needs[names[place]] = [names[place - 1], names[rng.randrange(place)]]
    broken = count * 9 // 10
    for place, name in enumerate(names):
        seconds[name] = rng.randint(1, 9)
        now += seconds[name] if place <= broken else 0
        right[name] = ["done" if place < broken else "failed" if place == broken else "skipped", now]
    return dict(sorted(needs.items(), key=lambda _: rng.random())), seconds, 3, [names[broken], names[-1]], right


def generate(seed):
    """Four small random runs and two large ones."""
    rng = random.Random(seed + 2)
    tests = []
    for number, (count, share, workers, longest, fails) in enumerate(
        [(12, 0.2, 2, 4, 1), (30, 0.08, 3, 3, 3), (40, 0.05, 40, 6, 4), (35, 0.06, 4, 2, 5)], 1
    ):
        needs = small(rng, count, share)
        seconds = {name: rng.randint(1, longest) for name in needs}
        failing = rng.sample(sorted(needs), fails)
        right = expected(needs, seconds, workers, failing)
        call = ["simulate", seconds, workers, failing]
        tests.append({"name": f"random run {number}", "args": [needs, [call]], "expected": [right]})
    for name, (needs, seconds, workers, failing, right) in [
        ("many steps for a few workers", crowd(rng, 16_000, 3)),
        ("a long chain that breaks", chain(rng, 18_000)),
    ]:
        call = ["simulate", seconds, workers, failing]
        tests.append({"name": name, "args": [needs, [call]], "expected": [right], "performance": True})
    return tests
