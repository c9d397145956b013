"""The backlog's filters as SQL: one condition per name, its values as named parameters.

So every filter of the same shape is the same statement, however its values differ.
"""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from msgspec import Struct

from domain.backlog_item.facts import Kind, Moscow, Priority, Status
from projections.backlog.tables import BACKLOG_ITEM
from projections.page import escaped
from projections.sync.tables import LINK_VIEW

_ITEM = BACKLOG_ITEM.c

Shape = tuple[tuple[str, int], ...]
"""Which names are given, and how many values each has."""
Condition = Callable[[Sequence[sa.BindParameter[Any]]], sa.ColumnElement[bool]]


class BacklogFilter(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Which items: several values of one name mean any of them, several names mean all of them.

    Attributes:
        connection: Only items with a link at this connection.
        archived: None for both, archived or not.
        q: Text in the key or the title, in any case.
    """

    product: str | None = None
    status: tuple[Status, ...] = ()
    kind: tuple[Kind, ...] = ()
    priority: tuple[Priority, ...] = ()
    moscow: tuple[Moscow, ...] = ()
    assignee: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    release: tuple[str, ...] = ()
    blocked: bool | None = None
    connection: UUID | None = None
    archived: bool | None = False
    q: str | None = None


class Chosen(Struct, frozen=True):
    """A filter taken apart: its shape, and its values by parameter."""

    shape: Shape
    values: dict[str, Any]


def chosen(wanted: BacklogFilter) -> Chosen:
    """Take a filter apart."""
    shape: list[tuple[str, int]] = []
    values: dict[str, Any] = {}
    for name, value in _given(wanted):
        several = value if isinstance(value, tuple) else (value,)
        shape.append((name, len(several)))
        values |= {f"{name}_{index}": each for index, each in enumerate(several)}
    return Chosen(tuple(shape), values)


def conditions(shape: Shape) -> list[sa.ColumnElement[bool]]:
    """What rows must satisfy, with a parameter for every value."""
    return [
        _CONDITIONS[name]([sa.bindparam(f"{name}_{index}") for index in range(count)])
        for name, count in shape
    ]


def has_link(connection_id: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    """Whether an item has a link at a connection."""
    return sa.exists().where(
        LINK_VIEW.c.item_id == _ITEM.id, LINK_VIEW.c.connection_id == connection_id
    )


def _given(wanted: BacklogFilter) -> list[tuple[str, Any]]:
    """The names that narrow the answer, each value as its parameter takes it."""
    given: list[tuple[str, Any]] = [
        ("product", wanted.product),
        ("status", wanted.status or None),
        ("kind", wanted.kind or None),
        ("priority", wanted.priority or None),
        ("moscow", wanted.moscow or None),
        ("assignee", wanted.assignee or None),
        ("label", tuple(f"% {escaped(each)} %" for each in wanted.label) or None),
        ("release", wanted.release or None),
        ("blocked", wanted.blocked),
        ("connection", None if wanted.connection is None else str(wanted.connection)),
        ("archived", wanted.archived),
        ("q", f"%{escaped(wanted.q.casefold())}%" if wanted.q else None),
    ]
    return [(name, value) for name, value in given if value is not None]


def _any_of(column: sa.Column[Any]) -> Condition:
    return column.in_


_CONDITIONS: dict[str, Condition] = {
    "product": lambda values: _ITEM.product_key == values[0],
    "status": _any_of(_ITEM.status),
    "kind": _any_of(_ITEM.kind),
    "priority": _any_of(_ITEM.priority),
    "moscow": _any_of(_ITEM.moscow),
    "assignee": _any_of(_ITEM.assignee),
    "label": lambda values: sa.or_(*(_ITEM.labels.like(each, escape="/") for each in values)),
    "release": _any_of(_ITEM.release),
    "blocked": lambda values: _ITEM.blocked == values[0],
    "connection": lambda values: has_link(values[0]),
    "archived": lambda values: _ITEM.archived == values[0],
    "q": lambda values: _ITEM.search.like(values[0], escape="/"),
}
