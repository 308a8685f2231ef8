def pack(tokens: list[int], max_tokens: int, max_items: int) -> tuple[list[list[int]], list[int]]:
    """The batches of chunk numbers, and the chunks that fit in none."""
    raise NotImplementedError
