"""Values that commands and facts of every kind are made of, and what each accepts."""

import calendar
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal

from msgspec import Meta, Struct

from domain import text
from domain.refusal import FieldError
from domain.text import Wrong

CURRENCY = re.compile(r"[A-Z]{3}")
LONGEST = 50
"""The most characters that a decimal number is written with."""
GREATEST = 30
"""The most digits before the point, and the most zeros behind it."""


def _decimal(field: str, value: str) -> Wrong:
    if decimal_of(value) is not None:
        return []
    message = f"{field} is {value[:50]!r}, not a decimal number such as 2.5."
    return [FieldError(field, "bad-number", message, found=value[:50])]


def _positive(field: str, value: str) -> Wrong:
    found = decimal_of(value)
    if found is None or found >= 0:
        return _decimal(field, value)
    return [FieldError(field, "out-of-range", f"{field} cannot be negative.", found=value[:50])]


def _label(field: str, value: str) -> Wrong:
    return text.labels(field, [value])


def _name(field: str, value: str) -> Wrong:
    return text.line(field, value, 100)


def _currency(field: str, value: str) -> Wrong:
    return text.matches(field, value, CURRENCY, "an ISO 4217 code, such as EUR")


def between(least: float, most: float) -> Meta:
    """What a number has to be, from ``least`` to ``most``: goes into an ``Annotated`` type."""

    def check(field: str, value: float) -> Wrong:
        message = f"{field} is {value}; accepted is {least} to {most}."
        wrong = FieldError(field, "out-of-range", message, found=str(value))
        return [] if least <= value <= most else [wrong]

    return Meta(extra={"check": check}, extra_json_schema={"minimum": least, "maximum": most})


def _written_as(form: str, like: str, **checked: object) -> Meta:
    """Text of a form that the descriptions of our values name, such as ``like``."""
    return Meta(extra=checked, extra_json_schema={"format": form}, examples=[like])


def decimal_of(value: str) -> Decimal | None:
    """The number that a decimal text stands for; None for what is none, or beyond all use.

    What is left can be added, multiplied and divided without going over what a number can be.
    """
    try:
        found = Decimal(value)
    except InvalidOperation:
        return None
    is_plain = found.is_finite() and len(value) <= LONGEST and abs(found.adjusted()) <= GREATEST
    return found if is_plain else None


Line = Annotated[str, Meta(extra_json_schema={"maxLength": 255}, extra={"check": text.line})]
"""A text on one line that says something."""
Prose = Annotated[str, Meta(extra_json_schema={"maxLength": 32_000}, extra={"check": text.prose})]
"""A longer text (Markdown), which may be empty."""
Said = Annotated[str, Meta(extra_json_schema={"maxLength": 32_000}, extra={"check": text.said})]
"""A longer text that says something."""
Person = Annotated[
    str, Meta(extra_json_schema={"maxLength": 100}, extra={"check": _name}, examples=["ana"])
]
"""The name people know someone by."""
Name = Annotated[str, Meta(extra_json_schema={"maxLength": 100}, extra={"check": _name})]
"""A short name or id within a thing."""
Label = Annotated[str, Meta(extra_json_schema={"maxLength": 50}, extra={"check": _label})]
Day = Annotated[str, _written_as("date", "2026-11-25", check=text.day)]
"""A calendar day."""
Moment = Annotated[str, _written_as("date-time", "2026-11-25T10:00+01:00", check=text.moment)]
"""A time of a day that knows its zone."""
Url = Annotated[str, _written_as("uri", "https://example.com/page", check=text.address)]
"""The address of a web page."""
Number = Annotated[str, _written_as("decimal", "2.5", check=_decimal)]
"""A decimal number as text, so that it is kept exactly."""
Positive = Annotated[str, _written_as("decimal", "2.5", check=_positive)]
"""A decimal number that is not negative."""
Currency = Annotated[str, Meta(extra={"check": _currency}, examples=["EUR"])]
Chance = Annotated[float, between(0, 1)]
"""A probability."""


