def rerank(query: list[int], vectors: list[list[int]], k: int, percent: int) -> list[int]:
    """The positions of at most `k` vectors, chosen one by one by maximal marginal relevance."""
    raise NotImplementedError
