from collections.abc import Mapping, Sequence


class Workflow:
    """Steps, and for each the steps it needs."""

    def __init__(self, needs: Mapping[str, Sequence[str]]) -> None:
        self.needs = needs

    def order(self) -> list[str]:
        """All steps, each after what it needs, smallest name first."""
        raise NotImplementedError
