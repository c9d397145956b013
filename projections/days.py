"""Today and the days ahead: what every question about what is due begins with."""

from datetime import date, timedelta

from msgspec import Struct


class Days(Struct, frozen=True):
    """Today, and the last day to look at."""

    today: str
    by: str

    @staticmethod
    def ahead(today: date, days: int) -> "Days":
        """From today, that many days ahead."""
        return Days(today.isoformat(), (today + timedelta(days=days)).isoformat())
