"""Which decisions are to be looked at again, the longest overdue first."""

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.decision.facts import Prediction, Status
from domain.values import days_between
from projections.days import Days
from projections.decisions.listing import DECISIONS
from projections.keyset import Some, some_of
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


def due(
    connection: sa.Connection,
    wanted: Wanted,
    days: Days,
    *,
    limit: int = 50,
    cursor: str | None = None,
) -> Some[Due]:
    """What is due by a day.

    Raises:
        CursorMismatch: The cursor was given out for another question.
        CursorRefused: It is no cursor.
    """
    question = ("decisions due", days.by, sorted(wanted.items()))
    place = (_DECISION.due_on, _DECISION.product_key, _DECISION.number)
    statement = sa.select(_DECISION.json).where(_DECISION.due_on <= days.by)
    statement = statement.where(*narrowed(DECISIONS, wanted))
    rows, behind = some_of(
        connection, statement, place, question=question, limit=limit, cursor=cursor
    )
    return Some([_due(row[0], days.today) for row in rows], behind)


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
