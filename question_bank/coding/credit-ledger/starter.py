def settle(events: list[list], moments: list[int]) -> tuple[list[int], list[str]]:
    """The balances at some moments, and the uses that could not be paid."""
    raise NotImplementedError
