"""Runs the crawler on an event loop with a simulated clock, over a graph that is given, and watches what it does."""

import asyncio
import selectors
from collections import deque

MOST_FAULTS = 3
ERRORS = {error.__name__: error for error in (TimeoutError, ConnectionResetError, ValueError)}


class Stepping(selectors.DefaultSelector):
    """Lets no time pass; waiting for a timer moves the clock instead."""

    now = 0

    def watch(self, until):
        """Called before the clock moves."""

    def select(self, timeout=None):
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        if timeout is None:
            raise RuntimeError("every task waits for something that will never happen")
        self.watch(self.now + timeout)
        self.now += timeout
        return []


class Loop(asyncio.SelectorEventLoop):
    """An event loop on the simulated clock."""

    def __init__(self):
        self.stepping = Stepping()
        super().__init__(self.stepping)

    def time(self):
        return self.stepping.now


class Site:
    """The pages, and what was done to them.

    Args:
        graph: `[page, seconds, links or the name of an error]`, the start first.
    """

    def __init__(self, graph, limit, max_depth, pause):
        self.graph = {page: (took, links) for page, took, links in graph}
        self.start = graph[0][0]
        self.limit = limit
        self.max_depth = max_depth
        self.pause = pause
        self.running = {}  # host -> number of fetches; a host is a page where hosts do not matter
        self.ended = {}  # host -> when its last fetch ended
        self.begun = set()
        self.given = {}  # page -> links, once its fetch has ended well
        self.fetches = 0
        self.faults = []

    def fault(self, text, at=None):
        at = asyncio.get_running_loop().time() if at is None else at
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(f"at {at:g}: {text}")

    def host(self, page):
        return page if self.pause is None else page.partition("/")[0]

    async def fetch(self, page):
        """Take the page's time, then give its links or raise."""
        loop, host = asyncio.get_running_loop(), self.host(page)
        if page not in self.graph:
            raise ValueError(f"there is no page {page!r}")
        if page in self.begun:
            self.fault(f"{page} is fetched again")
        if self.running.get(host) and self.pause is not None:
            self.fault(f"{page} is fetched while another fetch of its host runs")
        elif host in self.ended and self.pause and loop.time() < self.ended[host] + self.pause:
            self.fault(f"{page} is fetched before the pause of its host is over")
        if sum(self.running.values()) == self.limit:
            self.fault("too many fetches at a time")
        self.begun.add(page)
        self.fetches += 1
        self.running[host] = self.running.get(host, 0) + 1
        took, links = self.graph[page]
        try:
            await asyncio.sleep(took)
        finally:
            self.running[host] -= 1
            if not self.running[host]:
                del self.running[host]
            self.ended[host] = loop.time()
        if isinstance(links, str):
            raise ERRORS[links](page)
        self.given[page] = links
        return list(links)

    def known(self):
        """Pages that may be fetched by what is known so far."""
        distance = {self.start: 0}
        queue = deque([self.start])
        while queue:
            page = queue.popleft()
            if distance[page] == self.max_depth:
                continue
            for link in self.given.get(page, ()):
                target = link.partition("#")[0]
                if target not in distance:
                    distance[target] = distance[page] + 1
                    queue.append(target)
        return distance

    def look(self, now, until):
        """Whether a fetch could begin before the clock moves to `until`."""
        if sum(self.running.values()) >= self.limit:
            return
        for page in self.known():
            host = self.host(page)
            if page in self.begun or (host in self.running and self.pause is not None):
                continue
            free = self.ended[host] + self.pause if self.pause and host in self.ended else now
            if free < until:
                self.fault(f"{page} could be fetched, and nothing begins", max(now, free))
                return


def drive(solution, graph, limit, look_at="all", **options):
    """Crawl the graph.

    Returns:
        The pages that were returned, the number of fetches and what was done wrong on the way. With `look_at="counts"` the
        pages are only counted, and nobody looks whether the crawler was idle.
    """
    site = Site(graph, limit, options.get("max_depth"), options.get("pause"))

    async def play():
        if look_at == "all":
            stepping = asyncio.get_running_loop().stepping
            stepping.watch = lambda until: site.look(stepping.now, until)
        pages = await solution(site.start, site.fetch, limit, **options)
        asyncio.get_running_loop().stepping.watch = lambda until: None
        if look_at == "counts":
            pages = [len(pages), sum(len(links) for links in pages.values() if links)]
        return {"pages": pages, "fetches": site.fetches, "faults": site.faults}

    with asyncio.Runner(loop_factory=Loop) as runner:
        return runner.run(play())
