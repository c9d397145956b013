"""The weeks that a forecast draws from: whole ones, behind the week of the first finished item."""

from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa

from domain.backlog_item.facts import Kind
from projections.flow.query import of_product
from projections.flow.tables import FLOW_ITEM
from projections.flow.weeks import last_day, week_of, weeks_between, weeks_later
from projections.forecast.parts import HistoryWeek, Lacking

LEAST_WEEKS = 6
LEAST_DONE = 6
"""With fewer whole weeks, or fewer items done in them, there is no date (decision 26)."""
_ITEM = FLOW_ITEM.c


def history(
    connection: sa.Connection, product: str, kind: Sequence[Kind], today: str, weeks: int
) -> tuple[HistoryWeek, ...]:
    """The last ``weeks`` whole weeks before ``today``; fewer where the work is younger."""
    used = weeks_before(today, weeks, _first(connection, product, kind))
    if not used:
        return ()
    since, until = used[0], last_day(used[-1])
    within = (_ITEM.stage == "done", _ITEM.ended >= since, _ITEM.ended <= until)
    counted = sa.select(_ITEM.ended, sa.func.count()).where(*of_product(product, kind), *within)
    done = Counter[str]()
    for day, count in connection.execute(counted.group_by(_ITEM.ended)):
        done[week_of(day)] += count
    return tuple(HistoryWeek(each, done[each]) for each in used)


def weeks_before(today: str, weeks: int, first: str | None) -> list[str]:
    """The whole weeks before ``today``'s, behind that of the ``first`` finished item.

    That week itself is no fair draw: it could not have been one without any.
    """
    if first is None:
        return []
    now = week_of(today)
    since = max(weeks_later(week_of(first), 1), weeks_later(now, -weeks))
    return weeks_between(since, weeks_later(now, -1)) if since < now else []


def _first(connection: sa.Connection, product: str, kind: Sequence[Kind]) -> str | None:
    """The day on which the first item was done; None before that."""
    done = sa.select(sa.func.min(_ITEM.ended)).where(_ITEM.stage == "done")
    first: str | None = connection.execute(done.where(*of_product(product, kind))).scalar_one()
    return first


def lacking(weeks: Sequence[HistoryWeek]) -> Lacking | None:
    """What is missing for a forecast; None when nothing is."""
    done = sum(each.done for each in weeks)
    more_weeks, more_done = max(LEAST_WEEKS - len(weeks), 0), max(LEAST_DONE - done, 0)
    if not more_weeks and not more_done:
        return None
    needs = (
        f"{count} more {one if count == 1 else several}"
        for count, one, several in (
            (more_weeks, "whole week", "whole weeks"),
            (more_done, "finished item", "finished items"),
        )
        if count
    )
    says = (
        f"Too little history: {len(weeks)} whole weeks with {done} finished items. "
        f"A forecast needs {' and '.join(needs)}."
    )
    return Lacking(more_weeks, more_done, says)
