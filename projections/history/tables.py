"""One row per fact with what it changed, and each stream's state, where old values come from.

What the ledger keeps of a fact is not kept twice: ``HISTORY_ROW`` is a view of both (migration
0015). ``type`` is the tag that the fact would be stored with today.
"""

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa

METADATA = sa.MetaData()

HISTORY = sa.Table(
    "history",
    METADATA,
    sa.Column("position", sa.BigInteger, primary_key=True),
    sa.Column("key", sa.Text),
    sa.Column("type", sa.Text),
    sa.Column("json", sa.Text),
)

HISTORY_ROW = sa.Table(
    "history_row",
    METADATA,
    sa.Column("position", sa.BigInteger, primary_key=True),
    sa.Column("stream_id", sa.types.NullType),
    sa.Column("version", sa.BigInteger),
    sa.Column("type", sa.Text),
    sa.Column("event_id", sa.Text),
    sa.Column("envelope", sa.Text),
    sa.Column("recorded_at", sa.types.NullType),
    sa.Column("key", sa.Text),
    sa.Column("json", sa.Text),
)
"""A fact as ``row.Stored``; its ids and its time are what each database's driver makes of them."""

CREATION = sa.text("type = 'product.created'")
"""Rows that are in an index of their own: there are few, and they tell which products there are."""

HISTORY_STREAM = sa.Table(
    "history_stream",
    METADATA,
    sa.Column("stream_id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text),
    sa.Column("key", sa.Text),
    sa.Column("state", sa.Text),
)


def of_streams(ids: Iterable[UUID]) -> sa.ColumnElement[bool]:
    """The rows of ``HISTORY_ROW`` that some streams have, by the ledger's own index of streams."""
    return sa.type_coerce(HISTORY_ROW.c.stream_id, sa.Uuid).in_(ids)
