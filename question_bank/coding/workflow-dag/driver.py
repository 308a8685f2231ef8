"""Makes a list of calls on one workflow."""


def is_cycle(needs, steps):
    """Whether each of these steps needs the next one, the last the first, and none stands there twice."""
    following = [*steps[1:], *steps[:1]]
    known = all(step in needs for step in steps)
    return (
        bool(steps)
        and known
        and len(set(steps)) == len(steps)
        and all(other in needs[step] for step, other in zip(steps, following, strict=True))
    )


def answer(workflow, needs, method, arguments):
    """What one call gives, as plain data."""
    try:
        result = getattr(workflow, method)(*arguments)
    except ValueError:
        return "ValueError"
    if method == "find_cycle" and result is not None:
        return "a cycle" if is_cycle(needs, list(result)) else ["not a cycle", *result]
    if method == "simulate" and result is not None:
        return {step: list(ended) for step, ended in result.items()}
    return result


def drive(solution, needs, calls):
    """Return the answer of each call `[method, *arguments]`."""
    try:
        workflow = solution({step: list(names) for step, names in needs.items()})
    except ValueError:
        return ["ValueError"]
    return [answer(workflow, needs, method, arguments) for method, *arguments in calls]
