"""One projection in the runner's hands: where it stands, and what to do when a fact fails."""

from dataclasses import dataclass

from projections.projection import Projection

RETRY_AFTER_S = (0.2, 1.0, 5.0)
"""Pauses before a failing fact is tried again; after the last one the projection's policy rules."""


@dataclass
class Track:
    """A projection on its way through the log.

    Attributes:
        position: The last fact taken in, as far as this runner knows.
        failures: How often the next fact has failed.
        retry_at: When to try it again, as seconds since the epoch.
        is_stopped: Waits for a person.
        is_far_behind: The last batch was a full one.
    """

    projection: Projection
    position: int
    failures: int = 0
    retry_at: float = 0.0
    is_stopped: bool = False
    is_far_behind: bool = False

    @property
    def name(self) -> str:
        """The projection's name."""
        return self.projection.name

    def may_run(self, now: float) -> bool:
        """Whether there is anything to try at ``now``."""
        return not self.is_stopped and self.retry_at <= now

    def moved(self, position: int) -> None:
        """It took everything in up to ``position``."""
        self.position, self.failures, self.retry_at = position, 0, 0.0

    def failed(self, now: float) -> bool:
        """Count a failure of the next fact; False when it was the last one allowed."""
        if self.failures >= len(RETRY_AFTER_S):
            return False
        self.retry_at = now + RETRY_AFTER_S[self.failures]
        self.failures += 1
        return True

    def resume(self) -> None:
        """Try again from the start."""
        self.is_stopped, self.failures, self.retry_at = False, 0, 0.0
