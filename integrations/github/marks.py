"""The marks of issues that were read or made lately, so that writing a body keeps its mark."""

from threading import Lock
from uuid import UUID

MOST_KEPT = 10_000


class Marks:
    """Remembers; what it forgets is read again. Safe to share between threads."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._marks: dict[str, UUID | None] = {}
        self._lock = Lock()

    def keep(self, key: str, intent: UUID | None) -> None:
        """The issue ``key`` carries ``intent``, or no mark."""
        with self._lock:
            if len(self._marks) >= MOST_KEPT:
                self._marks.clear()
            self._marks[key] = intent

    def knows(self, key: str) -> bool:
        """Whether the issue was seen."""
        return key in self._marks

    def of(self, key: str) -> UUID | None:
        """The mark of the issue; None when it has none or was not seen."""
        return self._marks.get(key)
