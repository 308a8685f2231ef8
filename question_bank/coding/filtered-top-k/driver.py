"""Plays a list of steps against one index."""


def drive(solution, steps):
    """Calls `solution()` and then each step, [method, *arguments], where the last may be the filter or the metadata.

    Returns:
        What the calls returned.
    """
    index = solution()
    return [getattr(index, method)(*arguments) for method, *arguments in steps]
