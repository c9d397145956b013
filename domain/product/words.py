"""Which values a product's settings accept."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import get_args
from zoneinfo import ZoneInfo

from msgspec import UNSET, UnsetType

from domain import text
from domain.product.commands import ChangeProductSettings, CreateProduct
from domain.product.facts import Auto, Check, Prioritization, Stage, Weekday
from domain.refusal import FieldError
from domain.text import Wrong

KEY = re.compile(r"[A-Z][A-Z0-9]{1,9}")
KEY_LIKE = "a letter and 1 to 9 letters or digits, all capital, such as ACME"
CURRENCY = re.compile(r"[A-Z]{3}")
LONGEST_CADENCE_WEEKS = 6


def wrong(command: CreateProduct | ChangeProductSettings) -> Wrong:
    """What is wrong with the values given."""
    found = [
        *text.line("name", command.name),
        *text.prose("description", command.description),
        *text.prose("owner", command.owner, text.TITLE_LIMIT),
        *text.one_of("stage", command.stage, get_args(Stage)),
        *_wrong_zone(command.timezone),
        *_wrong_currency(command.currency),
    ]
    if isinstance(command, CreateProduct):
        return found
    return found + _wrong_planning(command)


def wrong_checks(checks: Sequence[Check]) -> Wrong:
    """What is wrong with a definition of ready or done."""
    found: Wrong = []
    seen: set[str] = set()
    for check in checks:
        found += text.line("checks.id", check.id, 50)
        found += text.line("checks.text", check.text)
        found += text.one_of("checks.auto", check.auto, get_args(Auto))
        if check.id in seen:
            message = f"The check {check.id} is there twice."
            found.append(FieldError("checks.id", "duplicate", message, check.id))
        seen.add(check.id)
    return found


def wrong_position(position: int, head: int) -> Wrong:
    """What is wrong with a baseline at ``position`` of a ledger that ends at ``head``."""
    if 1 <= position <= head:
        return []
    message = f"position {position} is not one of the ledger's, from 1 to {head}."
    return [FieldError("position", "out-of-range", message, str(position))]


def _wrong_planning(command: ChangeProductSettings) -> Wrong:
    found = text.one_of("prioritization", command.prioritization, get_args(Prioritization))
    found += _wrong_weights(command.weights)
    cadence = command.cadence
    if cadence is not UNSET:
        found += text.one_of("cadence.start_weekday", cadence.start_weekday, get_args(Weekday))
        if not 1 <= cadence.weeks <= LONGEST_CADENCE_WEEKS:
            message = f"An iteration takes 1 to {LONGEST_CADENCE_WEEKS} weeks."
            found.append(FieldError("cadence.weeks", "out-of-range", message, str(cadence.weeks)))
    return found


def _wrong_weights(weights: dict[str, str] | UnsetType) -> Wrong:
    if weights is UNSET or not weights:
        return []
    bad = [name for name, value in weights.items() if not _is_weight(value)]
    if bad:
        message = "A weight is a decimal number of 0 or more."
        return [FieldError(f"weights.{name}", "bad-format", message, weights[name]) for name in bad]
    if not any(Decimal(value) for value in weights.values()):
        return [FieldError("weights", "all-zero", "At least one weight is more than 0.")]
    return []


def _is_weight(value: str) -> bool:
    try:
        weight = Decimal(value)
    except InvalidOperation:
        return False
    return weight.is_finite() and weight >= 0


def _wrong_zone(zone: str | UnsetType) -> Wrong:
    if zone is UNSET or zone == "UTC":
        return []
    try:
        ZoneInfo(zone)
    except (OSError, ValueError, KeyError):
        message = f"There is no time zone {zone!r}; an IANA name, such as Europe/Lisbon, is."
        return [FieldError("timezone", "unknown-timezone", message, zone)]
    return []


def _wrong_currency(currency: str | UnsetType) -> Wrong:
    if currency is UNSET:
        return []
    return text.matches("currency", currency, CURRENCY, "an ISO 4217 code, such as EUR")
