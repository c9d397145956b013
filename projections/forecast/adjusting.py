"""Adds what open risks may cost to a forecast, and tells what each of them costs."""

from collections.abc import Sequence
from itertools import accumulate

import sqlalchemy as sa

from projections.forecast.convolution import Outlook
from projections.forecast.dates import Dates
from projections.forecast.delay import NONE, Delay, Delayed, delay_of, together
from projections.forecast.parts import Adjusted, CountedRisk
from projections.forecast.risks import Joining, joining

COST_AT = 85
"""The percentile at which it is told what a risk costs."""


def adjusted(
    connection: sa.Connection, product: str, keys: Sequence[str], found: Outlook, dates: Dates
) -> Adjusted:
    """The forecast with the days of the risks that threaten any of ``keys``."""
    risks, left_out = joining(connection, product, keys)
    delays = [delay_of(each.threat) for each in risks]
    whole = Delayed(found, together(delays))
    with_all = whole.percentile(COST_AT)
    counted = (
        _counted(risk, with_all, Delayed(found, without).percentile(COST_AT))
        for risk, without in zip(risks, _without_each(delays), strict=True)
    )
    return Adjusted(
        dates.percentiles(whole.percentile),
        dates.probability(whole.within),
        tuple(counted),
        left_out,
    )


def _without_each(delays: Sequence[Delay]) -> list[Delay]:
    """All delays together but one, for each of them."""
    before = list(accumulate(delays, _both, initial=NONE))
    behind = list(accumulate(reversed(delays), _both, initial=NONE))[::-1]
    return [together(pair) for pair in zip(before[:-1], behind[1:], strict=True)]


def _both(one: Delay, other: Delay) -> Delay:
    return together((one, other))


def _counted(risk: Joining, with_all: int | None, without: int | None) -> CountedRisk:
    cost = None if with_all is None or without is None else with_all - without
    threat = risk.threat
    days = (threat.least, threat.likely, threat.most)
    return CountedRisk(risk.key, risk.title, threat.chance, days, cost)