AnyKey = Annotated[str, _written_as("key", "ACME-K4", to=())]
"""The key of a thing of the plan, which exists."""
ProductKey = Annotated[str, _written_as("key", "ACME", to=("product",))]
ItemKey = Annotated[str, _written_as("key", "ACME-12", to=("item",))]
RoadmapKey = Annotated[str, _written_as("key", "ACME-R12", to=("roadmap_item",))]
ReleaseKey = Annotated[str, _written_as("key", "ACME-REL2", to=("release",))]
RiskKey = Annotated[str, _written_as("key", "ACME-K4", to=("risk",))]
DecisionKey = Annotated[str, _written_as("key", "ACME-D9", to=("decision",))]
TeamKey = Annotated[str, _written_as("key", "ACME-T1", to=("team",))]
IterationKey = Annotated[str, _written_as("key", "ACME-I7", to=("iteration",))]
MeetingKey = Annotated[str, _written_as("key", "ACME-M31", to=("meeting",))]
EvidenceKey = Annotated[str, _written_as("key", "ACME-E88", to=("evidence",))]
MetricKey = Annotated[str, _written_as("key", "ACME-X5", to=("metric",))]


class Money(Struct, frozen=True):
    """An amount in a currency of ISO 4217; on the command line ``1200.50 EUR``."""

    amount: Number
    currency: Currency

    @staticmethod
    def read(said: str) -> "Money":
        """Money as people write it."""
        amount, _, currency = said.strip().partition(" ")
        return Money(amount, currency)


class NewAction(Struct, frozen=True):
    """What is to be done, by whom, until when."""

    text: Line
    owner: Person
    due: Day


Resolution = Literal["day", "month", "quarter", "half", "year"]
MONTHS: dict[Resolution, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_WINDOW = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(0[1-9]|1[0-2])))?")


class Window(Struct, frozen=True):
    """A span of days, both included, as exact as its resolution says and no more.

    On the command line and in JSON text: ``2026``, ``2026-H2``, ``2026-Q3``, ``2026-09``,
    ``2026-09-30`` or ``2026-09-01..2026-09-30``.
    """

    start: Day
    end: Day
    resolution: Resolution = "day"

    def wrong(self, field: str) -> Wrong:
        """It ends after it begins, and is one whole month, quarter, half or year."""
        if self.end < self.start:
            message = f"{field} ends on {self.end}, before it begins on {self.start}."
            return [FieldError(f"{field}.end", "ends-before-start", message, found=self.end)]
        if self.resolution == "day" or _is_aligned(self):
            return []
        message = f"{field} is no whole {self.resolution}: a quarter is 2026-07-01 to 2026-09-30."
        return [FieldError(f"{field}.start", "not-aligned", message, found=self.start)]

    @staticmethod
    def read(said: str) -> "Window":
        """A window as people write it; one that cannot be read is kept for ``wrong`` to name."""
        found = _WINDOW.fullmatch(said.strip())
        if found is None:
            start, _, end = said.strip().partition("..")
            return Window(start, end or start)
        year, quarter, half, month = (int(each) if each else 0 for each in found.groups())
        if quarter:
            return _span(year, quarter * 3 - 2, "quarter")
        if half:
            return _span(year, half * 6 - 5, "half")
        return _span(year, month, "month") if month else _span(year, 1, "year")

    def __str__(self) -> str:
        """As people write it."""
        year, month = self.start[:4], int(self.start[5:7])
        match self.resolution:
            case "year":
                return year
            case "half":
                return f"{year}-H{(month + 5) // 6}"
            case "quarter":
                return f"{year}-Q{(month + 2) // 3}"
            case "month":
                return self.start[:7]
            case _:
                return self.start if self.start == self.end else f"{self.start}..{self.end}"


def in_utc(moment: str) -> str:
    """A moment as it is kept: in UTC, so that earlier ones sort first as text."""
    return datetime.fromisoformat(moment).astimezone(UTC).isoformat(timespec="seconds")


def days_between(earlier: str, later: str) -> int:
    """How many days ``later`` is after ``earlier``; negative when it is before."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def day_after(day: str, days: int) -> str:
    """The day that many days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _span(year: int, month: int, resolution: Resolution) -> Window:
    last = month + MONTHS[resolution] - 1
    end = calendar.monthrange(max(year, 1), last)[1]
    return Window(f"{year:04}-{month:02}-01", f"{year:04}-{last:02}-{end:02}", resolution)


def _is_aligned(window: Window) -> bool:
    months = MONTHS[window.resolution]
    year, month = int(window.start[:4]), int(window.start[5:7])
    return (month - 1) % months == 0 and window == _span(year, month, window.resolution)


Rel = Literal[
    "supports",
    "implements",
    "blocks",
    "duplicates",
    "relates",
    "mitigates",
    "threatens",
    "evidences",
    "measured_by",
    "explains",
    "campaigns_for",
]


class Tie(Struct, frozen=True):
    """A relation to another thing of the plan, by its key."""

    rel: Rel
    to: AnyKey
