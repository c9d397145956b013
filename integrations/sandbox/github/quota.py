"""How many requests the token has left, and when GitHub says enough."""

from collections import deque
from datetime import datetime, timedelta

from integrations.sandbox.clock import Clock
from integrations.sandbox.github import rules
from integrations.sandbox.wire import Answer, Json, Refusal

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


class Quota:
    """The primary limit per hour, and the secondary limit on making content.

    Source: docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
    """

    def __init__(self, clock: Clock, limit: int) -> None:
        self.limit = limit
        self.creates_per_minute: int | None = None
        self.creates_per_hour: int | None = None
        self._clock = clock
        self._used = 0
        self._reset = clock() + HOUR
        self._creates: deque[datetime] = deque()

    def spend(self) -> None:
        """Count one request.

        Raises:
            Refusal: 403, nothing is left until the reset.
        """
        if self._clock() >= self._reset:
            self._used, self._reset = 0, self._clock() + HOUR
        if self._used >= self.limit:
            raise rules.refuse(403, "API rate limit exceeded for user ID 1.")
        self._used += 1

    def give_back(self) -> None:
        """A 304 does not count."""
        self._used = max(self._used - 1, 0)

    def create(self) -> None:
        """Count one new issue or comment.

        Raises:
            Refusal: 403 with ``Retry-After``, too many in the last minute or hour.
        """
        now = self._clock()
        while self._creates and now - self._creates[0] >= HOUR:
            self._creates.popleft()
        minute = sum(1 for at in self._creates if now - at < MINUTE)
        for used, limit in (
            (minute, self.creates_per_minute),
            (len(self._creates), self.creates_per_hour),
        ):
            if limit is not None and used >= limit:
                message = "You have exceeded a secondary rate limit. Please wait a few minutes."
                body = {"message": message, "documentation_url": rules.DOCS}
                raise Refusal(Answer(403, body, {"Retry-After": "60"}))
        self._creates.append(now)

    def headers(self) -> dict[str, str]:
        """The headers every answer carries."""
        names = {"Limit": "limit", "Remaining": "remaining", "Used": "used", "Reset": "reset"}
        core = self._core()
        return {f"X-RateLimit-{h}": str(core[n]) for h, n in names.items()} | {
            "X-RateLimit-Resource": "core"
        }

    def overview(self) -> Json:
        """The body of ``GET /rate_limit``, which costs nothing."""
        search = {**self._core(), "limit": 30, "remaining": 30, "used": 0}
        return {"resources": {"core": self._core(), "search": search}, "rate": self._core()}

    def _core(self) -> dict[str, int]:
        left = max(self.limit - self._used, 0)
        reset = int(self._reset.timestamp())
        return {"limit": self.limit, "remaining": left, "used": self._used, "reset": reset}
