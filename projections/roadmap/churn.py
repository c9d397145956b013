"""How much the roadmap moves: how often, how far, with how much notice, and because of what."""

import operator
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.roadmap_item.state import RoadmapItem
from domain.values import Window
from projections.keyset import Some, some_of
from projections.roadmap.baseline import places_at
from projections.roadmap.cards import slip
from projections.roadmap.listing import ROADMAP
from projections.roadmap.moves import Place
from projections.roadmap.tables import ROADMAP_MOVE

_MOVE, _ITEM = ROADMAP_MOVE.c, ROADMAP.table.c


class Moves(Struct, frozen=True):
    """Which moves are counted.

    Attributes:
        since, until: Days on which they were recorded, both included.
        cause: What the first cause is: a kind of thing, or ``none``.
        behind: The position of a baseline: only what came after it.
    """

    product: str | None = None
    item: str | None = None
    since: str | None = None
    until: str | None = None
    cause: tuple[str, ...] = ()
    behind: int | None = None


class Share(Struct, frozen=True):
    """The moves that have the same kind of first cause (``none``: no cause at all)."""

    cause: str
    moves: int
    slip_days: int


class Churn(Struct, frozen=True):
    """How one item moved.

    Attributes:
        slip_days: The sum over its moves; earlier ones count against later ones.
        notice_days: The least notice of a move to a later end; None when there was none.
        was: Its window at the baseline; without a baseline the first one it ever had.
        drift_days: How many days later it ends than it did then.
    """

    key: str
    title: str
    moves: int
    slip_days: int
    notice_days: int | None
    was: Window | None
    window: Window | None
    drift_days: int | None
    causes: tuple[Share, ...]


class Totals(Struct, frozen=True):
    """How all of them moved together; ``with_reason`` counts the moves that say why."""

    items: int
    moves: int
    slip_days: int
    with_reason: int
    causes: tuple[Share, ...]


def churn(
    connection: sa.Connection, asked: Moves, *, limit: int = 50, cursor: str | None = None
) -> Some[Churn]:
    """The items that moved; raises ``CursorRefused`` for a cursor that is none, or is another's."""
    late = sa.case((_MOVE.slip_days > 0, _MOVE.notice_days))
    place = (_MOVE.product_key, _MOVE.number)
    statement = sa.select(_MOVE.key, *_SUMS, sa.func.min(late)).where(*_wanted(asked))
    statement = statement.group_by(*place, _MOVE.key)
    rows, behind = some_of(connection, statement, place, question=asked, limit=limit, cursor=cursor)
    return Some(_told(connection, asked, rows), behind)


def totals(connection: sa.Connection, asked: Moves) -> Totals:
    """All moves that are asked for, taken together."""
    columns = sa.func.count(_MOVE.key.distinct()), sa.func.sum(_MOVE.has_reason)
    items, with_reason = connection.execute(sa.select(*columns).where(*_wanted(asked))).one()
    rows = connection.execute(
        sa.select(_MOVE.cause, *_SUMS).where(*_wanted(asked)).group_by(_MOVE.cause)
    )
    shares = tuple(Share(*each) for each in sorted(tuple(row) for row in rows))
    moves, days = sum(each.moves for each in shares), sum(each.slip_days for each in shares)
    return Totals(items, moves, days, with_reason or 0, shares)


_DECODER = msgspec.json.Decoder(RoadmapItem)
_SUMS = (sa.func.count(), sa.func.coalesce(sa.func.sum(_MOVE.slip_days), 0))


def _wanted(asked: Moves) -> list[sa.ColumnElement[bool]]:
    given = (
        (operator.eq, _MOVE.product_key, asked.product),
        (operator.eq, _MOVE.key, asked.item),
        (operator.ge, _MOVE.day, asked.since),
        (operator.le, _MOVE.day, asked.until),
        (operator.gt, _MOVE.position, asked.behind),
    )
    conditions = [is_so(column, value) for is_so, column, value in given if value is not None]
    causes = [_MOVE.cause.in_(asked.cause)] if asked.cause else []
    return [_MOVE.is_move == 1, *conditions, *causes]


def _told(connection: sa.Connection, asked: Moves, rows: Sequence[Any]) -> list[Churn]:
    keys = [row.key for row in rows]
    shares, was = _shares(connection, asked, keys), places_at(connection, keys, asked.behind)
    chosen = connection.execute(sa.select(_ITEM.json).where(_ITEM.key.in_(keys))).scalars()
    listed = {each.key: each for each in map(_DECODER.decode, chosen)}
    return [_of(row, shares, was, listed) for row in rows]


def _of(
    row: Any,  # noqa: ANN401  # of the statement above
    shares: dict[str, list[Share]],
    was: dict[str, Place],
    listed: dict[str, RoadmapItem],
) -> Churn:
    item, old = listed.get(row.key), was.get(row.key)
    window, before = item.window if item else None, old.window if old else None
    moves, days, notice = row[1:4]
    return Churn(
        key=row.key,
        title=item.title if item else "",
        moves=moves,
        slip_days=days,
        notice_days=notice,
        was=before,
        window=window,
        drift_days=slip(before, window),
        causes=tuple(shares[row.key]),
    )


def _shares(connection: sa.Connection, asked: Moves, keys: Sequence[str]) -> dict[str, list[Share]]:
    grouped = (_MOVE.key, _MOVE.cause)
    statement = sa.select(*grouped, *_SUMS).where(*_wanted(asked), _MOVE.key.in_(keys))
    shares: dict[str, list[Share]] = defaultdict(list)
    for key, *share in connection.execute(statement.group_by(*grouped).order_by(*grouped)):
        shares[key].append(Share(*share))
    return shares
