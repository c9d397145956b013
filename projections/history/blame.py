"""Who is behind each value that a thing has now: the last change of every field."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from domain import keys
from domain.fact import Actor, Ref
from projections.history.changes import Change
from projections.history.row import HistoryRow, Stored
from projections.history.tables import HISTORY_ROW, of_streams


class Blamed(Struct, frozen=True, omit_defaults=True):
    """One field with its value, and the fact that gave it.

    ``window.start`` names a value inside a field; a field that was emptied has no value.
    """

    field: str
    value: Any
    position: int
    type: str
    who: Actor
    source: str
    occurred_at: datetime
    recorded_at: datetime
    reason: str | None = None
    because_of: tuple[Ref, ...] = ()


def blame(connection: sa.Connection, key: str) -> list[Blamed]:
    """The last change of each field of the thing with ``key``; none when there is no such thing."""
    last: dict[str, tuple[Any, HistoryRow]] = {}
    life = sa.select(*HISTORY_ROW.columns).where(of_streams([keys.stream_of(key)]))
    for row in connection.execute(life.order_by(HISTORY_ROW.c.position)):
        fact = Stored(*row).read()
        for change in fact.changes:
            _replace(last, change, fact)
    return [_blamed(field, *each) for field, each in sorted(last.items())]


def leaves(field: str, value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  # any value
    """A value as the single values in it, each by its whole name; a list is one value."""
    if isinstance(value, dict) and value:
        for name, each in value.items():
            yield from leaves(f"{field}.{name}", each)
    else:
        yield field, value


def _replace(last: dict[str, tuple[Any, HistoryRow]], change: Change, fact: HistoryRow) -> None:
    """Let a change stand for its field and for all that was within it."""
    within = f"{change.field}."
    above = [name for name in last if within.startswith(f"{name}.")]
    for name in [each for each in last if each.startswith(within)] + above:
        del last[name]
    for name, value in leaves(change.field, change.new):
        last[name] = (value, fact)


def _blamed(field: str, value: Any, fact: HistoryRow) -> Blamed:  # noqa: ANN401  # any value
    return Blamed(
        field,
        value,
        fact.position,
        fact.type,
        fact.who,
        fact.source,
        fact.occurred_at,
        fact.recorded_at,
        fact.reason,
        fact.because_of,
    )
