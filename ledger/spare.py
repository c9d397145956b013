"""Keeps a few connections at hand for the ledger's own short statements.

Taking a connection out of SQLAlchemy's pool and giving it back costs more than a small statement;
here it is a pop from a list. Beyond a few, connections go back to the pool.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.pool import PoolProxiedConnection

Handle = TypeVar("Handle")

_KEPT = 4


class Spare(Generic[Handle]):
    """Connections that are out of the pool, each with the handle its statements run on."""

    def __init__(
        self,
        engine: sa.Engine,
        *,
        set_up: Callable[[Any], Handle],
        is_usable: Callable[[Handle], bool],
        tear_down: Callable[[Handle], None],
    ) -> None:
        """Take from this engine.

        Args:
            engine: Its pool is where connections come from and go back to.
            set_up: Makes the handle of a driver's connection.
            is_usable: Whether a handle that lay idle still works.
            tear_down: Undoes ``set_up`` before the connection goes back to the pool.
        """
        self._engine = engine
        self._set_up = set_up
        self._is_usable = is_usable
        self._tear_down = tear_down
        self._idle: list[tuple[PoolProxiedConnection, Handle]] = []

    @contextmanager
    def handle(self) -> Iterator[Handle]:
        """A handle for one statement or one short transaction."""
        pooled, handle = self._take()
        try:
            yield handle
        except BaseException:
            self._return(pooled, handle)
            raise
        if len(self._idle) < _KEPT:
            self._idle.append((pooled, handle))
        else:
            self._return(pooled, handle)

    def close(self) -> None:
        """Give every connection back to the pool."""
        while self._idle:
            self._return(*self._idle.pop())

    def _take(self) -> tuple[PoolProxiedConnection, Handle]:
        with suppress(IndexError):
            while True:
                pooled, handle = self._idle.pop()
                if self._is_usable(handle):
                    return pooled, handle
                pooled.invalidate()
        pooled = self._engine.raw_connection()
        return pooled, self._set_up(pooled.driver_connection)

    def _return(self, pooled: PoolProxiedConnection, handle: Handle) -> None:
        if self._is_usable(handle):
            self._tear_down(handle)
            pooled.close()
        else:
            pooled.invalidate()
