def visible(
    user: str,
    chunks: list[str],
    parent: dict[str, str],
    rules: list[tuple[str, str, str]],
) -> list[str]:
    """The chunks that a user may see, in the order given."""
    raise NotImplementedError
