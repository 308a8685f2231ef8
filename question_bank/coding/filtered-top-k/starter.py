class Index:
    def __init__(self) -> None:
        pass

    def add(self, name: str, vector: list[int]) -> None:
        """Adds an entry."""
        raise NotImplementedError

    def search(self, query: list[int], k: int) -> list[str]:
        """The ids of the `k` nearest entries, nearest first."""
        raise NotImplementedError
