"""Why a thing is here, and what hangs on it: a tree as deep as is asked for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_args

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain import keys
from projections.bulk import rows_with
from projections.history.tables import HISTORY_STREAM
from projections.said import TITLES
from projections.trace.edges import CAUSE
from projections.trace.tables import PLAN_EDGE

Direction = Literal["up", "down"]
MOST = 500
"""How many things a tree shows: what is beyond is left out, and said to be."""


class Node(Struct, frozen=True, omit_defaults=True):
    """A thing of the plan in a tree.

    Attributes:
        kind: What it is; a thing that is not kept here yet has no title.
        rel: How it stands to the thing above it in the tree; several ways are possible.
        again: It stands elsewhere in the tree with what is next to it.
    """

    key: str
    kind: str
    title: str | None = None
    status: str | None = None
    rel: tuple[str, ...] = ()
    again: bool = False
    next: tuple["Node", ...] = ()


class Tree(Struct, frozen=True):
    """A thing with what is next to it; ``cut`` when there is more than is shown."""

    root: Node
    cut: bool


def trace(
    connection: sa.Connection,
    key: str,
    direction: Direction,
    *,
    depth: int = 4,
    rel: Sequence[str] = (),
) -> Tree | None:
    """The tree of what the thing follows from (``up``) or what hangs on it (``down``).

    Args:
        connection: Where to read.
        key: The thing at the root.
        direction: Which way.
        depth: How many steps at most.
        rel: Only these relations; none means all.

    Returns:
        None when nothing is known of the key.
    """
    steps: dict[str, list[_Step]] = {}
    ahead, seen, cut = [key], {key}, False
    for _ in range(depth):
        steps |= (found := _next(connection, ahead, direction, rel))
        fresh = dict.fromkeys(s.key for at in ahead for s in found.get(at, ()) if s.key not in seen)
        ahead = list(fresh)[: MOST - len(seen)]
        cut = cut or len(ahead) < len(fresh)
        seen.update(ahead)
    cut = cut or bool(_next(connection, ahead, direction, rel))
    names = _names(connection, seen)
    if key not in names and not steps:
        return None
    return Tree(_grown(_Step(key, ()), steps, names, seen), cut)


class _Step(NamedTuple):
    """A thing that is one step away, and how it stands to the thing before it."""

    key: str
    rel: tuple[str, ...]


def _next(
    connection: sa.Connection, these: Sequence[str], direction: Direction, rel: Sequence[str]
) -> dict[str, list[_Step]]:
    """What is one step away from each of these."""
    found: dict[tuple[str, str], list[str]] = {}
    for at, other, name in connection.execute(_EDGES[direction], {"these": list(these)}):
        if not rel or name in rel:
            found.setdefault((at, other), []).append(name)
    steps: dict[str, list[_Step]] = {}
    for (at, other), names in found.items():
        steps.setdefault(at, []).append(_Step(other, tuple(dict.fromkeys(names))))
    return steps


def _grown(
    step: _Step,
    steps: Mapping[str, list[_Step]],
    names: Mapping[str, dict[str, Any]],
    left: set[str],
) -> Node:
    """The tree from a thing on; what is next to a thing is shown once, so the tree ends."""
    again = step.key not in left
    left.discard(step.key)
    ahead = () if again else steps.get(step.key, ())
    mine = [each for each in ahead if each.key in left]
    grown = {each.key: _grown(each, steps, names, left) for each in mine}
    return Node(
        step.key,
        keys.kind_of(step.key) or "",
        rel=step.rel,
        again=again,
        next=tuple(grown.get(each.key) or _grown(each, steps, names, left) for each in ahead),
        **names.get(step.key, {}),
    )


def _names(connection: sa.Connection, these: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Title and status of the things that are kept."""
    streams = {str(keys.stream_of(each)): each for each in these if keys.kind_of(each)}
    columns = [HISTORY_STREAM.c.stream_id, HISTORY_STREAM.c.state]
    rows = rows_with(connection, HISTORY_STREAM.c.stream_id, streams, columns)
    return {streams[stream_id]: _name(msgspec.json.decode(state)) for stream_id, state in rows}


def _name(state: dict[str, Any]) -> dict[str, Any]:
    title = next((state[each] for each in TITLES if each in state), None)
    return {"title": title, "status": state.get("status")}


def _one_step(direction: Direction) -> sa.Select[Any]:
    """From things to what is next to them; a cause outranks a reference that leads back to it."""
    edge, back = PLAN_EDGE, PLAN_EDGE.alias("back")
    here, there = (edge.c.down, edge.c.up) if direction == "up" else (edge.c.up, edge.c.down)
    leads_back = sa.exists().where(
        back.c.down == edge.c.up, back.c.up == edge.c.down, back.c.rel == CAUSE
    )
    chosen = here.in_(sa.bindparam("these", expanding=True))
    rows = sa.select(here, there, edge.c.rel).where(chosen, (edge.c.rel == CAUSE) | ~leads_back)
    return rows.order_by(here, there, edge.c.rel)


_EDGES = {direction: _one_step(direction) for direction in get_args(Direction)}
