"""Puts a forecast together: what is left, the weeks before, the dates, and what risks add."""

import sqlalchemy as sa
from msgspec import Struct

from domain.backlog_item.facts import Kind
from domain.keys import kind_of
from domain.refusal import Unknown
from domain.values import day_after
from projections.flow.statements import Whose
from projections.flow.weeks import WEEK
from projections.forecast import scope as scopes
from projections.forecast.adjusting import adjusted
from projections.forecast.convolution import Outlook, outlook
from projections.forecast.dates import Dates
from projections.forecast.history import history, lacking
from projections.forecast.parts import Ending, Forecast, HistoryWeek, Lacking, Scope
from projections.forecast.scope import Chosen

MOST_ITEMS = 2000
"""How many items are looked ahead over at most."""
UNLIKELY = 1e-6
"""A week in which the end is less probable than this is not told."""


class Asked(Struct, frozen=True):
    """What is to be forecast, and how.

    Attributes:
        weeks: How many weeks of history to draw from.
        items: That many items; or ``key``: a release, a roadmap item or an item; or the backlog.
    """

    product: str
    today: str
    weeks: int = 12
    kind: tuple[Kind, ...] = ()
    items: int | None = None
    key: str | None = None
    target: str | None = None
    risk_adjusted: bool = False
    percentile: tuple[int, ...] = (50, 70, 85, 95)


def forecast(connection: sa.Connection, asked: Asked) -> Forecast:
    """When it will be done; raises ``Unknown`` where there is no such thing."""
    chosen = _chosen(connection, asked)
    scope, weeks = chosen.scope, _weeks(connection, asked)
    short = lacking(weeks) or _too_many(scope.counted)
    found = Outlook((), 1.0) if short else outlook([each.done for each in weeks], scope.counted)
    target = asked.target or scope.target
    dates = Dates(asked.today, asked.percentile, target)
    is_adjusted = asked.risk_adjusted and not short
    return Forecast(
        asked.product,
        asked.today,
        asked.kind,
        scope,
        weeks,
        short,
        () if short else dates.percentiles(found.percentile, WEEK),
        target,
        None if short else _probability(found, scope, dates),
        _ends(found, asked.today),
        found.beyond,
        adjusted(connection, asked.product, chosen.keys, found, dates) if is_adjusted else None,
    )


def _weeks(connection: sa.Connection, asked: Asked) -> tuple[HistoryWeek, ...]:
    return history(connection, Whose(asked.product, asked.kind), asked.today, asked.weeks)


def _probability(found: Outlook, scope: Scope, dates: Dates) -> float | None:
    """Of being done by the target; what is done already is done by any day."""
    if not scope.counted and not scope.unsized and dates.target:
        return 1.0
    return dates.probability(lambda days: found.within(days // WEEK))


def _chosen(connection: sa.Connection, asked: Asked) -> Chosen:
    if asked.items is not None:
        return Chosen(Scope("items", None, f"{asked.items} items", asked.items))
    if asked.key is None:
        return scopes.whole_backlog(connection, asked.product, asked.kind)
    choose = _SCOPES.get(kind_of(asked.key) or "")
    if choose is None:
        raise Unknown("scope", asked.key[:50])
    return choose(connection, asked.key, asked.kind)


_SCOPES = {
    "release": scopes.release,
    "roadmap_item": scopes.roadmap_item,
    "item": scopes.item,
}


def _too_many(counted: int) -> Lacking | None:
    if counted <= MOST_ITEMS:
        return None
    says = f"{counted} items are too many to forecast: ask for up to {MOST_ITEMS}, or a release."
    return Lacking(0, 0, says)


def _ends(found: Outlook, today: str) -> tuple[Ending, ...]:
    told = ((weeks, share) for weeks, share in enumerate(found.ends) if share > UNLIKELY)
    return tuple(Ending(day_after(today, weeks * WEEK), share) for weeks, share in told)
