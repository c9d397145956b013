"""Who was outrun goes before those who have not tried, so that nobody is outrun for ever."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock


class Precedence:
    """The order of the writers of one process; between processes chance decides."""

    def __init__(self) -> None:
        """Nobody was outrun."""
        self._ahead = RLock()  # what a writer does in its attempt may write by itself

    @contextmanager
    def attempt(self, losses: int) -> Iterator[None]:
        """One attempt of a writer that was outrun so often before.

        Those who were outrun try one at a time, and nobody else begins meanwhile: then only a
        writer that had begun before can outrun them, or one in another process.
        """
        with self._ahead:
            if losses:
                yield
                return
        yield
