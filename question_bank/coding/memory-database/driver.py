"""Plays a list of steps against a database."""


def drive(solution, steps):
    """Return what each step `[method, *arguments]` returned, in order."""
    database = solution()
    return [getattr(database, method)(*arguments) for method, *arguments in steps]
