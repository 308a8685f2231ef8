"""Random stories with costs and waits; the wait is found by trying out moments, not by a formula."""

import random
from fractions import Fraction


class Bucket:
    """One key's tokens as a fraction, with the time at which they were right."""

    def __init__(self, capacity, now):
        self.tokens, self.since = Fraction(capacity), now

    def at(self, capacity, per_minute, now):
        """The tokens at `now`."""
        return min(Fraction(capacity), self.tokens + Fraction(per_minute * (now - self.since), 60_000))


def wait(bucket, capacity, per_minute, cost, reading, now):
    """The smallest wait, by binary search over clock readings; None if the cost is above the capacity."""
    if cost > capacity:
        return None
    low, high = 0, now - reading + 60_000 * capacity // per_minute + 1
    while low < high:
        middle = (low + high) // 2
        if bucket.at(capacity, per_minute, max(now, reading + middle)) >= cost:
            high = middle
        else:
            low = middle + 1
    return low


def story(rng, capacity, per_minute, pace, count):
    """Steps and the results they must give."""
    buckets, steps, results, at, now = {}, [], [], 100_000, 0
    for _ in range(count):
        at = max(0, at + rng.choice([0, rng.randrange(pace), rng.randrange(pace), -rng.randrange(pace)]))
        key, cost = rng.choice("abcd"), rng.randint(1, capacity + 1)
        if cost > capacity:
            at = min(at, now)  # a solution may answer such a call without a look at the clock
        now = max(now, at)
        bucket = buckets.setdefault(key, Bucket(capacity, now))
        if rng.random() < 0.5:
            steps.append([at, "wait_ms", key, cost])
            results.append(wait(bucket, capacity, per_minute, cost, at, now))
            continue
        steps.append([at, "allow", key, cost])
        tokens = bucket.at(capacity, per_minute, now)
        results.append(tokens >= cost)
        if tokens >= cost:
            bucket.tokens, bucket.since = tokens - cost, now
    return steps, results


def generate(seed):
    """Three random stories."""
    rng = random.Random(seed + 1)
    tests = []
    for number, (capacity, per_minute, pace) in enumerate([(4, 77, 1500), (9, 1000, 100), (30, 13, 30_000)], 1):
        steps, results = story(rng, capacity, per_minute, pace, 300)
        tests.append({"name": f"random waits {number}", "args": [capacity, per_minute, steps], "expected": results})
    return tests
