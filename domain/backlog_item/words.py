"""Which values a backlog item accepts, as the types that its commands are made of."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Annotated

from msgspec import Meta

from domain import keys, text
from domain.fact import Ref
from domain.refusal import FieldError
from domain.text import Wrong
from domain.values import AnyKey, between

KEY = re.compile(r"[A-Z][A-Z0-9]{1,9}-[1-9][0-9]{0,8}")
RANK = re.compile(r"[0-9A-Za-z]{1,200}")
CRITERION_LIMIT = 2_000
MOST_POINTS = 100


def points_of(written: str) -> str | None:
    """``written`` as the shortest decimal text from 0 to 100; None when it is not one."""
    try:
        points = Decimal(written)
    except InvalidOperation:
        return None
    if not points.is_finite() or not 0 <= points <= MOST_POINTS:
        return None
    exponent = points.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -2:  # noqa: PLR2004  # hundredths of a point
        return None
    return f"{points.normalize() + 0:f}"


def ref_of(thing: "AnyThing") -> Ref:
    """A thing as facts keep it; its type follows from its key."""
    return thing if isinstance(thing, Ref) else Ref(keys.kind_of(thing) or "thing", thing)


def wrong_words(field: str, ref: Ref) -> Wrong:
    """What is wrong with the words of a reference, wherever it may lead."""
    return [*text.line(f"{field}.type", ref.type, 50), *text.line(f"{field}.id", ref.id, 100)]


def _key(field: str, value: str) -> Wrong:
    return text.matches(field, value, KEY, "an item's key, such as ACME-12")


def _rank(field: str, value: str) -> Wrong:
    return text.matches(field, value, RANK, "a rank of letters and digits")


def _criterion(field: str, value: str) -> Wrong:
    return text.said(field, value, CRITERION_LIMIT)


def _criteria(field: str, values: Sequence[str]) -> Wrong:
    return [each for value in values for each in _criterion(field, value)]


def _criterion_name(field: str, value: str) -> Wrong:
    return text.line(field, value, 50)


def _points(field: str, value: str) -> Wrong:
    message = f"{field} go from 0 to {MOST_POINTS}, as decimal text such as 2.5."
    wrong = FieldError(field, "out-of-range", message, value[:100])
    return [] if points_of(value) is not None else [wrong]


Key = Annotated[str, Meta(extra={"check": _key}, examples=["ACME-12"])]
"""A key that an item is to have."""
Rank = Annotated[str, Meta(extra={"check": _rank})]
"""A fractional index: sorts as plain text."""
CriterionText = Annotated[
    str, Meta(extra_json_schema={"maxLength": CRITERION_LIMIT}, extra={"check": _criterion})
]
"""What must hold for an item to be accepted."""
CriterionName = Annotated[
    str, Meta(extra_json_schema={"maxLength": 50}, extra={"check": _criterion_name})
]
Criteria = Annotated[tuple[str, ...], Meta(extra={"check": _criteria})]
Points = Annotated[str, Meta(extra={"check": _points}, examples=["2.5"])]
"""A size: decimal text from 0 to 100 with at most two places."""
Severity = Annotated[int, between(1, 4)]
"""From 1, the gravest, to 4."""
Labels = Annotated[tuple[str, ...], Meta(extra={"check": text.labels, "asked_as": "label"})]
AnyThing = Ref | AnyKey
"""A thing of the plan by its key, or by its type and id."""
