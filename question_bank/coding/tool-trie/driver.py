"""Plays a list of steps against an index of names."""


def drive(solution, steps):
    """Return what each step `[method, *arguments]` returned, in order."""
    tools = solution()
    return [getattr(tools, method)(*arguments) for method, *arguments in steps]
