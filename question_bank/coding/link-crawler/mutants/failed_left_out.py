import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

Fetch = Callable[[str], Awaitable[list[str]]]


async def crawl(
    start: str, fetch: Fetch, limit: int, max_depth: int | None = None, pause: float | None = None
) -> dict[str, list[str] | None]:
    """The links of every page near enough to the start; None for a page that failed."""
    crawler = Crawler(fetch, limit, max_depth, pause)
    await crawler.run(start)
    return {page: links for page, links in crawler.found.items() if links is not None}


class Crawler:
    """One crawl. Every host with pages to fetch has a task of its own, so that a host never waits for another."""

    def __init__(self, fetch: Fetch, limit: int, max_depth: int | None, pause: float | None) -> None:
        self.found: dict[str, list[str] | None] = {}
        self._fetch = fetch
        self._room = asyncio.Semaphore(limit)
        self._max_depth = max_depth
        self._pause = pause
        self._distance: dict[str, int] = {}  # the smallest so far, of every page that is known
        self._waiting: dict[str, deque[str]] = {}  # the pages of each host that has a task
        self._hosts = asyncio.TaskGroup()

    async def run(self, start: str) -> None:
        """Fetch all there is."""
        async with self._hosts:
            self._distance[start] = 0
            self._enqueue(start)

    def _enqueue(self, page: str) -> None:
        # Where hosts do not matter, every page is its own.
        host = page if self._pause is None else page.partition("/")[0]
        if host in self._waiting:
            self._waiting[host].append(page)
        else:
            self._waiting[host] = deque([page])
            self._hosts.create_task(self._visit(host))

    async def _visit(self, host: str) -> None:
        """Fetch the pages of a host one after the other; pausing takes no room."""
        pages = self._waiting[host]
        while pages:
            async with self._room:
                page = pages.popleft()
                self.found[page] = await self._attempt(page)
            self._follow(page)
            if self._pause:
                await asyncio.sleep(self._pause)
        del self._waiting[host]

    async def _attempt(self, page: str) -> list[str] | None:
        try:
            return await self._fetch(page)
        except Exception:  # noqa: BLE001 - whatever went wrong, the page failed
            return None

    def _follow(self, page: str) -> None:
        """Enqueue what the page links to, and go on from pages to which a shorter way was found."""
        closer = deque([page])
        while closer:
            page = closer.popleft()
            distance = self._distance[page] + 1
            if self._max_depth is not None and distance > self._max_depth:
                continue
            for link in self.found.get(page) or ():
                target = link.partition("#")[0]
                if target not in self._distance:
                    self._distance[target] = distance
                    self._enqueue(target)
                elif self._max_depth is not None and distance < self._distance[target]:
                    self._distance[target] = distance
                    closer.append(target)
