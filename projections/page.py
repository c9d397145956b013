"""Asks a listing: filters of any shape, page by page, each shape compiled once.

A filter's value is a parameter, so filters of the same shape are the same statement.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.engine import Dialect

from projections import cursor as cursors
from projections.freshness import COLUMNS, At, rows_with_freshness
from projections.listing import VALUES, Column, Listing
from projections.prepared import Prepared, Question

Wanted = Mapping[str, Any]
"""Filters by name: a value, or several of which any will do; ``name[gte]`` and ``name[lte]``."""
Shape = tuple[tuple[str, int], ...]
"""Which filters are given, and how many values each has."""

PRODUCT = Column("product", str, lambda state: state.key)
_SEARCH = "q"


class Page(Struct, frozen=True):
    """Some things, each as its JSON, where the next ones are, and how current they are."""

    items: list[bytes]
    next: str | None
    at: At


def page(
    connection: sa.Connection,
    listing: Listing,
    wanted: Wanted,
    *,
    limit: int = 50,
    cursor: str | None = None,
) -> Page:
    """The things that are wanted, in the listing's order.

    Raises:
        CursorMismatch: The cursor was given out for another question.
        CursorRefused: It is no cursor.
    """
    about = (listing.name, sorted(wanted.items()))
    place = None if cursor is None else cursors.read(cursor, about, tuple[Any, ...])
    question = page_question(connection.dialect, listing, wanted, limit=limit, place=place)
    at, found = rows_with_freshness(connection, question)
    rows, behind = cursors.cut(found, limit, about, 1)
    return Page([row[0].encode() for row in rows], behind, at)


def one(connection: sa.Connection, listing: Listing, key: str) -> bytes | None:
    """One thing's JSON by its key; None when there is none."""
    return one_with_freshness(connection, listing, key)[1]


def one_with_freshness(
    connection: sa.Connection, listing: Listing, key: str
) -> tuple[At, bytes | None]:
    """How current an answer about one thing is, and its JSON; None when there is none."""
    values = {"key": key, "read_model": listing.name}
    question = Question(one_statement(connection.dialect, listing), values)
    at, found = rows_with_freshness(connection, question)
    return at, found[0][0].encode() if found else None


def narrowed(listing: Listing, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    """What the rows that are wanted fulfil, values included: for other questions than a page."""
    shape, values = taken_apart(wanted)
    return [_condition(listing, *each, values) for each in shape]


@cache
def one_statement(dialect: Dialect, listing: Listing) -> Prepared:
    """The statement of one thing by its key."""
    table = listing.table
    statement = sa.select(table.c.json, *COLUMNS).where(table.c.key == sa.bindparam("key"))
    return Prepared(statement, dialect)


def page_question(
    dialect: Dialect,
    listing: Listing,
    wanted: Wanted,
    *,
    limit: int,
    place: tuple[Any, ...] | None = None,
) -> Question:
    """What to ask for a page, from the start or behind ``place``, and for one row more."""
    shape, values = taken_apart(wanted)
    values |= {"limit": limit + 1, "read_model": listing.name}
    if place is not None:
        values |= {f"at_{at}": value for at, value in enumerate(place)}
    return Question(page_statement(dialect, listing, shape, place is not None), values)


@lru_cache(maxsize=512)
def page_statement(dialect: Dialect, listing: Listing, shape: Shape, behind: bool) -> Prepared:  # noqa: FBT001  # part of the key
    """The statement of a page for filters of one shape, from the start or ``behind`` a place."""
    table = listing.table
    names = [name for name, _ in shape]
    order = [table.c[each] for each in ("product_key", *listing.order, "number")]
    statement = sa.select(table.c.json, *order, *COLUMNS).order_by(*order)
    statement = statement.where(*(_condition(listing, *each, {}) for each in shape))
    if behind:
        first = 1 if "product" in names else 0
        marks = [sa.bindparam(f"at_{at}", type_=each.type) for at, each in enumerate(order)]
        statement = statement.where(sa.tuple_(*order[first:]) > sa.tuple_(*marks[first:]))
    return Prepared(statement.limit(sa.bindparam("limit", type_=sa.Integer)), dialect)


def taken_apart(wanted: Wanted) -> tuple[Shape, dict[str, Any]]:
    """The shape of filters, and their values by parameter."""
    shape: list[tuple[str, int]] = []
    values: dict[str, Any] = {}
    for name, value in wanted.items():
        several = value if isinstance(value, tuple) else (value,)
        if name == _SEARCH:
            several = (f"%{escaped(value.casefold())}%",)
        shape.append((name, len(several)))
        values |= {_parameter(name, at): each for at, each in enumerate(several)}
    return tuple(shape), values


def _condition(
    listing: Listing, name: str, count: int, known: Mapping[str, Any]
) -> sa.ColumnElement[bool]:
    table, (plain, _, bound) = listing.table, name.partition("[")
    column = next((each for each in listing.columns if each.name == plain), PRODUCT)
    is_text = column.has_several or name == _SEARCH or name in listing.beside
    stored = sa.Text() if is_text else _stored(table, column).type
    names = [_parameter(name, at) for at in range(count)]
    values = [sa.bindparam(each, known.get(each), type_=stored) for each in names]
    if name == _SEARCH:
        return table.c.search.like(values[0], escape="/")
    if name in listing.beside:
        return listing.beside[name](values)
    if column.has_several:
        found = sa.select(VALUES.c.key).where(
            VALUES.c.kind == listing.of.kind, VALUES.c.name == plain, VALUES.c.value.in_(values)
        )
        return table.c.key.in_(found)
    if bound == "gte]":
        return _stored(table, column) >= values[0]
    if bound == "lte]":
        return _stored(table, column) <= values[0]
    return _stored(table, column).in_(values)


def _stored(table: sa.Table, column: Column) -> sa.Column[Any]:
    return table.c.product_key if column is PRODUCT else table.c[column.name]


def _parameter(name: str, at: int) -> str:
    return f"{name.replace('[', '_').rstrip(']')}_{at}"


def escaped(text: str) -> str:
    """Text for a LIKE pattern, in which ``/`` takes the meaning from a wildcard."""
    return text.replace("/", "//").replace("%", "/%").replace("_", "/_")
