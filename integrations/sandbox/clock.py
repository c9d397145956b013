"""Every time a sandbox tells comes from one injected clock, in the grain its tracker uses."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The real time, UTC."""
    return datetime.now(UTC)


def github_time(moment: datetime) -> str:
    """``2026-01-02T03:04:05Z``: GitHub writes no fractions of a second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def jira_time(moment: datetime) -> str:
    """``2026-01-02T03:04:05.678+0000``: Jira writes milliseconds and an offset without colon."""
    utc = moment.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}+0000"


def epoch_ms(moment: datetime) -> int:
    """Milliseconds since 1970, as Jira's webhooks and JQL count."""
    return int(moment.timestamp() * 1000)


def http_date(moment: datetime) -> str:
    """The ``Date`` header of an answer."""
    return format_datetime(moment.astimezone(UTC).replace(microsecond=0), usegmt=True)


def parse_time(text: str) -> datetime:
    """Read ISO 8601 with ``Z``, ``+0000`` or ``+00:00``; a bare time is UTC.

    Raises:
        ValueError: The text is no time.
    """
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
