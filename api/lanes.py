"""The few threads that requests work in, so that the event loop never waits for a database.

Queries on SQLite take less than a hop to a thread, so they run where they are. Long ones have one
thread there: SQLite gives the interpreter away with every row, and two would wait for each other.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Literal, TypeVar

from api.problems import overloaded

T = TypeVar("T")

THREADS = {"command": 4, "query": 2, "search": 2, "wait": 16, "remote": 4}
"""Queries are short and mostly wait for the interpreter: more threads only make them queue for it.
Those that look at many rows have a lane of their own, so that none of the others waits for one."""
QUEUE_LIMIT = 500
"""How many pieces of work may be in one lane; more are turned away at once."""

Lane = Literal["command", "query", "search", "wait", "remote"]


class Lanes:
    """One small pool of threads per kind of work."""

    def __init__(self, *, queries_inline: bool) -> None:
        """Make the pools; their threads start when they are first needed."""
        self._queries_inline = queries_inline
        threads = THREADS | {"search": 1} if queries_inline else THREADS
        self._pools = {
            lane: ThreadPoolExecutor(most, thread_name_prefix=f"api-{lane}")
            for lane, most in threads.items()
        }
        self._inside = dict.fromkeys(THREADS, 0)

    async def query(self, work: Callable[[], T], *, long: bool = False) -> T:
        """Read something; ``long`` work holds up neither the event loop nor other queries."""
        if self._queries_inline and not long:
            return work()
        return await self.run("search" if long else "query", work)

    async def run(self, lane: Lane, work: Callable[[], T]) -> T:
        """Do ``work`` in a thread of ``lane``; raises ``Failed`` when the lane is full."""
        if self._inside[lane] >= QUEUE_LIMIT:
            raise overloaded()
        self._inside[lane] += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pools[lane], work)
        finally:
            self._inside[lane] -= 1

    def later(self, work: Callable[[], None]) -> None:
        """Do ``work`` in the command lane when there is time; nobody waits for it."""
        self._pools["command"].submit(work)

    def close(self) -> None:
        """Finish what has begun, and end the threads."""
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=False)
