"""Which decisions are to be looked at again, the longest overdue first."""

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.decision.facts import Prediction, Status
from domain.values import days_between
from projections import cursor as cursors
from projections.decisions.listing import DECISIONS
from projections.page import Wanted, narrowed

_DECISION = DECISIONS.table.c


class Due(Struct, frozen=True):
    """A decision to look at again.

    Attributes:
        days_late: How many days ago it was due; 0 or less when there is still time.
    """

    key: str
    title: str
    status: Status
    due_on: str
    days_late: int
    decision_makers: tuple[str, ...]
    expected_outcomes: tuple[Prediction, ...]


class DuePage(Struct, frozen=True):
    """Some of what is due, and where the rest is."""

    rows: list[Due]
    next: str | None


class Days(Struct, frozen=True):
    """Today, and the last day to look at."""

    today: str
    by: str


def due(
    connection: sa.Connection,
    wanted: Wanted,
    days: Days,
    *,
    limit: int = 50,
    cursor: str | None = None,
) -> DuePage:
    """What is due by a day.

    Raises:
        CursorMismatch: The cursor was given out for another question.
        CursorRefused: It is no cursor.
    """
    question = ("decisions due", days.by, sorted(wanted.items()))
    place = (_DECISION.due_on, _DECISION.product_key, _DECISION.number)
    statement = sa.select(_DECISION.json, *place).order_by(*place).limit(limit + 1)
    statement = statement.where(_DECISION.due_on <= days.by, *narrowed(DECISIONS, wanted))
    if cursor is not None:
        at = cursors.read(cursor, question, tuple[str, str, int])
        statement = statement.where(sa.tuple_(*place) > at)
    rows = connection.execute(statement).all()
    behind = cursors.write(question, tuple(rows[limit - 1][1:])) if len(rows) > limit else None
    return DuePage([_due(row[0], days.today) for row in rows[:limit]], behind)


def _due(packed: str, today: str) -> Due:
    row = _DECODER.decode(packed)
    return Due(**msgspec.structs.asdict(row), days_late=days_between(row.due_on, today))


class _Row(Struct, frozen=True):
    key: str
    title: str
    status: Status
    due_on: str
    decision_makers: tuple[str, ...]
    expected_outcomes: tuple[Prediction, ...]


_DECODER = msgspec.json.Decoder(_Row)
