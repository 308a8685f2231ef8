"""Calls the function and looks whether the messages stayed as they were."""

from copy import deepcopy


def drive(solution, messages, budget, **options):
    """Return the result, or a sentence if the messages were changed."""
    before = deepcopy(messages)
    result = solution(messages, budget, **options)
    return result if messages == before else "the messages were changed"
