import asyncio


async def amap(fn, items, limit):
    """Right, but hands the whole set of running calls to the event loop again whenever one of them ends."""
    source = items if hasattr(items, "__aiter__") else one_by_one(items)
    source = aiter(source)
    running, results = {}, []
    asking, ended = None, False
    try:
        while True:
            if asking is None and not ended and len(running) < limit:
                asking = asyncio.ensure_future(anext(source))
            waiting = [*running, *([asking] if asking else [])]
            if not waiting:
                return results
            finished, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in list(running):
                if task in finished:
                    results[running.pop(task)] = task.result()
            if asking in finished:
                try:
                    item = asking.result()
                except StopAsyncIteration:
                    ended = True
                else:
                    running[asyncio.ensure_future(fn(item))] = len(results)
                    results.append(None)
                asking = None
    finally:
        left = [*running, *([asking] if asking else [])]
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left)


async def one_by_one(items):
    for item in items:
        yield item
