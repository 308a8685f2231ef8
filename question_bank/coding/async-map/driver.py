"""Runs the map on an event loop whose clock is simulated: it jumps to the next timer when every task waits."""

import asyncio
import selectors


class Stepping(selectors.DefaultSelector):
    """Lets no time pass; waiting for a timer moves the clock instead."""

    now = 0

    def select(self, timeout=None):
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        if timeout is None:
            raise RuntimeError("every task waits for something that will never happen")
        self.now += timeout
        return []


class Loop(asyncio.SelectorEventLoop):
    """An event loop on the simulated clock."""

    def __init__(self):
        self._stepping = Stepping()
        super().__init__(self._stepping)

    def time(self):
        return self._stepping.now


class FailedError(Exception):
    """A call that failed, or a source that broke; the argument says which."""


class Calls:
    """The function that is mapped, and what became of each of its calls."""

    def __init__(self, items):
        self.places = {id(item): place for place, item in enumerate(items)}
        self.spans = [None] * len(items)
        self.running = 0
        self.most = 0

    async def fn(self, item):
        """Take the item's time, then give its value or fail; when cancelled, take the time to clean up."""
        loop = asyncio.get_running_loop()
        place = self.places[id(item)]
        if self.spans[place] is not None:
            raise RuntimeError("an item was given to the function twice")
        took, gives, *cleanup = item
        span = self.spans[place] = [int(loop.time()), None, "running"]
        self.running += 1
        self.most = max(self.most, self.running)
        how = "done"
        try:
            if took is not None:
                await asyncio.sleep(took)
            if gives == "fails":
                how = "failed"
                raise FailedError(place)
        except asyncio.CancelledError:
            how = "cancelled"
            if cleanup:
                await asyncio.sleep(cleanup[0])
            raise
        else:
            return gives
        finally:
            self.running -= 1
            span[1:] = [int(loop.time()), how]


def drive(solution, items, limit, source="list", gaps=None, breaks_at=None, cancel_at=None, look_at="all"):
    """Map over items `[took, gives, cleanup?]`.

    Args:
        source: "list", "generator" or "async".
        gaps: How long an asynchronous source needs for each item.
        breaks_at: The place at which the source raises instead of giving an item.
        cancel_at: When the whole map is cancelled from outside.
        look_at: "all", or "result" for the result, the end and the most calls at a time.
    """
    calls = Calls(items)
    asked = []

    def one_by_one():
        for place, item in enumerate(items):
            asked.append(int(asyncio.get_running_loop().time()))
            if place == breaks_at:
                raise FailedError("source")
            yield item

    async def over_time():
        for place, item in enumerate(items):
            asked.append(int(asyncio.get_running_loop().time()))
            if gaps and gaps[place]:
                await asyncio.sleep(gaps[place])
            if place == breaks_at:
                raise FailedError("source")
            yield item

    async def play():
        given = {"list": lambda: items, "generator": one_by_one, "async": over_time}[source]()
        task = asyncio.ensure_future(solution(calls.fn, given, limit))
        if cancel_at is not None:
            asyncio.get_running_loop().call_later(cancel_at, task.cancel)
        try:
            result = await task
        except FailedError as error:
            result = f"failed: {error.args[0]}"
        except asyncio.CancelledError:
            result = "cancelled"
        seen = {"result": result, "end": int(asyncio.get_running_loop().time()), "most": calls.most}
        if look_at == "all":
            seen["calls"] = [span and list(span) for span in calls.spans]
            if source != "list":
                seen["asked"] = list(asked)
        return seen

    with asyncio.Runner(loop_factory=Loop) as runner:
        return runner.run(play())
