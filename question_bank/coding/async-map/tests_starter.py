# Each function named test_... is run once, an async one on an event loop of its own.
# The names of your solution can be used directly.

import asyncio


async def test_results_stand_in_the_order_of_the_items():
    async def later(steps):
        for _ in range(steps):
            await asyncio.sleep(0)
        return steps * 10

    assert await amap(later, [5, 1, 3], limit=3) == [50, 10, 30]
