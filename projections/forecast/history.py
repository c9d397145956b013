"""The weeks that a forecast draws from: whole ones, behind the week of the first finished item."""

from collections.abc import Sequence

import sqlalchemy as sa

from projections.flow.statements import Whose
from projections.flow.tally import Moves, first_done, moves
from projections.flow.weeks import week_of, weeks_between, weeks_later
from projections.forecast.parts import HistoryWeek, Lacking

LEAST_WEEKS = 6
LEAST_DONE = 6
"""With fewer whole weeks, or fewer items done in them, there is no date (decision 26)."""


def history(
    connection: sa.Connection, whose: Whose, today: str, weeks: int
) -> tuple[HistoryWeek, ...]:
    """The last ``weeks`` whole weeks before ``today``; fewer where the work is younger."""
    used = weeks_before(today, weeks, first_done(connection, whose))
    if not used:
        return ()
    moved = moves(connection, whose, used[0], used[-1])
    return tuple(HistoryWeek(each, moved.get(each, Moves()).done) for each in used)


def weeks_before(today: str, weeks: int, first: str | None) -> list[str]:
    """The whole weeks before ``today``'s, behind that of the ``first`` finished item.

    That week itself is no fair draw: it could not have been one without any.
    """
    if first is None:
        return []
    now = week_of(today)
    since = max(weeks_later(week_of(first), 1), weeks_later(now, -weeks))
    return weeks_between(since, weeks_later(now, -1)) if since < now else []


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
