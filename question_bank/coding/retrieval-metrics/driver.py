"""Makes the calls of a test on one evaluator."""


def drive(solution, grades, calls):
    """Return what each call `[method, *arguments]` returned, in order."""
    evaluator = solution(grades)
    return [getattr(evaluator, method)(*arguments) for method, *arguments in calls]
