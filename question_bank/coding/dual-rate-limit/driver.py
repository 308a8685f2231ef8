"""Plays a list of steps against a limiter whose clock stands where the step says."""


def drive(solution, max_requests, max_tokens, steps):
    """Return what each step `[at, method, *arguments]` returned, in order."""
    now = steps[0][0] if steps else 0
    limiter = solution(max_requests, max_tokens, lambda: now)
    results = []
    for now, method, *arguments in steps:  # noqa: B007 - the clock reads `now`
        results.append(getattr(limiter, method)(*arguments))
    return results
