class Evaluator:
    """Scores rankings against graded documents."""

    def __init__(self, grades: dict[str, dict[str, int]]) -> None:
        self._grades = grades

    def recall(self, query: str, ranking: list[str], k: int) -> float | None:
        """The share of the relevant documents among the first k; None if there are none to find."""
        raise NotImplementedError

    def reciprocal_rank(self, query: str, ranking: list[str], k: int) -> float | None:
        """1 / place of the first relevant document among the first k; None if there is none to find."""
        raise NotImplementedError
