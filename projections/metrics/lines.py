"""What a series is held against: targets, the alert, the band, and what others expect of it."""

from collections.abc import Iterator
from typing import Any, Literal

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.keys import product_of
from domain.metric.state import Metric
from domain.objective.state import Objective
from domain.roadmap_item.state import RoadmapItem
from projections.listing import Listing
from projections.objectives.listing import OBJECTIVES
from projections.page import narrowed
from projections.roadmap.listing import ROADMAP

What = Literal["target", "alert", "band_low", "band_high", "key_result", "expected_outcome"]
MOST = 200


class Line(Struct, frozen=True, omit_defaults=True):
    """A value to compare with, as decimal text.

    Attributes:
        by: The day by which it is to be reached, where there is one.
        key: The objective or roadmap item that wants it.
    """

    what: What
    value: str
    by: str | None = None
    key: str | None = None


def lines(connection: sa.Connection, metric: Metric) -> list[Line]:
    """Everything that the metric is held against."""
    return [*_own(metric), *_key_results(connection, metric), *_expected(connection, metric)]


def _own(metric: Metric) -> Iterator[Line]:
    yield from (Line("target", each.value, each.by) for each in metric.targets)
    if metric.alert is not None:
        yield Line("alert", metric.alert.threshold)
    if metric.band is not None:
        yield Line("band_low", metric.band.low)
        yield Line("band_high", metric.band.high)


def _key_results(connection: sa.Connection, metric: Metric) -> Iterator[Line]:
    for objective in _naming(connection, OBJECTIVES, metric, Objective):
        for each in objective.key_results:
            if each.metric in _named(metric):
                yield Line("key_result", each.target, each.due, objective.key)


def _expected(connection: sa.Connection, metric: Metric) -> Iterator[Line]:
    for item in _naming(connection, ROADMAP, metric, RoadmapItem):
        for each in item.expected_outcomes:
            if each.metric in _named(metric):
                yield Line("expected_outcome", each.expected, each.by, item.key)


def _naming(connection: sa.Connection, listing: Listing, metric: Metric, kind: Any) -> list[Any]:  # noqa: ANN401  # a state's type
    """The things of a list that name the metric."""
    wanted = {"product": product_of(metric.key), "metric": _named(metric)}
    statement = sa.select(listing.table.c.json).where(*narrowed(listing, wanted))
    found = connection.execute(statement.order_by(listing.table.c.number).limit(MOST)).scalars()
    return [msgspec.json.decode(each, type=kind) for each in found]


def _named(metric: Metric) -> tuple[str, ...]:
    """What others call the metric: its key or its name."""
    return (metric.key, metric.name)
