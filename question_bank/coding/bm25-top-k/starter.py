class Index:
    """Finds the documents that fit a query best."""

    def __init__(self, documents: list[str]) -> None:
        pass

    def search(self, query: str, k: int) -> list[tuple[int, float]]:
        """At most k pairs of number and score, best first."""
        raise NotImplementedError
