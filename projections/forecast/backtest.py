"""Forecasts every past week again, from what was known by then, and compares with what came.

Of the facts, only those count that were recorded before a replayed week; a completion that was
taken back later still counted then. What came is what we know today.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

import sqlalchemy as sa
from msgspec import Struct

from domain.backlog_item.facts import Kind
from domain.values import days_between
from projections.flow.tables import FLOW_DONE, FLOW_ITEM
from projections.flow.weeks import WEEK, week_of, weeks_between, weeks_later
from projections.forecast.convolution import outlook
from projections.forecast.history import lacking, weeks_before
from projections.forecast.parts import HistoryWeek, Lacking

MOST_REPLAYS = 104
"""How many past weeks are replayed at most: the last ones."""
Clock = Literal["recorded", "occurred"]
_DONE, _ITEM = FLOW_DONE.c, FLOW_ITEM.c


class Replay(Struct, frozen=True):
    """One past week: what was forecast on its Monday, and how many weeks it took.

    Attributes:
        history: How many weeks were drawn from.
        weeks: The forecast, by percentile.
        took: None while it is not done, which is longer than the longest forecast.
    """

    on: str
    history: int
    weeks: dict[int, int]
    took: int | None


class Calibration(Struct, frozen=True):
    """How often it was done within the forecast; ``share`` ought to be near the percentile."""

    percentile: int
    replays: int
    within: int
    share: float


class Backtest(Struct, frozen=True):
    """How well the forecasts of the past would have been.

    Attributes:
        items: For how many items each was made.
        lacking: What is short where no week could be replayed.
    """

    product: str
    items: int
    history_weeks: int
    replays: tuple[Replay, ...]
    calibration: tuple[Calibration, ...]
    lacking: Lacking | None


class BacktestAsked(Struct, frozen=True):
    """Which forecasts: for ``items`` items, out of the ``weeks`` weeks before.

    Attributes:
        clock: Whether a completion counts from when it was recorded, or from when it happened: with
            hindsight, for a history that was imported.
    """

    product: str
    today: str
    weeks: int = 12
    kind: tuple[Kind, ...] = ()
    items: int = 10
    percentile: tuple[int, ...] = (50, 70, 85, 95)
    clock: Clock = "recorded"


class _Completion(NamedTuple):
    """An item was done on a day of a week, which was known on another, and taken back or not."""

    day: str
    known: str
    undone: str | None
    week: str


def backtest(connection: sa.Connection, asked: BacktestAsked) -> Backtest:
    """Every past week that can be judged by now."""
    completions = _completions(connection, asked)
    now = week_of(asked.today)
    standing = sorted(each.day for each in completions if each.undone is None)
    weeks = weeks_between(standing[0], weeks_later(now, -1)) if standing else []
    tried = (_replay(asked, on, completions, standing) for on in weeks[-MOST_REPLAYS:])
    replays = tuple(each for each in tried if each is not None and _is_judged(each, now))
    return Backtest(
        asked.product,
        asked.items,
        asked.weeks,
        replays,
        tuple(_calibration(each, replays) for each in asked.percentile) if replays else (),
        None if replays else _short(weeks, standing),
    )


def _completions(connection: sa.Connection, asked: BacktestAsked) -> list[_Completion]:
    with_hindsight = asked.clock == "occurred"
    columns = (_DONE.day, _DONE.day if with_hindsight else _DONE.known, _DONE.undone)
    statement = sa.select(*columns).where(_DONE.product_key == asked.product)
    if with_hindsight:
        statement = statement.where(_DONE.undone.is_(None))
    if asked.kind:
        mine = sa.select(_ITEM.id).where(
            _ITEM.product_key == asked.product, _ITEM.kind.in_(asked.kind)
        )
        statement = statement.where(_DONE.id.in_(mine))
    return [_Completion(*row, week_of(row.day)) for row in connection.execute(statement)]


def _replay(
    asked: BacktestAsked,
    on: str,
    completions: Sequence[_Completion],
    standing: Sequence[str],
) -> Replay | None:
    """The forecast as it was on the Monday ``on``; None where there was too little history."""
    known = [
        each
        for each in completions
        if each.known < on and (each.undone is None or each.undone >= on)
    ]
    done = Counter(each.week for each in known)
    first = min((each.day for each in known), default=None)
    weeks = [HistoryWeek(each, done[each]) for each in weeks_before(on, asked.weeks, first)]
    if lacking(weeks) is not None:
        return None
    found = outlook([each.done for each in weeks], asked.items)
    percentiles = ((each, found.percentile(each)) for each in asked.percentile)
    forecast = {percent: weeks for percent, weeks in percentiles if weeks is not None}
    if len(forecast) < len(asked.percentile):
        return None
    return Replay(on, len(weeks), forecast, _took(on, asked.items, standing))


def _took(on: str, items: int, standing: Sequence[str]) -> int | None:
    """How many weeks it took from a Monday until so many items were done; None if it still does."""
    last = bisect_left(standing, on) + items - 1
    return days_between(on, standing[last]) // WEEK + 1 if last < len(standing) else None


def _is_judged(replay: Replay, now: str) -> bool:
    """Whether even its longest forecast is over.

    Judging earlier those that are done already would leave out the late ones, and flatter us.
    """
    return weeks_later(replay.on, max(replay.weeks.values())) <= now


def _calibration(percent: int, replays: Sequence[Replay]) -> Calibration:
    within = sum(
        replay.took is not None and replay.took <= replay.weeks[percent] for replay in replays
    )
    return Calibration(percent, len(replays), within, round(within / len(replays), 3))


def _short(weeks: Sequence[str], standing: Sequence[str]) -> Lacking:
    says = (
        f"No past week can be judged yet: {len(weeks)} weeks with {len(standing)} finished items. "
        "It takes six whole weeks with six finished items before a week, and its longest forecast "
        "has to be over. What was recorded later than it happened is judged by clock=occurred."
    )
    return Lacking(0, 0, says)
