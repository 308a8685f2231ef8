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
    asking = asyncio.Lock()  # a generator cannot be asked twice at a time
    results: dict[int, R] = {}
    failures: list[Exception] = []

    async def work() -> None:
        while not failures:
            async with asking:
                try:
                    number, item = await anext(source)
                except StopAsyncIteration:
                    return
            try:
                results[number] = await fn(item)
            except Exception as error:
                failures.append(error)

    try:
        async with asyncio.TaskGroup() as workers:
            for _ in range(limit):
                workers.create_task(work())
    except BaseExceptionGroup as group:
        # The first is the failure; others can only come from calls that it cancelled.
        raise group.exceptions[0] from None
    if failures:
        raise failures[0]
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
