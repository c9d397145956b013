"""From a failure to what happens next: the one table."""

from datetime import datetime

from msgspec import Struct

from domain.refusal import DomainError
from integrations.errors import NotAllowed, RateLimited, Rejected, TrackerError
from workers.pace import Pace


class Again(Struct, frozen=True):
    """Try again at ``at``; ``counts`` says whether it was a failure (a rate limit is none)."""

    at: datetime
    reason: str
    counts: bool = True


class Park(Struct, frozen=True):
    """A person has to look; ``request_id`` is what the tracker's support asks for."""

    reason: str
    request_id: str | None = None


def after(error: Exception, attempts: int, now: datetime, pace: Pace) -> Again | Park:
    """Decide what follows ``error`` on a row that failed ``attempts`` times, this one included."""
    match error:
        case DomainError():
            return Park(reason=f"{error.code}: {error.message}")
        case RateLimited():
            return Again(at=max(error.until, now), reason=error.message, counts=False)
        case NotAllowed():
            return Again(at=pace.retry_at(now, len(pace.retry_s)), reason=error.message)
        case Rejected():
            named = "; ".join(f"{name}: {text}" for name, text in error.fields.items())
            return Park(reason=named or error.message, request_id=error.request_id)
        case TrackerError():
            return _again_or_park(error.message, error.request_id, attempts, now, pace)
        case _:
            return _again_or_park(f"{type(error).__name__}: {error}", None, attempts, now, pace)


def _again_or_park(
    reason: str, request_id: str | None, attempts: int, now: datetime, pace: Pace
) -> Again | Park:
    if attempts >= pace.park_after:
        return Park(reason=f"failed {attempts} times: {reason}", request_id=request_id)
    return Again(at=pace.retry_at(now, attempts), reason=reason)
