"""Plays a list of steps against one redactor; findings come as tuples."""


def drive(solution, steps):
    """Return what each step `[method, *arguments]` returned, in order."""
    redactor = solution()
    results = []
    for method, *arguments in steps:
        if method == "redact":
            text, findings = arguments
            results.append(redactor.redact(text, [tuple(finding) for finding in findings]))
        else:
            results.append(getattr(redactor, method)(*arguments))
    return results
