"""What an answer that is no success means, for every tracker alike."""

import email.utils
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import msgspec

from integrations.errors import (
    Ambiguous,
    Gone,
    Moved,
    NotAllowed,
    RateLimited,
    Rejected,
    TrackerError,
    Unavailable,
    Unintelligible,
)
from integrations.http import Answer

REQUEST_IDS = ("x-github-request-id", "atl-traceid", "x-arequestid", "x-request-id")
TOO_MANY = 429
LEAST_PAUSE = timedelta(seconds=60)
"""What a limit costs when it names no time; GitHub asks for a minute at least."""


def refusal(
    answer: Answer, *, is_read: bool, message: str, fields: dict[str, str] | None = None
) -> TrackerError:
    """The error for ``answer``; ``message`` and ``fields`` are the tracker's own words.

    Limits are the caller's to see first: each tracker has its own signs.
    """
    status, known = answer.status, request_id(answer.headers)
    match status:
        case 301 | 302 | 307 | 308 if to := answer.headers.get("location"):
            return Moved(message, to=to, status=status)
        case 401 | 403:
            return NotAllowed(message, status=status, request_id=known)
        case 404 | 410:
            return Gone(message, status=status, request_id=known)
        case 409 | 423:
            return Unavailable(message, status=status, request_id=known)
        case _ if 400 <= status < 500:  # noqa: PLR2004 (the class of refusals)
            return Rejected(message, fields=fields, status=status, request_id=known)
        case _ if status >= 500 and not is_read:  # noqa: PLR2004 (it may have been done)
            return Ambiguous(message, status=status, request_id=known)
        case _:
            return Unavailable(message, status=status, request_id=known)


def limited(answer: Answer, now: datetime, message: str) -> RateLimited | None:
    """The pause a 429 asks for, by ``Retry-After``; None for any other status."""
    if answer.status != TOO_MANY:
        return None
    return RateLimited(message, until=retry_after(answer.headers, now) or now + LEAST_PAUSE)


def retry_after(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """When ``Retry-After`` (seconds, or an HTTP date) lets us try again, by our clock.

    A date is the server's: it is moved by what its ``Date`` header differs from ``now``.
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal():
        return now + timedelta(seconds=min(int(text), 7 * 24 * 3600))
    moment = http_date(text)
    if moment is None:
        return None
    return max(now, now + (moment - server_time(headers, now)))


def server_time(headers: Mapping[str, str], now: datetime) -> datetime:
    """The server's clock as its ``Date`` header tells it; ``now`` when it tells nothing."""
    return http_date(headers.get("date", "")) or now


def http_date(text: str) -> datetime | None:
    """An HTTP date in UTC, or None when it is none."""
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def request_id(headers: Mapping[str, str]) -> str | None:
    """The id the tracker's support asks for."""
    return next((headers[name] for name in REQUEST_IDS if name in headers), None)


def decoded(answer: Answer, *, is_read: bool = True) -> object:
    """The JSON of an answer.

    Raises:
        Unintelligible: The body is no JSON.
        Ambiguous: So is the answer to a write, whoever wrote it: a proxy, perhaps.
    """
    try:
        value: object = msgspec.json.decode(answer.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        message = f"The answer {answer.status} to {answer.url} is no JSON: {error}"
        kind = Unintelligible if is_read else Ambiguous
        raise kind(message, status=answer.status) from error
    return value
