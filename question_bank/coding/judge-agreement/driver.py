"""Calls one method of the class."""


def drive(solution, grades, method, *args):
    """Return what the method gives."""
    return getattr(solution(grades), method)(*args)
