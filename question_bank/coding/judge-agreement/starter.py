class Agreement:
    """Compares the grades of a judge with those of people."""

    def __init__(self, grades: list[str]) -> None:
        self._grades = grades

    def kappa(self, judge: dict[str, str], human: dict[str, str]) -> float | None:
        """Quadratic weighted kappa over the shared cases."""
        raise NotImplementedError
