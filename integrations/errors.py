"""What can go wrong at a tracker.

TrackerError
├── Unavailable     no answer or 5xx on a read, or refused: nothing was written
├── Ambiguous       a write went out and its outcome is unknown: look it up before repeating it
├── RateLimited     wait until ``until``; ``scope`` says what has to wait
├── NotAllowed      401 or 403: credentials or a right are missing
├── Rejected        the tracker refuses the values; ``fields`` names them
├── Gone            404 or 410
├── Moved           the issue or project lives elsewhere now
└── Unintelligible  the answer is not what its description promises
"""

from datetime import datetime
from typing import Literal

Scope = Literal["connection", "create", "issue"]


class TrackerError(Exception):
    """Root: ``status`` is the HTTP status if there was one, ``request_id`` the tracker's own id."""

    def __init__(
        self, message: str, *, status: int | None = None, request_id: str | None = None
    ) -> None:
        """Keep what a person needs to ask the tracker's support."""
        super().__init__(message)
        self.message = message
        self.status = status
        self.request_id = request_id


class Unavailable(TrackerError):
    """Nothing was written; try again later."""


class Ambiguous(TrackerError):
    """A write's outcome is unknown: never repeat it before looking it up."""


class RateLimited(TrackerError):
    """The tracker asks to wait until ``until`` (UTC) for everything in ``scope``."""

    def __init__(
        self, message: str, *, until: datetime, scope: Scope = "connection", status: int = 429
    ) -> None:
        """Keep what has to wait and until when."""
        super().__init__(message, status=status)
        self.until = until
        self.scope = scope


class NotAllowed(TrackerError):
    """Credentials are wrong (401) or a right is missing (403)."""


class Rejected(TrackerError):
    """The tracker refuses the values: ``fields`` maps each field to its sentence."""

    def __init__(
        self,
        message: str,
        *,
        fields: dict[str, str] | None = None,
        status: int | None = None,
        request_id: str | None = None,
    ) -> None:
        """Keep the tracker's words per field."""
        super().__init__(message, status=status, request_id=request_id)
        self.fields = fields or {}


class Gone(TrackerError):
    """404 or 410: it is not there, or hidden from us."""


class Moved(TrackerError):
    """It lives at ``to`` (a URL) now."""

    def __init__(self, message: str, *, to: str, status: int | None = None) -> None:
        """Keep the new address."""
        super().__init__(message, status=status)
        self.to = to


class Unintelligible(TrackerError):
    """The answer does not have the shape its description promises."""
