"""A clock that runs as the real one does, and can be put forward."""

from datetime import UTC, datetime, timedelta


class RunningClock:
    """Call it for the time; ``advance`` puts it forward by seconds."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def advance(self, seconds: float) -> None:
        self._ahead += timedelta(seconds=seconds)
