from collections.abc import Iterator


def merge(shards: list[Iterator[tuple[int, str]]]) -> Iterator[tuple[int, str]]:
    """The hits of all shards, best first, none pulled before it is needed."""
    raise NotImplementedError
