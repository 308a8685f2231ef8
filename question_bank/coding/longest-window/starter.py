def longest_run(tokens: list[int], budget: int) -> tuple[int, int]:
    """The longest run of messages that fits the budget, as (start, end)."""
    raise NotImplementedError
