from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


async def amap(fn: Callable[[T], Awaitable[R]], items: Iterable[T], limit: int) -> list[R]:
    """The results of fn for all items in their order, at most `limit` calls at a time."""
    raise NotImplementedError
