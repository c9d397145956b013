"""Periods by their first day, and in which stretch of a series each is kept."""

from datetime import date, timedelta

from domain.metric.facts import Cadence
from domain.refusal import FieldError
from domain.text import Wrong, day

_SINCE: dict[Cadence, tuple[int, int]] = {
    "day": (3, 7),
    "week": (3, 4),
    "month": (3, 4),
    "quarter": (3, 3),
}
"""How many characters of their days a stretch's periods share: 3 a decade, 4 a year, 7 a month.

The second is for a metric with dimensions, which has many values for each period.
"""


def first_day(cadence: Cadence, when: date) -> date:
    """The first day of the period that a day lies in; weeks begin on Monday."""
    match cadence:
        case "day":
            return when
        case "week":
            return max(date.min, when - timedelta(days=when.weekday()))
        case "month":
            return when.replace(day=1)
        case "quarter":
            return when.replace(month=(when.month - 1) // 3 * 3 + 1, day=1)


def since_of(cadence: Cadence, period: str, *, has_dims: bool) -> str:
    """What the days of a stretch begin with, for the stretch that a period is kept in."""
    return period[: _SINCE[cadence][has_dims]]


def wrong_period(field: str, period: str, cadence: Cadence, today: date) -> Wrong:
    """What is wrong with a period's first day: its form, its place, or that it is yet to come."""
    wrong = day(field, period)
    if wrong:
        return wrong
    said = date.fromisoformat(period)
    first = first_day(cadence, said)
    if said != first:
        message = f"{field} is {period}, not the first day of a {cadence}: {first} is."
        return [FieldError(field, "not-aligned", message, found=period)]
    if said > today:
        message = f"{field} is {period}, which is yet to come; today is {today}."
        return [FieldError(field, "in-the-future", message, found=period)]
    return []
