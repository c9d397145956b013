"""What people still have to do, whether a meeting or a risk says so, the longest overdue first."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Literal

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.values import days_between
from projections.keyset import Some, some_of
from projections.listing import Listing
from projections.meetings.listing import MEETINGS
from projections.page import narrowed
from projections.risks.listing import RISKS

Of = Literal["meeting", "risk"]
_LISTINGS: Mapping[Of, Listing] = {"meeting": MEETINGS, "risk": RISKS}


class Wanted(Struct, frozen=True):
    """Which actions: of one product, of some owners, and due until a day."""

    product: str | None = None
    owner: tuple[str, ...] = ()
    of: tuple[Of, ...] = ()
    until: str | None = None


class OpenAction(Struct, frozen=True):
    """An action that is open.

    Attributes:
        key: The meeting or risk that it is from.
        action: Its id there.
        item: The work item that it became.
        days_late: How many days ago it was due; 0 or less when there is still time.
    """

    key: str
    action: str
    owner: str
    due: str
    days_late: int
    text: str
    title: str
    item: str | None = None


def open_actions(
    connection: sa.Connection,
    wanted: Wanted,
    today: str,
    *,
    limit: int = 50,
    cursor: str | None = None,
) -> Some[OpenAction]:
    """The open actions of ``limit`` meetings and risks, whose actions stand together.

    Raises:
        CursorMismatch: The cursor was given out for another question.
        CursorRefused: It is no cursor.
    """
    question = ("actions", msgspec.to_builtins(wanted))
    parts = [
        _part(listing, wanted)
        for of, listing in _LISTINGS.items()
        if of in (wanted.of or _LISTINGS)
    ]
    found = sa.union_all(*parts).subquery().c
    place = (found.action_due, found.key)
    statement = sa.select(found.json)
    rows, behind = some_of(
        connection, statement, place, question=question, limit=limit, cursor=cursor
    )
    told = [each for row in rows for each in _open(row[0], wanted, today)]
    return Some(told, behind)


def overdue(
    connection: sa.Connection, product: str | None, today: str, *of: Of, limit: int
) -> list[OpenAction]:
    """The actions of ``limit`` meetings and risks that were due before today."""
    yesterday = (date.fromisoformat(today) - timedelta(days=1)).isoformat()
    wanted = Wanted(product, of=of, until=yesterday)
    return open_actions(connection, wanted, today, limit=limit).rows


def _part(listing: Listing, wanted: Wanted) -> sa.Select[tuple[str, str, str]]:
    """The things of one kind that have such actions."""
    named = {"product": wanted.product, "action_owner": wanted.owner}
    conditions = narrowed(listing, {name: value for name, value in named.items() if value})
    column = listing.table.c
    until = column.action_due <= wanted.until if wanted.until else column.action_due.is_not(None)
    return sa.select(column.json, column.action_due, column.key).where(until, *conditions)


def _open(packed: str, wanted: Wanted, today: str) -> Iterator[OpenAction]:
    row = _DECODER.decode(packed)
    for each in sorted(row.actions, key=lambda action: action.due):
        is_owned = not wanted.owner or each.owner in wanted.owner
        is_due = wanted.until is None or each.due <= wanted.until
        if each.status == "open" and is_owned and is_due:
            late = days_between(each.due, today)
            told = (each.id, each.owner, each.due, late, each.text, row.title, each.item)
            yield OpenAction(row.key, *told)


class _Action(Struct, frozen=True):
    id: str
    text: str
    owner: str
    due: str
    status: str
    item: str | None = None


class _Row(Struct, frozen=True):
    key: str
    title: str
    actions: tuple[_Action, ...]


_DECODER = msgspec.json.Decoder(_Row)
