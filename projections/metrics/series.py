"""The series of a metric: what was measured, by definition and period, with every correction."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.metric.dims import dims_of
from domain.metric.facts import Alert
from domain.stretch.state import Stretch
from domain.threshold import is_beyond
from projections import cursor as cursors
from projections.keyset import Some
from projections.metrics.listing import STRETCHES

_ROW = STRETCHES.table.c
_DECODE = msgspec.json.Decoder(Stretch).decode
_EARLIEST = 3
"""The characters that even the longest stretch shares: those of a decade."""
LAST_DAY = "9999-12-31"
"""No period begins later."""


class Point(Struct, frozen=True, omit_defaults=True):
    """What was measured of a period, as decimal text.

    Attributes:
        period: Its first day.
        definition_version: The definition that it was measured by: another one is a break.
        dims: What it is of; nothing for all together.
        was: The values that it had before it was corrected, the oldest first.
        beyond: Whether it is one that the metric's alert is for.
    """

    period: str
    value: str
    definition_version: int
    dims: dict[str, str] = {}
    was: tuple[str, ...] = ()
    beyond: bool = False


class Asked(Struct, frozen=True):
    """Which values of which metric.

    Attributes:
        since: The first day that a period may begin on.
        until: The last one.
        dims: What the values have to be of, as ``region=eu``; each has to hold. ``total`` wants
            those of all dimensions together.
        version: The definition they were measured by; every one when it is None.
    """

    metric: str
    since: str = ""
    until: str = LAST_DAY
    dims: tuple[str, ...] = ()
    version: int | None = None


_Place = tuple[int, str, str, str]
"""Where a value stands: definition, stretch, period and dimensions."""


def series(
    connection: sa.Connection,
    asked: Asked,
    alert: Alert | None = None,
    *,
    limit: int = 200,
    cursor: str | None = None,
) -> Some[Point]:
    """Some values in the order of their definitions and periods.

    Raises:
        CursorMismatch: The cursor was given out for another question.
        CursorRefused: It is no cursor.
    """
    question = ("series", msgspec.structs.astuple(asked))
    behind: _Place = (0, "", "", "")
    if cursor is not None:
        behind = cursors.read(cursor, question, tuple[int, str, str, str])
    found = _values(connection, asked, behind)
    rows = list(islice(((_point(each, alert), *each[0]) for each in found), limit + 1))
    some, next_ = cursors.cut(rows, limit, question, 1)
    return Some([row[0] for row in some], next_)


def newest(connection: sa.Connection, asked: Asked) -> Point | None:
    """The newest value; None when there is none."""
    order = (_ROW.definition_version.desc(), _ROW.since.desc())
    for (key,) in connection.execute(_stretches(asked).order_by(*order)).all():
        found = list(_of_stretch(_stretch(connection, key), asked))
        if found:
            return _point(found[-1], None)
    return None


_Value = tuple[_Place, Stretch]


def _values(connection: sa.Connection, asked: Asked, behind: _Place) -> Iterator[_Value]:
    """The values behind a place, one stretch after the other as they are wanted."""
    place = sa.tuple_(_ROW.definition_version, _ROW.since)
    statement = _stretches(asked).where(place >= behind[:2])
    order = (_ROW.definition_version, _ROW.since)
    for (key,) in connection.execute(statement.order_by(*order)).all():
        found = _of_stretch(_stretch(connection, key), asked)
        yield from (each for each in found if each[0] > behind)


def _stretches(asked: Asked) -> sa.Select[Any]:
    """The keys of the stretches that may hold what is asked for."""
    statement = sa.select(_ROW.key).where(
        _ROW.metric == asked.metric,
        _ROW.since >= asked.since[:_EARLIEST],
        _ROW.since <= asked.until,
    )
    if asked.version is not None:
        statement = statement.where(_ROW.definition_version == asked.version)
    return statement


def _stretch(connection: sa.Connection, key: str) -> Stretch:
    found = connection.execute(sa.select(_ROW.json).where(_ROW.key == key))
    return _DECODE(found.scalar_one())


def _of_stretch(stretch: Stretch, asked: Asked) -> Iterator[_Value]:
    """The values of a stretch that are asked for, in the order of their periods."""
    where = (stretch.definition_version, stretch.since)
    places = (
        (*where, period, label)
        for label, values in stretch.values.items()
        if _is_of(label, asked.dims)
        for period in values
        if asked.since <= period <= asked.until
    )
    yield from ((place, stretch) for place in sorted(places))


def _is_of(label: str, wanted: Sequence[str]) -> bool:
    if "total" in wanted:
        return not label
    return set(wanted) <= set(label.split(","))


def _point(found: _Value, alert: Alert | None) -> Point:
    (version, _, period, label), stretch = found
    value = stretch.values[label][period]
    corrected = (
        each for each in stretch.corrections if (each.period, each.dims) == (period, label)
    )
    return Point(
        period,
        value,
        version,
        dims_of(label),
        tuple(each.old for each in corrected),
        alert is not None and is_beyond(alert.op, value, alert.threshold),
    )
