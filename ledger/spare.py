"""Keeps a few connections at hand for short statements.

Taking a connection out of SQLAlchemy's pool and giving it back costs more than a small statement;
here it is a pop from a list. Beyond a few, connections go back to the pool.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Generic, Protocol, TypeVar


class Pooled(Protocol):
    """A connection that is out of a pool."""

    def close(self) -> None:
        """Give it back."""

    def invalidate(self) -> None:
        """Tell the pool that it is broken."""


Taken = TypeVar("Taken", bound=Pooled)
Handle = TypeVar("Handle")

_KEPT = 4


class Spare(Generic[Taken, Handle]):
    """Connections that are out of the pool, each with the handle its statements run on."""

    def __init__(
        self,
        take: Callable[[], Taken],
        *,
        set_up: Callable[[Taken], Handle],
        is_usable: Callable[[Handle], bool],
        tear_down: Callable[[Handle], None] = lambda _: None,
    ) -> None:
        """Keep nothing yet.

        Args:
            take: Takes a connection out of the pool that it goes back to.
            set_up: Makes the handle of a connection.
            is_usable: Whether a handle that lay idle still works.
            tear_down: Undoes ``set_up`` before the connection goes back to the pool.
        """
        self._take_new = take
        self._set_up = set_up
        self._is_usable = is_usable
        self._tear_down = tear_down
        self._idle: list[tuple[Taken, Handle]] = []

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

    def _take(self) -> tuple[Taken, Handle]:
        with suppress(IndexError):
            while True:
                pooled, handle = self._idle.pop()
                if self._is_usable(handle):
                    return pooled, handle
                pooled.invalidate()
        pooled = self._take_new()
        return pooled, self._set_up(pooled)

    def _return(self, pooled: Taken, handle: Handle) -> None:
        if self._is_usable(handle):
            self._tear_down(handle)
            pooled.close()
        else:
            pooled.invalidate()
