import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


async def amap(fn: Callable[[T], Awaitable[R]], items: Iterable[T] | AsyncIterable[T], limit: int) -> list[R]:
    """The results of fn for all items in their order, at most `limit` calls at a time.

    A place in the limit is a worker that takes an item, calls, and comes back for the next one.
    """
    source = numbered(items)
    results: dict[int, R] = {}

    room = asyncio.Semaphore(limit)

    async def work(number: int, item: T) -> None:
        results[number] = await fn(item)
        room.release()

    try:
        async with asyncio.TaskGroup() as workers:
            async for number, item in source:
                await room.acquire()
                workers.create_task(work(number, item))
    except BaseExceptionGroup as group:
        # The first is the failure; others can only come from calls that it cancelled.
        raise group.exceptions[0] from None
    return [results[number] for number in range(len(results))]


async def numbered(items: Iterable[T] | AsyncIterable[T]) -> AsyncIterator[tuple[int, T]]:
    """The items of either kind of source with their numbers."""
    number = 0
    if isinstance(items, AsyncIterable):
        async for item in items:
            yield number, item
            number += 1
    else:
        for item in items:
            yield number, item
            number += 1
