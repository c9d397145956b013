"""What GitHub means by an answer that is no success.

Source: docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
Source: docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import msgspec

from integrations.answers import LEAST_PAUSE, limited, refusal, retry_after, server_time
from integrations.errors import RateLimited, Scope, TrackerError
from integrations.http import READS, Answer

LIMIT_STATUSES = (403, 429)
LIMIT_WORDS = ("secondary rate limit", "rate limit exceeded", "abuse detection")


class Refused(msgspec.Struct):
    """The body of a refusal; ``errors`` holds objects or sentences, in no fixed shape."""

    message: str = ""
    errors: object = None


def error_of(answer: Answer, *, method: str, now: datetime) -> TrackerError:
    """The error for an answer that is neither a success nor 304."""
    said = _said(answer)
    fields = dict(_fields(said.errors))
    message = f"GitHub answered {answer.status}: {said.message or 'no reason given'}"
    if fields:
        message += f" ({'; '.join(f'{name}: {text}' for name, text in fields.items())})"
    pause = _limit(answer, said.message, message, now)
    return pause or refusal(answer, is_read=method in READS, message=message, fields=fields)


def _limit(answer: Answer, said: str, message: str, now: datetime) -> RateLimited | None:
    """The pause GitHub asks for: by ``Retry-After``, by the reset, or for a minute."""
    words = said.lower()
    is_spent = answer.headers.get("x-ratelimit-remaining") == "0"
    is_slowed = "retry-after" in answer.headers or any(each in words for each in LIMIT_WORDS)
    if answer.status not in LIMIT_STATUSES or not (is_spent or is_slowed):
        return limited(answer, now, message)
    until = retry_after(answer.headers, now)
    if until is None and is_spent:
        until = _reset(answer.headers, now)
    scope: Scope = "create" if "content creation" in words else "connection"
    until = until or now + LEAST_PAUSE
    return RateLimited(message, until=until, scope=scope, status=answer.status)


def _reset(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """When the hour's quota is new, moved from the server's clock to ours."""
    text = headers.get("x-ratelimit-reset", "")
    if not (text.isascii() and text.isdecimal() and len(text) <= 11):  # noqa: PLR2004 (year 5138)
        return None
    reset = datetime.fromtimestamp(int(text), tz=UTC)
    wait = min(reset - server_time(headers, now), timedelta(hours=1))
    return now + max(wait, timedelta(seconds=1))


def _said(answer: Answer) -> Refused:
    try:
        return msgspec.json.decode(answer.body, type=Refused)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Refused()


def _fields(errors: object) -> list[tuple[str, str]]:
    entries = errors if isinstance(errors, list) else [errors] if errors else []
    return [_field(each) for each in entries]


def _field(entry: object) -> tuple[str, str]:
    if not isinstance(entry, dict):
        return "issue", str(entry)
    name = str(entry.get("field") or entry.get("resource") or "issue")
    text = entry.get("message") or entry.get("code") or "refused"
    value = f": {entry['value']}" if entry.get("value") else ""
    return name, f"{text}{value}"
