"""Writers take turns: first come, first served, one at a time."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, get_ident


class Turns:
    """A fair lock: who asks first writes first, so that no writer starves.

    ``threading.Lock`` hands itself to whoever runs next, which is often the thread that has just
    released it.
    """

    def __init__(self) -> None:
        """Nobody writes yet."""
        self._mutex = Lock()
        self._waiting: deque[Lock] = deque()
        self._holder: int | None = None

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return len(self._waiting)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn and keep it for the block.

        Raises:
            RuntimeError: This thread already writes; it would wait for itself for ever.
        """
        self._take()
        try:
            yield
        finally:
            self._give()

    def _take(self) -> None:
        me = get_ident()
        with self._mutex:
            if self._holder is None:
                self._holder = me
                return
            if self._holder == me:
                msg = "a write inside a write: finish the outer begin() before the next one"
                raise RuntimeError(msg)
            ticket = Lock()
            ticket.acquire()
            self._waiting.append(ticket)
        ticket.acquire()
        self._holder = me

    def _give(self) -> None:
        with self._mutex:
            if self._waiting:
                self._holder = -1
                self._waiting.popleft().release()
            else:
                self._holder = None
