import asyncio


async def crawl(start, fetch, limit, max_depth=None, pause=None):
    """Right, but works out anew after every fetch what is known and how far away it is."""
    loop = asyncio.get_running_loop()
    found, begun, running, free = {}, set(), {}, {}

    async def attempt(page):
        try:
            found[page] = await fetch(page)
        except Exception:  # noqa: BLE001 - whatever went wrong, the page failed
            found[page] = None

    while True:
        waits = []
        busy = {host_of(page, pause) for page in running.values()}
        for page in known(start, found, max_depth):
            host = host_of(page, pause)
            if page in begun or host in busy or len(running) == limit:
                continue
            wait = free.get(host, 0) - loop.time()
            if wait > 0:
                waits.append(wait)
                continue
            begun.add(page)
            busy.add(host)
            running[asyncio.ensure_future(attempt(page))] = page
        if running:
            timeout = min(waits, default=None)
            done, _ = await asyncio.wait(running, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                free[host_of(running.pop(task), pause)] = loop.time() + (pause or 0)
        elif waits:
            await asyncio.sleep(min(waits))
        else:
            return found


def host_of(page, pause):
    return page if pause is None else page.split("/")[0]


def known(start, found, max_depth):
    """Every page within the distance, level by level."""
    seen, level, depth = {start}, [start], 0
    while level:
        yield from level
        if depth == max_depth:
            return
        following = []
        for page in level:
            for link in found.get(page) or []:
                target = link.split("#")[0]
                if target not in seen:
                    seen.add(target)
                    following.append(target)
        level, depth = following, depth + 1
