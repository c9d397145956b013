"""What is to be done about risks by a day: reviews, acceptances that end, actions."""

from collections.abc import Iterator
from typing import Literal

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.risk.levels import Band
from domain.risk.state import Risk, band_of, open_actions
from domain.values import days_between
from projections.days import Days
from projections.keyset import Some, some_of
from projections.page import Wanted, narrowed
from projections.risks.listing import RISKS

What = Literal["review", "acceptance", "action"]
_RISK = RISKS.table.c
_DUE: dict[What, sa.Column[str]] = {
    "review": _RISK.review_due,
    "acceptance": _RISK.accepted_until,
    "action": _RISK.action_due,
}


class Due(Struct, frozen=True):
    """Something about a risk that is to be done by a day.

    Attributes:
        what: A review, an acceptance that ends, or an action.
        owner: Who is to do it: who answers for the risk, who accepted it, or whose action it is.
        text: The action's words; else the risk's title.
        action: The action's id within the risk.
        days_late: How many days ago it was due; 0 or less when there is still time.
    """

    key: str
    what: What
    due: str
    days_late: int
    owner: str | None
    text: str
    title: str
    band: Band | None
    action: str | None = None


def due(
    connection: sa.Connection,
    wanted: Wanted,
    *,
    days: Days,
    what: tuple[What, ...] = (),
    limit: int = 50,
    cursor: str | None = None,
) -> Some[Due]:
    """What is due by a day, the longest overdue first; a risk's own actions stand together.

    Raises:
        CursorMismatch: The cursor was given out for another question.
        CursorRefused: It is no cursor.
    """
    question = ("risks due", days.by, what, sorted(wanted.items()))
    conditions = narrowed(RISKS, wanted)
    parts = [
        sa.select(column.label("due"), _RISK.key, sa.literal(each).label("what"), _RISK.json).where(
            column <= days.by, *conditions
        )
        for each, column in _DUE.items()
        if each in (what or _DUE)
    ]
    found = sa.union_all(*parts).subquery().c
    place = (found.due, found.key, found.what)
    rows, behind = some_of(
        connection, sa.select(found.json), place, question=question, limit=limit, cursor=cursor
    )
    told = [line for row in rows for line in _lines(row[3], _DECODER.decode(row[0]), days)]
    return Some(told, behind)


def _lines(what: What, risk: Risk, days: Days) -> Iterator[Due]:
    """One line, or one for each action that is due."""
    accepted = risk.acceptance.by if risk.acceptance is not None else risk.owner
    match what:
        case "review":
            yield _line(risk, what, risk.review_due or days.by, days, risk.owner)
        case "acceptance":
            until = risk.acceptance.until if risk.acceptance is not None else days.by
            yield _line(risk, what, until, days, accepted)
        case "action":
            actions = sorted(open_actions(risk), key=lambda each: each.due)
            for each in actions:
                if each.due <= days.by:
                    line = _line(risk, what, each.due, days, each.owner)
                    yield msgspec.structs.replace(line, text=each.text, action=each.id)


def _line(risk: Risk, what: What, day: str, days: Days, owner: str | None) -> Due:
    late, band = days_between(day, days.today), band_of(risk)
    return Due(risk.key, what, day, late, owner, risk.title, risk.title, band)


_DECODER = msgspec.json.Decoder(Risk)
