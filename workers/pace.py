"""How often and how long: every interval the workers keep, with its unit in its name."""

from datetime import datetime, timedelta

from msgspec import Struct


class Pace(Struct, frozen=True):
    """The workers' intervals, all in seconds.

    A change at a tracker is seen within ``poll_s`` plus one sweep even when every webhook is lost.

    Attributes:
        poll_s: Between two reconciliations of one connection.
        overlap_s: How far a reconciliation reads back before its watermark (``sync.md`` F17).
        sweep_s: Between two looks for due rows that no hint announced.
        lease_s: How long a worker may hold a row before another one takes it.
        retry_s: Waits after the first, second, ... failure; the last one repeats.
        park_after: Failures in a row after which a row is parked for a person.
        deep_sweep_s: Between two deep sweeps of one connection (F16, F32).
        redeliver_s: Between two requests to send failed webhooks again (F16).
        lookup_s: Waits before each look-up of a create whose outcome is unknown (F1).
    """

    poll_s: float = 60.0
    overlap_s: float = 120.0
    sweep_s: float = 5.0
    lease_s: float = 120.0
    retry_s: tuple[float, ...] = (1.0, 5.0, 15.0, 60.0, 300.0, 900.0)
    park_after: int = 12
    deep_sweep_s: float = 86_400.0
    redeliver_s: float = 3_600.0
    lookup_s: tuple[float, ...] = (5.0, 15.0, 60.0)

    def retry_at(self, now: datetime, attempts: int) -> datetime:
        """When to try again after ``attempts`` failures in a row."""
        index = min(max(attempts, 1), len(self.retry_s)) - 1
        return now + timedelta(seconds=self.retry_s[index])

    def after(self, now: datetime, seconds: float) -> datetime:
        """The time ``seconds`` after ``now``."""
        return now + timedelta(seconds=seconds)
