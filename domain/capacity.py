"""Capacity arithmetic: what people can give in a span of days, and how much is asked of them.

Everything is a decimal, rounded to hundredths once, at the end: what is compared is what is shown.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Literal, NamedTuple

from domain.values import Window

Band = Literal["ok", "full", "over"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WHOLE = Decimal(1)
"""All of a capacity, or of a person."""
FULL = Decimal("0.85")
"""The part of a capacity beyond which it is called full."""
BEYOND = Decimal(999)
"""The ratio of a load that nobody is there for: beyond every threshold."""
LEAST_BASIS, MOST_BASIS = 3, 5
"""How many closed iterations a pace rests on."""
_EXACT = Context(prec=120, rounding=ROUND_HALF_EVEN)
_HUNDREDTH, _FOUR_PLACES = Decimal("0.01"), Decimal("0.0001")


class Share(NamedTuple):
    """Which part of a person is promised from one day to another, both included."""

    since: str | None
    until: str | None
    part: Decimal


def workdays(window: Window, weekdays: Iterable[str], holidays: Iterable[str]) -> frozenset[str]:
    """The days on which a team works within a window."""
    start, end = date.fromisoformat(window.start), date.fromisoformat(window.end)
    days = (start + timedelta(days=each) for each in range((end - start).days + 1))
    wanted = frozenset(weekdays)
    worked = frozenset(each.isoformat() for each in days if WEEKDAYS[each.weekday()] in wanted)
    return worked - frozenset(holidays)


def days_there(
    days: Iterable[str], since: str | None, until: str | None, absences: Sequence[Window] = ()
) -> int:
    """On how many of the days somebody is there: a member by then, and not absent."""
    member = (each for each in days if is_within(each, since, until))
    return sum(all(not gone.start <= each <= gone.end for gone in absences) for each in member)


def is_within(day: str, since: str | None, until: str | None) -> bool:
    """Whether a day lies in a span that may be open at either end."""
    return (since is None or since <= day) and (until is None or day <= until)


def overlaps(window: Window, since: str | None, until: str | None) -> bool:
    """Whether a window and a span that may be open have a day in common."""
    return (since is None or since <= window.end) and (until is None or window.start <= until)


def person_days(days: int, fte: str) -> Decimal:
    """Days of somebody who is there for a part of each."""
    return _EXACT.multiply(Decimal(days), Decimal(fte))


def hours(days: Decimal, hours_per_day: str, focus_factor: str) -> Decimal:
    """The hours of person-days that go into what is planned."""
    return _EXACT.multiply(_EXACT.multiply(days, Decimal(hours_per_day)), Decimal(focus_factor))


def in_proportion(whole: Decimal, part: Decimal, of: Decimal) -> Decimal:
    """``part`` of ``of``, taken from ``whole``: points of person-days at a pace, for one."""
    if not of:
        return Decimal(0)
    return _EXACT.divide(_EXACT.multiply(whole, part), of)


def total(numbers: Iterable[Decimal]) -> Decimal:
    """The exact sum."""
    found = Decimal(0)
    for each in numbers:
        found = _EXACT.add(found, each)
    return found


def rounded(number: Decimal) -> Decimal:
    """To hundredths, halves to the even one."""
    return _EXACT.quantize(number, _HUNDREDTH)


def ratio(load: Decimal, capacity: Decimal) -> Decimal:
    """Which part of a capacity a load takes, to four places; ``BEYOND`` where there is none."""
    if not capacity:
        return BEYOND if load else Decimal(0)
    return _EXACT.quantize(_EXACT.divide(load, capacity), _FOUR_PLACES)


def band(load: Decimal, capacity: Decimal) -> Band:
    """At most 85 % is ok, at most 100 % is full, more is over."""
    if load > capacity:
        return "over"
    return "full" if load > _EXACT.multiply(capacity, FULL) else "ok"


def is_beyond(load: Decimal, capacity: Decimal, allowed: Decimal) -> bool:
    """Whether a load is more than is allowed of a capacity."""
    return load > _EXACT.multiply(capacity, allowed)


def text(number: Decimal) -> str:
    """A number as its shortest decimal text."""
    return f"{_EXACT.plus(number).normalize(_EXACT) + 0:f}" if number else "0"


def in_hundredths(number: Decimal) -> str:
    """A number as it is shown: rounded, as its shortest text."""
    return text(rounded(number))


def per_one(whole: Decimal, of: Decimal) -> str:
    """What one of so many gives, as it is shown: points of a person-day, for one."""
    return in_hundredths(in_proportion(whole, WHOLE, of))


def percent(part: Decimal) -> str:
    """A ratio as people say it: ``112 %``, with tenths where 112.4 would read as 112."""
    return f"{text(_EXACT.quantize(_EXACT.multiply(part, Decimal(100)), Decimal('0.1')))} %"


def most_at_once(shares: Sequence[Share]) -> tuple[Decimal, str | None]:
    """The most of a person that is promised on one day, and the first such day.

    The day is None when it is so from the beginning.
    """
    starts = dict.fromkeys(each.since for each in shares)
    sums = [(total(each.part for each in shares if _runs_on(each, day)), day) for day in starts]
    most = max((sum_ for sum_, _ in sums), default=Decimal(0))
    days = [day for sum_, day in sums if sum_ == most]
    return most, None if None in days or not days else min(each for each in days if each)


def _runs_on(share: Share, day: str | None) -> bool:
    if day is None:
        return share.since is None
    return is_within(day, share.since, share.until)
