"""Which values a product's settings accept, as the types that its commands are made of."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from msgspec import Meta

from domain import text
from domain.product.facts import Check
from domain.refusal import FieldError
from domain.text import Wrong
from domain.values import decimal_of

KEY = re.compile(r"[A-Z][A-Z0-9]{1,9}")
KEY_LIKE = "a letter and 1 to 9 letters or digits, all capital, such as ACME"


def wrong_position(position: int, head: int) -> Wrong:
    """What is wrong with a baseline at ``position`` of a ledger that ends at ``head``."""
    if 1 <= position <= head:
        return []
    message = f"position {position} is not one of the ledger's, from 1 to {head}."
    return [FieldError("position", "out-of-range", message, str(position))]


def _key(field: str, value: str) -> Wrong:
    return text.matches(field, value, KEY, KEY_LIKE)


def _owner(field: str, value: str) -> Wrong:
    return text.prose(field, value, text.TITLE_LIMIT)


def _zone(field: str, zone: str) -> Wrong:
    if zone == "UTC":
        return []
    try:
        ZoneInfo(zone)
    except (OSError, ValueError, KeyError):
        message = f"There is no time zone {zone!r}; an IANA name, such as Europe/Lisbon, is."
        return [FieldError(field, "unknown-timezone", message, zone)]
    return []


def _weights(field: str, weights: dict[str, str]) -> Wrong:
    bad = [name for name, value in weights.items() if not _is_weight(value)]
    if bad:
        message = "A weight is a decimal number of 0 or more."
        return [FieldError(f"{field}.{name}", "bad-format", message, weights[name]) for name in bad]
    if weights and not any(Decimal(value) for value in weights.values()):
        return [FieldError(field, "all-zero", "At least one weight is more than 0.")]
    return []


def _is_weight(value: str) -> bool:
    weight = decimal_of(value)
    return weight is not None and weight >= 0


def _checks(field: str, checks: Sequence[Check]) -> Wrong:
    ids = [each.id for each in checks]
    twice = [each for each in dict.fromkeys(ids) if ids.count(each) > 1]
    message = "The check {} is there twice."
    return [FieldError(f"{field}.id", "duplicate", message.format(each), each) for each in twice]


def _checked(check: Callable[[str, Any], Wrong], **also: Any) -> Meta:
    return Meta(extra={"check": check}, **also)


Key = Annotated[str, _checked(_key, examples=["ACME"])]
Owner = Annotated[str, _checked(_owner)]
Zone = Annotated[str, _checked(_zone, examples=["Europe/Lisbon"])]
Weights = Annotated[dict[str, str], _checked(_weights)]
Checks = Annotated[tuple[Check, ...], _checked(_checks)]
"""A definition of ready or done, each check once."""
