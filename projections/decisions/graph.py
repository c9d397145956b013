"""Which decision stands in another one's place, and what each was made because of."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain import keys
from projections.bulk import rows_with
from projections.decisions.listing import DECISIONS
from projections.listings import LISTINGS
from projections.page import Wanted, narrowed
from projections.trace.edges import CAUSE
from projections.trace.tables import PLAN_EDGE

MOST = 500
"""How many decisions a graph shows: the newest ones; ``cut`` says that there are more."""
Rel = Literal["supersedes", "because"]


class Node(Struct, frozen=True):
    """A decision, or what one was made because of; nothing else is told of things not kept here."""

    key: str
    kind: str
    title: str | None = None
    status: str | None = None


class Edge(Struct, frozen=True):
    """``above`` supersedes ``below``, or was made because of it."""

    rel: Rel
    above: str
    below: str


class Graph(Struct, frozen=True):
    """Decisions with their causes, and how they hang together."""

    nodes: list[Node]
    edges: list[Edge]
    cut: bool


class _Row(Struct, frozen=True):
    """What a graph shows of a thing."""

    key: str
    title: str | None = None
    status: str | None = None
    meeting: str | None = None
    evidence: tuple[str, ...] = ()
    superseded_by: str | None = None


def graph(connection: sa.Connection, wanted: Wanted) -> Graph:
    """The graph of the decisions that are wanted."""
    column = DECISIONS.table.c
    newest = (column.product_key, column.number.desc())
    chosen = sa.select(column.json).where(*narrowed(DECISIONS, wanted)).order_by(*newest)
    found = connection.execute(chosen.limit(MOST + 1)).scalars().all()
    rows = [_DECODER.decode(packed) for packed in found[:MOST]]
    edges = {
        Edge("supersedes", each.superseded_by, each.key) for each in rows if each.superseded_by
    }
    replaced = {(each.above, each.below) for each in edges}
    edges |= {Edge("because", *pair) for pair in _causes(connection, rows) if pair not in replaced}
    shown = {each.key: each for each in rows}
    others = {key for edge in edges for key in (edge.above, edge.below)} - shown.keys()
    shown |= _others(connection, others)
    nodes = [Node(each.key, _kind(each.key), each.title, each.status) for each in shown.values()]
    nodes.sort(key=lambda each: _place(each.key))
    ordered = sorted(edges, key=lambda each: (_place(each.above), each.rel, _place(each.below)))
    return Graph(nodes, ordered, len(found) > MOST)


def _causes(connection: sa.Connection, rows: list[_Row]) -> Iterable[tuple[str, str]]:
    """What each was made because of: what its facts say, the meeting it is from, its evidence."""
    columns = [PLAN_EDGE.c.said_by, PLAN_EDGE.c.up, PLAN_EDGE.c.rel]
    these = [each.key for each in rows]
    for key, cause, rel in rows_with(connection, PLAN_EDGE.c.said_by, these, columns):
        if rel == CAUSE and cause != key:
            yield key, cause
    for each in rows:
        for cause in (each.meeting, *each.evidence):
            if cause is not None:
                yield each.key, cause


def _others(connection: sa.Connection, these: Iterable[str]) -> dict[str, _Row]:
    """What is known of things that are not among the decisions."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for key in these:
        by_kind[_kind(key)].append(key)
    known = {key: _Row(key) for key in these}
    for listing in LISTINGS:
        table = listing.table
        wanted = by_kind.get(listing.of.kind, [])
        for (packed,) in rows_with(connection, table.c.key, wanted, [table.c.json]):
            row = _DECODER.decode(packed)
            known[row.key] = row
    return known


def _kind(key: str) -> str:
    return keys.kind_of(key) or "thing"


def _place(key: str) -> tuple[str, str, int]:
    return (keys.product_of(key), _kind(key), keys.number_of(key))


_DECODER = msgspec.json.Decoder(_Row)
