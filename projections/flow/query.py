"""Asks how a product's items flow: a few counts, each out of an index of its own."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import ceil
from typing import NamedTuple

import sqlalchemy as sa
from msgspec import Struct

from domain.backlog_item.facts import Kind
from projections.flow.parts import CycleTime, Flow, FlowWeek, Percentile, Throughput
from projections.flow.standing import blocked, working
from projections.flow.tables import FLOW_ITEM
from projections.flow.weeks import last_day, week_of, weeks_between

LATE = 85
"""The percentile of the cycle times beyond which an item that is worked on is late."""
_ITEM = FLOW_ITEM.c


class FlowAsked(Struct, frozen=True):
    """Whose flow, and when: ``until`` is today at the latest."""

    product: str
    today: str
    since: str
    until: str
    kind: tuple[Kind, ...] = ()
    percentile: tuple[int, ...] = (50, 70, 85, 95)


class _Finished(NamedTuple):
    """An item that was done in the period."""

    cycle_days: int | None
    blocked_days: int


class _Moves(NamedTuple):
    """How many items came to each place: before the period, or in a week of it."""

    added: int = 0
    started: int = 0
    done: int = 0
    dropped: int = 0
    ended_begun: int = 0


def flow(connection: sa.Connection, asked: FlowAsked) -> Flow:
    """How the items flow in a period."""
    since = week_of(asked.since)
    mine = of_product(asked.product, asked.kind)
    moves = _moves(connection, mine, since, asked.until)
    weeks = _weeks(moves, since, asked)
    finished = _finished(connection, mine, since, asked.until)
    cycles = sorted(each.cycle_days for each in finished if each.cycle_days is not None)
    never = len(finished) - len(cycles)
    slow = percentile(cycles, LATE)
    return Flow(
        asked.product,
        asked.kind,
        since,
        asked.until,
        weeks,
        _throughput(weeks),
        CycleTime(len(cycles), never, _percentiles(cycles, asked.percentile)),
        working(connection, mine, asked.today, slow),
        blocked(connection, mine, asked.today, [each.blocked_days for each in finished]),
        _count(connection, *mine, _ITEM.added.is_(None)),
    )


def of_product(product: str, kind: Sequence[Kind]) -> list[sa.ColumnElement[bool]]:
    """The items of a product, of some kinds or of all."""
    kinds = [_ITEM.kind.in_(kind)] if kind else []
    return [_ITEM.product_key == product, *kinds]


def percentile(values: Sequence[int], percent: int) -> int | None:
    """The least of the sorted ``values`` that so many percent do not exceed; None of none."""
    return values[max(ceil(len(values) * percent / 100), 1) - 1] if values else None


def _percentiles(values: Sequence[int], percents: Sequence[int]) -> list[Percentile]:
    found = ((percent, percentile(values, percent)) for percent in percents)
    return [Percentile(percent, days) for percent, days in found if days is not None]


def _moves(
    connection: sa.Connection, mine: Sequence[sa.ColumnElement[bool]], since: str, until: str
) -> Mapping[str, _Moves]:
    """What moved before ``since`` (under the empty name), and in each week of the period."""
    counts: dict[str, Counter[str]] = {}
    begun = sa.case((_ITEM.started.is_not(None), 1), else_=0)
    for day, *by in ((_ITEM.added,), (_ITEM.started,), (_ITEM.ended, _ITEM.stage, begun)):
        before = sa.select(sa.literal(""), *by, sa.func.count()).where(*mine, day < since)
        within = sa.select(day, *by, sa.func.count()).where(*mine, day >= since, day <= until)
        for statement in (before.group_by(*by) if by else before, within.group_by(day, *by)):
            for at, *how, count in connection.execute(statement):
                week = counts.setdefault(week_of(at) if at else "", Counter())
                week.update(dict.fromkeys(_names(day.name, how), count))
    return {week: _Moves(**found) for week, found in counts.items()}


def _names(column: str, how: Sequence[object]) -> list[str]:
    if column != "ended":
        return [column]
    stage, begun = how
    return [str(stage), *(["ended_begun"] if begun else [])]


def _weeks(moves: Mapping[str, _Moves], since: str, asked: FlowAsked) -> list[FlowWeek]:
    weeks = weeks_between(since, asked.until)
    steps = [moves.get(each, _Moves()) for each in ("", *weeks)]
    totals = list(accumulate(steps, _plus))[1:]
    return [
        _week(
            week, step, total, whole=last_day(week) < asked.today and last_day(week) <= asked.until
        )
        for week, step, total in zip(weeks, steps[1:], totals, strict=True)
    ]


def _week(week: str, step: _Moves, total: _Moves, *, whole: bool) -> FlowWeek:
    at_work = total.started - total.ended_begun
    return FlowWeek(
        week,
        whole,
        step.added,
        step.started,
        step.done,
        step.dropped,
        total.added - at_work - total.done - total.dropped,
        at_work,
        total.done,
    )


def _plus(one: _Moves, other: _Moves) -> _Moves:
    return _Moves(*(left + right for left, right in zip(one, other, strict=True)))


def _throughput(weeks: Sequence[FlowWeek]) -> Throughput:
    done = [each.done for each in weeks if each.whole]
    total = sum(each.done for each in weeks)
    if not done:
        return Throughput(total, 0, None, None, None)
    return Throughput(total, len(done), round(sum(done) / len(done), 2), min(done), max(done))


def _finished(
    connection: sa.Connection, mine: Sequence[sa.ColumnElement[bool]], since: str, until: str
) -> list[_Finished]:
    within = (_ITEM.stage == "done", _ITEM.ended >= since, _ITEM.ended <= until)
    rows = connection.execute(sa.select(_ITEM.cycle_days, _ITEM.blocked_days).where(*mine, *within))
    return [_Finished(*row) for row in rows]


def _count(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> int:
    return connection.execute(sa.select(sa.func.count()).where(*conditions)).scalar_one()
