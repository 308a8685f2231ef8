"""Builds a trace and calls one of its methods."""


def drive(solution, lines, method, *args):
    """Return what the method gives."""
    return getattr(solution(lines), method)(*args)
