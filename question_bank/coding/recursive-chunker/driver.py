"""Calls the chunker and takes its pairs as tuples or lists."""


def drive(solution, text, size, overlap=0):
    """Return the pairs as lists; None, where a return was forgotten, is shown as it is."""
    pairs = solution(text, size, overlap) if overlap else solution(text, size)
    return None if pairs is None else [[start, end] for start, end in pairs]
