"""Finds the rank that puts an item where someone wants it, between two neighbours."""

import sqlalchemy as sa
from fractional_indexing import FIError, generate_key_between

from domain.refusal import FieldError, Refused
from projections.backlog.listing import BACKLOG_ITEM, UNRANKED

_ITEM = BACKLOG_ITEM.c


def rank_between(connection: sa.Connection, key: str, after: str | None, before: str | None) -> str:
    """A rank for the item ``key`` behind the rank ``after`` and before the rank ``before``.

    Where only one is given, the other is that of its neighbour now. None of both is the end.

    Raises:
        Refused: ``not-between``: ``after`` does not stand before ``before``.
    """
    if before is None and after is not None:
        before = _next(connection, key, after)
    elif after is None:
        after = _previous(connection, key, before)
    try:
        found: str = generate_key_between(after, before)
    except FIError as error:
        message = "There is no place between them: after must stand before before."
        wrong = (FieldError("after", "not-between", message),)
        raise Refused("not-between", message, *wrong) from error
    return found


def _next(connection: sa.Connection, key: str, rank: str) -> str | None:
    behind = sa.select(sa.func.min(_ITEM.rank)).where(*_others(key), _ITEM.rank > rank)
    return connection.execute(behind).scalar_one_or_none()


def _previous(connection: sa.Connection, key: str, rank: str | None) -> str | None:
    others = _others(key)
    if rank is not None:
        others.append(_ITEM.rank < rank)
    return connection.execute(
        sa.select(sa.func.max(_ITEM.rank)).where(*others)
    ).scalar_one_or_none()


def _others(key: str) -> list[sa.ColumnElement[bool]]:
    product_key = key.rpartition("-")[0]
    return [_ITEM.product_key == product_key, _ITEM.key != key, _ITEM.rank < UNRANKED]
