"""Turns a number of weeks or days from today into dates, as they were asked for."""

from collections.abc import Callable

from msgspec import Struct

from domain.values import day_after, days_between
from projections.forecast.parts import Percentile


class Dates(Struct, frozen=True):
    """From which day on, which percentiles, and the day that is asked about if there is one."""

    today: str
    percents: tuple[int, ...]
    target: str | None

    def percentiles(
        self, percentile: Callable[[int], int | None], days_each: int = 1
    ) -> tuple[Percentile, ...]:
        """The date of each percentile, out of a number of weeks or days."""
        found = ((percent, percentile(percent)) for percent in self.percents)
        return tuple(
            self._percentile(percent, None if each is None else each * days_each)
            for percent, each in found
        )

    def probability(self, within: Callable[[int], float]) -> float | None:
        """How probable it is to be done by the target; None where there is none."""
        if self.target is None:
            return None
        days = days_between(self.today, self.target)
        return within(days) if days >= 0 else 0.0

    def _percentile(self, percent: int, days: int | None) -> Percentile:
        return Percentile(percent, days, None if days is None else day_after(self.today, days))
