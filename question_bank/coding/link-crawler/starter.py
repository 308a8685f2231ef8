from collections.abc import Awaitable, Callable


async def crawl(start: str, fetch: Callable[[str], Awaitable[list[str]]], limit: int) -> dict[str, list[str] | None]:
    """The links of every page that can be reached from the start."""
    raise NotImplementedError
