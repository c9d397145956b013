import asyncio
from threading import Event, current_thread

import pytest

from api.lanes import THREADS, Lanes


@pytest.mark.parametrize("inline", [True, False])
def test_long_queries_hold_up_no_short_one(*, inline: bool):
    lanes, over = Lanes(queries_inline=inline), Event()

    async def ask() -> str:
        searches = [
            asyncio.ensure_future(lanes.query(over.wait, long=True))
            for _ in range(THREADS["search"] + 1)
        ]
        await asyncio.sleep(0)
        try:
            return await asyncio.wait_for(lanes.query(lambda: "short"), 5)
        finally:
            over.set()
            await asyncio.gather(*searches)

    assert asyncio.run(ask()) == "short"
    lanes.close()


@pytest.mark.parametrize("inline", [True, False])
def test_a_long_query_never_runs_on_the_event_loop(*, inline: bool):
    lanes = Lanes(queries_inline=inline)
    thread = asyncio.run(lanes.query(current_thread, long=True))
    lanes.close()
    assert thread is not current_thread()
