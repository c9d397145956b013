"""When Jira says enough: per issue and in bursts, each only when switched on."""

from collections import defaultdict, deque
from datetime import datetime, timedelta

from integrations.sandbox.clock import Clock
from integrations.sandbox.jira import refusals
from integrations.sandbox.wire import Refusal

PER_ISSUE = ((timedelta(seconds=2), 20), (timedelta(seconds=30), 100))
SECOND = timedelta(seconds=1)


class Pace:
    """The limits on writes to one issue, and on requests per second, endpoint and method.

    Attributes:
        per_issue: Whether one issue takes 20 writes in 2 s and 100 in 30 s at most.
        burst: Requests per second to one endpoint, or None for no limit.

    Source: developer.atlassian.com/cloud/jira/platform/rate-limiting
    """

    def __init__(self, clock: Clock) -> None:
        self.per_issue = False
        self.burst: int | None = None
        self._clock = clock
        self._writes: defaultdict[int, deque[datetime]] = defaultdict(deque)
        self._calls: defaultdict[tuple[str, str], deque[datetime]] = defaultdict(deque)

    def call(self, method: str, endpoint: str) -> None:
        """Count a request.

        Raises:
            Refusal: 429, too many in this second.
        """
        if self.burst is not None:
            calls = self._calls[method, endpoint]
            self._refuse_if_full(calls, ((SECOND, self.burst),), "jira-burst-based")
            calls.append(self._clock())

    def write(self, issue_id: int) -> None:
        """Count a write to an issue.

        Raises:
            Refusal: 429, too many to this issue.
        """
        if self.per_issue:
            writes = self._writes[issue_id]
            self._refuse_if_full(writes, PER_ISSUE, "jira-per-issue-on-write")
            writes.append(self._clock())

    def _refuse_if_full(
        self, past: deque[datetime], windows: tuple[tuple[timedelta, int], ...], reason: str
    ) -> None:
        now = self._clock()
        while past and now - past[0] >= windows[-1][0]:
            past.popleft()
        for window, limit in windows:
            recent = [at for at in past if now - at < window]
            if len(recent) >= limit:
                free = recent[-limit] if limit else now
                raise _too_many(reason, limit, now, free + window)


def _too_many(reason: str, limit: int, now: datetime, free: datetime) -> Refusal:
    refusal = refusals.refuse(429, "Rate limit exceeded.")
    wait_s = max(-(-(free - now) // SECOND), 1)
    refusal.answer.headers |= {
        "Retry-After": str(wait_s),
        "RateLimit-Reason": reason,
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": f"{free:%Y-%m-%dT%H:%MZ}",
    }
    return refusal
