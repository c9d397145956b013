"""What risks add to a forecast: the distribution of the days that they would cost, taken together.

A risk happens or does not, as likely as it was judged to be; if it does, its days are between the
least and the most, the likely ones most probably (a triangle). Risks do not depend on each other,
and their days add up, so that another risk never makes anything earlier.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from math import ceil

from msgspec import Struct

from projections.flow.weeks import WEEK
from projections.forecast.convolution import CERTAIN, LONGEST, Outlook

MOST_DAYS = LONGEST * WEEK
"""As far as a delay is told apart: what is longer counts as this long."""
Delay = Sequence[float]
"""The probability of 0, 1, 2, ... days."""
NONE: Delay = (1.0,)
"""The delay where there is no risk: none, for sure."""


class Threat(Struct, frozen=True):
    """How probable a risk is, and what it would cost in days."""

    chance: float
    least: float
    likely: float
    most: float


def delay_of(threat: Threat) -> Delay:
    """The days that one risk costs; a part of a day is a day."""
    last = min(ceil(threat.most), MOST_DAYS)
    reached = [0.0, *(_share_within(threat, day) for day in range(last)), 1.0]
    days = [threat.chance * max(after - before, 0.0) for before, after in pairwise(reached)]
    return [days[0] + 1 - threat.chance, *days[1:]]


def _share_within(threat: Threat, days: float) -> float:
    """The probability that it costs at most so many days once it happens."""
    least, likely, most = threat.least, threat.likely, threat.most
    if days < least:
        return 0.0
    if days >= most:
        return 1.0
    if days < likely:
        return (days - least) / (most - least) * ((days - least) / (likely - least))
    return 1 - (most - days) / (most - least) * ((most - days) / (most - likely))


def together(delays: Iterable[Delay]) -> Delay:
    """The days that several risks cost."""
    total: Delay = NONE
    for each in delays:
        total = _added(total, each)
    return total


def _added(one: Delay, other: Delay) -> Delay:
    summed = [0.0] * (len(one) + len(other) - 1)
    for days, share in enumerate(one):
        if share:
            end = days + len(other)
            summed[days:end] = [
                sure + share * more for sure, more in zip(summed[days:end], other, strict=True)
            ]
    kept, over = summed[: MOST_DAYS + 1], summed[MOST_DAYS + 1 :]
    return [*kept[:-1], kept[-1] + sum(over)]


class Delayed:
    """An outlook in days, to which a delay is added."""

    def __init__(self, outlook: Outlook, delay: Delay = NONE) -> None:
        """Take both."""
        self._weeks = [(each, share) for each, share in enumerate(outlook.ends) if share]
        self._delay = list(accumulate(delay))
        self._last = (len(outlook.ends) - 1) * WEEK + len(delay) - 1

    def within(self, days: int) -> float:
        """The probability that it takes at most so many days."""
        top = len(self._delay) - 1
        return min(
            1.0,
            sum(
                share * self._delay[min(days - week * WEEK, top)]
                for week, share in self._weeks
                if week * WEEK <= days
            ),
        )

    def percentile(self, percent: int) -> int | None:
        """The fewest days that are enough with that probability; None when it is too far off."""
        share, low, high = percent / 100 - CERTAIN, 0, self._last
        if self.within(high) < share:
            return None
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self.within(middle) >= share else (middle + 1, high)
        return low
