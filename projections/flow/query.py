"""Asks how a product's items flow: a few counts, each out of an index of its own."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import ceil
from typing import NamedTuple

import sqlalchemy as sa
from msgspec import Struct

from domain.backlog_item.facts import Kind
from projections.flow.parts import CycleTime, Flow, FlowWeek, Percentile, Throughput
from projections.flow.standing import blocked, working
from projections.flow.statements import UNKNOWN, Whose
from projections.flow.tally import Moves, moved, plus
from projections.flow.weeks import last_day, week_of, weeks_between
from projections.prepared import Question, rows_of_all

LATE = 85
"""The percentile of the cycle times beyond which an item that is worked on is late."""


class FlowAsked(Struct, frozen=True):
    """Whose flow, and in the weeks of which days."""

    product: str
    today: str
    since: str
    until: str
    kind: tuple[Kind, ...] = ()
    percentile: tuple[int, ...] = (50, 70, 85, 95)

    @property
    def whose(self) -> Whose:
        """Whose items are counted."""
        return Whose(self.product, self.kind)


class _Finished(NamedTuple):
    """An item that was done in the period."""

    cycle_days: int | None
    blocked_days: int


def flow(connection: sa.Connection, asked: FlowAsked) -> Flow:
    """How the items flow in the weeks of a period."""
    since, until = week_of(asked.since), min(last_day(week_of(asked.until)), asked.today)
    ask = asked.whose.statements(connection)
    values = asked.whose.values(since=since, until=until)
    questions = [Question(each, values) for each in ask]
    moves, done, counts, oldest, stuck = rows_of_all(connection, questions)
    by_week, finished = moved(moves), [_Finished(*row) for row in done]
    weeks = _weeks(by_week, since, until, asked.today)
    cycles = sorted(each.cycle_days for each in finished if each.cycle_days is not None)
    never = len(finished) - len(cycles)
    return Flow(
        asked.product,
        asked.kind,
        since,
        until,
        weeks,
        _throughput(weeks),
        CycleTime(len(cycles), never, _percentiles(cycles, asked.percentile)),
        working(counts, oldest, asked.today, percentile(cycles, LATE)),
        blocked(stuck, asked.today, [each.blocked_days for each in finished]),
        sum(each.unseen for each in by_week.values()),
    )


def percentile(values: Sequence[int], percent: int) -> int | None:
    """The least of the sorted ``values`` that so many percent do not exceed; None of none."""
    return values[max(ceil(len(values) * percent / 100), 1) - 1] if values else None


def _percentiles(values: Sequence[int], percents: Sequence[int]) -> list[Percentile]:
    found = ((percent, percentile(values, percent)) for percent in percents)
    return [Percentile(percent, days) for percent, days in found if days is not None]


def _weeks(moved: Mapping[str, Moves], since: str, until: str, today: str) -> list[FlowWeek]:
    weeks = weeks_between(since, until)
    steps = [moved.get(each, Moves()) for each in (UNKNOWN, *weeks)]
    totals = list(accumulate(steps, plus))[1:]
    return [
        _week(week, step, total, whole=last_day(week) < today)
        for week, step, total in zip(weeks, steps[1:], totals, strict=True)
    ]


def _week(week: str, step: Moves, total: Moves, *, whole: bool) -> FlowWeek:
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


def _throughput(weeks: Sequence[FlowWeek]) -> Throughput:
    done = [each.done for each in weeks if each.whole]
    total = sum(each.done for each in weeks)
    if not done:
        return Throughput(total, 0, None, None, None)
    return Throughput(total, len(done), round(sum(done) / len(done), 2), min(done), max(done))
