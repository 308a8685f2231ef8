"""Makes the calls of a test on one index."""


def drive(solution, documents, calls):
    """Return what each call `[method, *arguments]` returned, in order."""
    index = solution(documents)
    return [getattr(index, method)(*arguments) for method, *arguments in calls]
