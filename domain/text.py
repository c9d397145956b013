"""What text is acceptable: each check names what is wrong, and all of it is refused at once.

A check answers the list of what is wrong with one field; ``refuse`` raises them together.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from urllib.parse import urlsplit

from msgspec import UNSET, UnsetType

from domain.fact import Origin
from domain.refusal import FieldError, Malformed

TITLE_LIMIT = 255
PROSE_LIMIT = 32_000
REASON_LIMIT = 2_000
ADDRESS_LIMIT = 2_000
LABEL = re.compile(r"[^\s,]{1,50}")
_SPACES = "\t\n\r"

Wrong = list[FieldError]


def refuse(*checks: Sequence[FieldError]) -> None:
    """Raise ``Malformed`` with everything that the checks found, if anything."""
    wrong = [each for found in checks for each in found]
    if wrong:
        raise Malformed(*wrong)


def line(field: str, value: str | UnsetType, limit: int = TITLE_LIMIT) -> Wrong:
    """A short text on one line that says something; ``limit`` in characters."""
    if value is UNSET:
        return []
    if not value.strip():
        return [FieldError(field, "blank", f"{field} is blank.")]
    if has_control(value):
        message = f"{field} holds a line break or another control character."
        return [FieldError(field, "control-characters", message)]
    return _within(field, value, limit)


def prose(field: str, value: str | UnsetType, limit: int = PROSE_LIMIT) -> Wrong:
    """A longer text, which may be empty; ``limit`` in characters."""
    if value is UNSET:
        return []
    if has_control(value, allowed=_SPACES):
        message = f"{field} holds a control character."
        return [FieldError(field, "control-characters", message)]
    return _within(field, value, limit)


def said(field: str, value: str, limit: int = PROSE_LIMIT) -> Wrong:
    """A longer text that says something."""
    blank = FieldError(field, "blank", f"{field} is blank.")
    return prose(field, value, limit) if value.strip() else [blank]


def labels(field: str, values: Iterable[str] | UnsetType) -> Wrong:
    """Labels without blanks or commas, of at most 50 characters each."""
    bad = [] if values is UNSET else [each for each in values if not is_label(each)]
    message = f"{field}: a label has 1 to 50 characters and no blanks or commas."
    return [FieldError(field, "bad-label", message, found=each) for each in bad]


def day(field: str, value: str | UnsetType | None) -> Wrong:
    """A calendar day as ``2026-11-25``."""
    if value is UNSET or value is None:
        return []
    try:
        is_plain = date.fromisoformat(value).isoformat() == value
    except ValueError:
        is_plain = False
    message = f"{field} is not a day of the calendar, such as 2026-11-25."
    return [] if is_plain else [FieldError(field, "bad-date", message, found=value)]


def moment(field: str, value: str) -> Wrong:
    """A time of a day that knows its zone, as ``2026-11-25T10:00+01:00``."""
    like = "such as 2026-11-25T10:00+01:00"
    try:
        found = datetime.fromisoformat(value)
        if found.tzinfo is None:
            message = f"{field} has no time zone: say one, {like}."
            return [FieldError(field, "naive-datetime", message, found=value[:50])]
        found.astimezone(UTC)  # which the first and last hours of the calendar do not have
    except (ValueError, OverflowError):
        message = f"{field} is {value[:50]!r}, not a time {like}."
        return [FieldError(field, "bad-time", message, found=value[:50])]
    return []


def address(field: str, url: str, like: str = "https://example.com/page") -> Wrong:
    """The address of a web page."""
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_web = False
    if is_web and not has_control(url) and " " not in url:
        return _within(field, url, ADDRESS_LIMIT)
    return [
        FieldError(field, "bad-url", f"{field} is not the address of a web page, such as {like}.")
    ]


def one_of(field: str, value: str | UnsetType | None, allowed: tuple[str, ...]) -> Wrong:
    """One of the words that are ``allowed``, or none at all."""
    if value is UNSET or value is None or value in allowed:
        return []
    message = f"{field} is {value!r}, not one of {', '.join(allowed)}."
    return [FieldError(field, "invalid-enum", message, found=str(value), allowed=allowed)]


def matches(field: str, value: str, pattern: re.Pattern[str], like: str) -> Wrong:
    """Text that fits ``pattern`` as a whole; ``like`` says so to people."""
    if pattern.fullmatch(value):
        return []
    return [FieldError(field, "bad-format", f"{field} has to be {like}.", found=value[:100])]


def origin(said_by: Origin) -> Wrong:
    """A reason of at most 2,000 characters and a time that knows its zone."""
    wrong = prose("reason", said_by.reason or "", REASON_LIMIT)
    if said_by.occurred_at.utcoffset() is None:
        message = "occurred_at has no time zone."
        wrong.append(FieldError("occurred_at", "naive-datetime", message))
    return wrong


def is_label(value: str) -> bool:
    """Whether ``value`` can be an item's label."""
    return bool(LABEL.fullmatch(value)) and not has_control(value)


def has_control(value: str, allowed: str = "") -> bool:
    """Whether a control character or half of a surrogate pair stands in ``value``."""
    return _control(allowed).search(value) is not None


def without_control(value: str, allowed: str = _SPACES) -> str:
    """``value`` with a blank for each control character that is not allowed."""
    return _control(allowed).sub(" ", value)


@cache
def _control(allowed: str) -> re.Pattern[str]:
    """Unicode's categories Cc and Cs as one set: a long text is looked at in microseconds."""
    codes = (*range(0x20), *range(0x7F, 0xA0))
    refused = "".join(chr(each) for each in codes if chr(each) not in allowed)
    return re.compile(f"[{re.escape(refused)}\\ud800-\\udfff]")


def _within(field: str, value: str, limit: int) -> Wrong:
    if len(value) <= limit:
        return []
    message = f"{field} has {len(value):,} characters; at most {limit:,} are kept."
    return [FieldError(field, "too-long", message, found=str(len(value)))]
