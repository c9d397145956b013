"""Counts what happens in each week, by kind of item, as the facts come.

What an item adds follows from its life alone: what it added before a fact is taken away again, so
the counts do not depend on how the facts came in batches, and stay right when one comes late.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from domain.backlog_item.facts import Kind
from domain.keys import product_of
from projections.bulk import Row, rows_with
from projections.flow.life import Life
from projections.flow.statements import UNKNOWN, Whose
from projections.flow.tables import FLOW_WEEK
from projections.flow.weeks import week_of

_WEEK = FLOW_WEEK.c


class Moves(NamedTuple):
    """How many items came to each place.

    Attributes:
        ended_begun: How many of those that are done or dropped had been begun.
        unseen: How many came in finished: nobody knows when that was.
    """

    added: int = 0
    started: int = 0
    done: int = 0
    dropped: int = 0
    ended_begun: int = 0
    unseen: int = 0


class Place(NamedTuple):
    """Where moves are counted."""

    product: str
    week: str
    kind: Kind


Changes = dict[Place, Counter[str]]


def note(changes: Changes, before: Life | None, after: Life) -> None:
    """Add what a fact changes."""
    if before is not None and _counted(before) == _counted(after):
        return
    old, new = _steps(before), _steps(after)
    if old == new:
        return
    for place, name in old:
        changes.setdefault(place, Counter())[name] -= 1
    for place, name in new:
        changes.setdefault(place, Counter())[name] += 1


def _counted(life: Life) -> tuple[object, ...]:
    """All that the counts depend on."""
    return (life.added, life.started, life.ended, life.stage, life.kind)


def _steps(life: Life | None) -> list[tuple[Place, str]]:
    """What an item adds to the counts."""
    if life is None:
        return []
    product = product_of(life.key)
    if life.added is None:
        return [(Place(product, UNKNOWN, life.kind), "unseen")]
    days = [(life.added, "added"), (life.started, "started"), (life.ended, life.stage)]
    if life.started is not None:
        days.append((life.ended, "ended_begun"))
    return [(Place(product, week_of(day), life.kind), name) for day, name in days if day]


def rows_of(connection: sa.Connection, changes: Mapping[Place, Counter[str]]) -> list[Row]:
    """What the weeks hold after the changes; sums that come to nothing keep their row."""
    ids = {" ".join(place): place for place in changes}
    columns = [_WEEK.id, *(_WEEK[name] for name in Moves._fields)]
    found = rows_with(connection, _WEEK.id, sorted(ids), columns)
    held = {id_: Moves(*counts) for id_, *counts in found}
    return [
        (id_, *place, *plus(held.get(id_, Moves()), Moves(**changes[place])))
        for id_, place in ids.items()
    ]


def plus(one: Moves, other: Moves) -> Moves:
    """Both together."""
    return Moves(*(left + right for left, right in zip(one, other, strict=True)))


def moves(connection: sa.Connection, whose: Whose, since: str, until: str) -> dict[str, Moves]:
    """What moved in each week of a period, and before it (under the week ``UNKNOWN``)."""
    statement = whose.statements(connection).moves
    return moved(statement.rows(connection, whose.values(since=since, until=until)))


def moved(rows: Iterable[Sequence[Any]]) -> dict[str, Moves]:
    """The weeks' own rows, by week."""
    return {week: Moves(*(int(each or 0) for each in counts)) for week, *counts in rows}


def first_done(connection: sa.Connection, whose: Whose) -> str | None:
    """The week in which the first item was done; None before that."""
    statement = sa.select(sa.func.min(_WEEK.week)).where(_WEEK.product_key == whose.product)
    if whose.kind:
        statement = statement.where(_WEEK.kind.in_(whose.kind))
    first: str | None = connection.execute(statement.where(_WEEK.done > 0)).scalar_one()
    return first
