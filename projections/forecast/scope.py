"""What is left to do: of the whole backlog, of a release, of a roadmap item, or up to an item."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.backlog_item.facts import Kind
from domain.keys import kind_of, product_of
from domain.refusal import Unknown
from domain.release.state import Release
from domain.roadmap_item.state import RoadmapItem
from projections.backlog.listing import BACKLOG_ITEM
from projections.flow.life import OVER, WORKING
from projections.forecast.parts import CountedItem, Scope
from projections.listing import Listing
from projections.page import one
from projections.releases.listing import RELEASES
from projections.roadmap.listing import ROADMAP
from projections.trace.tables import PLAN_EDGE

NAMED = 500
"""How many of the items that are left are named."""
LEADS_ON = ("implements", "release")
"""How an item leads to what it is part of: what threatens that threatens the item."""
_ITEM, _EDGE = BACKLOG_ITEM.c, PLAN_EDGE.c
_ORDER = (_ITEM.rank, _ITEM.number)
Conditions = Sequence[sa.ColumnElement[bool]]
Thing = TypeVar("Thing")


class Chosen(Struct, frozen=True):
    """A scope, and the keys of all that is in it; none of them stands for the whole product."""

    scope: Scope
    keys: tuple[str, ...] = ()


class _Row(Struct, frozen=True):
    """What is taken from an item's JSON."""

    key: str
    title: str
    status: str


def whole_backlog(connection: sa.Connection, product: str, kind: Sequence[Kind]) -> Chosen:
    """Every item of a product that is open."""
    counted, items = _left(connection, [_ITEM.product_key == product], kind)
    return Chosen(Scope("backlog", product, "The open backlog", counted, items))


def release(connection: sa.Connection, key: str, kind: Sequence[Kind]) -> Chosen:
    """The items in a release, and those that implement the roadmap items in it.

    Raises:
        Unknown: There is no such release.
    """
    found = _decoded(connection, RELEASES, key, Release)
    direct = [each for each in found.scope if kind_of(each) == "item"]
    planned = [each for each in found.scope if kind_of(each) == "roadmap_item"]
    parts = _implementing(connection, planned)
    counted, items = _left(connection, [_ITEM.key.in_([*direct, *parts.items])], kind)
    title = f"{found.version_name} {found.name}"
    target = found.target.end
    scope = Scope("release", key, title, counted, items, parts.unsized, target)
    return _chosen(connection, scope, *parts.roadmap)


def roadmap_item(connection: sa.Connection, key: str, kind: Sequence[Kind]) -> Chosen:
    """The items that implement a roadmap item or a part of it; raises ``Unknown``."""
    found = _decoded(connection, ROADMAP, key, RoadmapItem)
    parts = _implementing(connection, [key])
    counted, items = _left(connection, [_ITEM.key.in_(parts.items)], kind)
    target = found.window.end if found.window else None
    scope = Scope("roadmap_item", key, found.title, counted, items, parts.unsized, target)
    return _chosen(connection, scope, *parts.roadmap)


def item(connection: sa.Connection, key: str, kind: Sequence[Kind]) -> Chosen:
    """An item with all that stand before it in the backlog or are worked on; raises ``Unknown``."""
    place = connection.execute(sa.select(*_ORDER, _ITEM.json).where(_ITEM.key == key)).one_or_none()
    if place is None:
        raise Unknown("item", key[:50])
    found = msgspec.json.decode(place.json, type=_Row)
    if found.status in OVER:
        return Chosen(Scope("item", key, found.title, 0), (key,))
    before = sa.tuple_(*_ORDER) <= sa.tuple_(*(sa.literal(each) for each in place[:2]))
    ahead = sa.or_(_ITEM.status.in_(WORKING), before)
    counted, items = _left(connection, [_ITEM.product_key == product_of(key), ahead], kind)
    return _chosen(connection, Scope("item", key, found.title, counted, items))


def _chosen(connection: sa.Connection, scope: Scope, *roadmap: str) -> Chosen:
    """A scope with all that a risk to it could threaten."""
    items = [each.key for each in scope.items]
    ties = sa.select(_EDGE.up, _EDGE.down).where(_EDGE.said_by.in_(items), _EDGE.rel.in_(LEADS_ON))
    wholes = chain(*connection.execute(ties))
    return Chosen(scope, tuple(dict.fromkeys([scope.key or "", *roadmap, *wholes])))


def _left(
    connection: sa.Connection, chosen: Conditions, kind: Sequence[Kind]
) -> tuple[int, tuple[CountedItem, ...]]:
    """How many of the chosen items are open, and the first of them."""
    kinds = [_ITEM.kind.in_(kind)] if kind else []
    is_open = (_ITEM.status.not_in(OVER), _ITEM.archived.is_(False))
    left = (*chosen, *is_open, *kinds)
    counted = connection.execute(sa.select(sa.func.count()).where(*left)).scalar_one()
    first = sa.select(_ITEM.json).where(*left).order_by(*_ORDER).limit(NAMED)
    rows = (msgspec.json.decode(each, type=_Row) for each in connection.execute(first).scalars())
    return counted, tuple(CountedItem(each.key, each.title, each.status) for each in rows)


class _Parts(NamedTuple):
    """Roadmap items with their parts, the backlog items behind them, and who has none of these."""

    roadmap: tuple[str, ...]
    items: tuple[str, ...]
    unsized: tuple[str, ...]


def _implementing(connection: sa.Connection, planned: Iterable[str]) -> _Parts:
    """What has to be done for roadmap items."""
    items: dict[str, list[str]] = {}
    unsized: list[str] = []
    waiting = list(planned)
    while waiting:
        key = waiting.pop(0)
        state = _found(connection, ROADMAP, key, RoadmapItem)
        if state is None or key in items:
            continue
        waiting.extend(state.children)
        items[key] = _items_of(connection, key)
        if not items[key] and not state.children and state.status not in ("shipped", "dropped"):
            unsized.append(key)
    return _Parts(tuple(items), tuple(dict.fromkeys(chain(*items.values()))), tuple(unsized))


def _items_of(connection: sa.Connection, key: str) -> list[str]:
    """The keys of the items that say that they implement a roadmap item."""
    said = sa.select(_EDGE.said_by).where(_EDGE.up == key, _EDGE.rel == "implements")
    found = connection.execute(said.order_by(_EDGE.said_by)).scalars()
    return [each for each in found if kind_of(each) == "item"]


def _found(
    connection: sa.Connection, listing: Listing, key: str, kind: type[Thing]
) -> Thing | None:
    packed = one(connection, listing, key)
    return None if packed is None else msgspec.json.decode(packed, type=kind)


def _decoded(connection: sa.Connection, listing: Listing, key: str, kind: type[Thing]) -> Thing:
    found = _found(connection, listing, key, kind)
    if found is None:
        raise Unknown(listing.name, key[:50])
    return found
