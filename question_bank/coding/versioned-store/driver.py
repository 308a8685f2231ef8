"""Plays a list of steps against a store; a question about a forgotten moment becomes a text."""


def drive(solution, steps):
    """Return what each step `[method, *arguments]` returned, in order."""
    store = solution()
    results = []
    for method, *arguments in steps:
        try:
            results.append(getattr(store, method)(*arguments))
        except LookupError:
            results.append("LookupError")
    return results
