"""Weeks as flow and forecast count them: from Monday to Sunday, each named by its Monday."""

from datetime import date
from functools import lru_cache

from domain.values import day_after, days_between

WEEK = 7
"""Its days."""


@lru_cache(maxsize=4_000)
def week_of(day: str) -> str:
    """The Monday of a day's week."""
    return day_after(day, -date.fromisoformat(day).weekday())


def last_day(week: str) -> str:
    """The Sunday of a week."""
    return day_after(week, WEEK - 1)


def weeks_later(week: str, weeks: int) -> str:
    """The week that many weeks later; earlier where it is negative."""
    return day_after(week, weeks * WEEK)


def weeks_between(since: str, until: str) -> list[str]:
    """The weeks of all days from one to another, both included; none when it is before."""
    first = week_of(since)
    count = days_between(first, until) // WEEK + 1
    return [weeks_later(first, each) for each in range(max(count, 0))]
