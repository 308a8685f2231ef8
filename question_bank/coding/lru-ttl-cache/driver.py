"""Plays a list of steps against a cache whose clock stands where the step says."""


def drive(solution, capacity, ttl_ms, steps):
    """Return what each step `[at, method, *arguments]` returned, in order."""
    now = steps[0][0] if steps else 0
    cache = solution(capacity, ttl_ms, lambda: now)
    results = []
    for now, method, *arguments in steps:  # noqa: B007 - the clock reads `now`
        results.append(getattr(cache, method)(*arguments))
    return results
