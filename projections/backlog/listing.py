"""The backlog, ranked: what an item is found by, and the order it stands in."""

import sqlalchemy as sa

from domain.backlog_item.facts import Kind, Moscow, Priority, Status
from domain.backlog_item.rules import ITEM
from projections.listing import Column, Listing, Values
from projections.sync.tables import LINK_VIEW

UNRANKED = "~"
"""The rank of an item without one: sorts behind every real rank."""


class _Backlog(Listing):
    """Older than the lists of the plan, and so under names of its own, which are permanent."""

    @property
    def name(self) -> str:
        """The projection's name."""
        return "backlog"

    @property
    def table_name(self) -> str:
        """Where its rows are."""
        return "backlog_item"


def has_link(connection_id: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Whether an item has a link at a connection."""
    return sa.exists().where(
        LINK_VIEW.c.item_id == BACKLOG_ITEM.c.id, LINK_VIEW.c.connection_id == connection_id
    )


def _labelled(labels: Values) -> sa.ColumnElement[bool]:
    """Any of some labels, each as a pattern with a blank on both sides."""
    return sa.or_(*(BACKLOG_ITEM.c.labels.like(each, escape="/") for each in labels))


BACKLOG = _Backlog(
    ITEM,
    (
        Column("kind", Kind, lambda each: each.kind),
        Column("status", Status, lambda each: each.status),
        Column("priority", Priority, lambda each: each.priority),
        Column("moscow", Moscow, lambda each: each.moscow),
        Column("assignee", str, lambda each: each.assignee),
        Column("labels", str, lambda each: f" {' '.join(each.labels)} "),
        Column("rank", str, lambda each: each.rank or UNRANKED),
        Column("release", str, lambda each: each.release),
        Column("iteration", str, lambda each: each.iteration),
        Column("blocked", bool, lambda each: each.blocked is not None),
        Column("archived", bool, lambda each: each.archived),
    ),
    title=lambda each: each.title,
    order=("rank",),
    beside={"label": _labelled, "connection": lambda ids: has_link(ids[0])},
)
BACKLOG_ITEM = BACKLOG.table
