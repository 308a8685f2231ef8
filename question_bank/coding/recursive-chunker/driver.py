"""Calls the chunker and takes its pairs as tuples or lists."""


def drive(solution, text, size, overlap=0):
    """Return the pairs as lists."""
    pairs = solution(text, size, overlap) if overlap else solution(text, size)
    return [[start, end] for start, end in pairs]
