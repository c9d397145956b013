"""What shipped items were to bring about, and what they did: expected, measured, and learnt."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.keys import product_of
from domain.roadmap_item.state import RoadmapItem
from domain.roadmap_item.words import Expected, Review
from projections.keyset import Some, some_of
from projections.metrics.listing import METRICS
from projections.metrics.series import Asked, Point, newest
from projections.page import Wanted, narrowed
from projections.roadmap.listing import ROADMAP, Judged

_ITEM = ROADMAP.table.c
_METRIC = METRICS.table.c
_DECODE = msgspec.json.Decoder(RoadmapItem).decode
_Keys = Mapping[tuple[str, str], str]
"""Keys of metrics by their product, and by their key or name."""


class Outcome(Struct, frozen=True):
    """What a shipped item was to do to a metric, and what came of it; values are decimal text.

    Attributes:
        key: The roadmap item's.
        metric: The metric as the item names it.
        metric_key: The metric that is kept under that key or name.
        probability: How likely it was thought to be, from 0 to 1.
        measured: The metric's newest value for a period that began by the day.
        measured_on: That period's first day.
        actual: What the review found.
        verdict: What the review said; ``open`` until there is one.
    """

    key: str
    title: str
    owner: str | None
    shipped_on: str | None
    metric: str
    metric_key: str | None
    baseline: str
    expected: str
    by: str
    probability: float
    measured: str | None
    measured_on: str | None
    verdict: Judged
    actual: str | None = None
    learning: str = ""
    reviewed_on: str | None = None


def outcomes(
    connection: sa.Connection, wanted: Wanted, *, limit: int = 50, cursor: str | None = None
) -> Some[Outcome]:
    """The outcomes of the items that are wanted, in their order; an item's own stand together.

    ``wanted`` are filters of the roadmap; of an item's outcomes those are told that are of a wanted
    ``metric`` and ``verdict``. ``limit`` counts items.

    Raises:
        CursorMismatch: The cursor was given out for another question.
        CursorRefused: It is no cursor.
    """
    place = (_ITEM.product_key, _ITEM.number)
    statement = sa.select(_ITEM.json).where(*narrowed(ROADMAP, {**wanted, "status": "shipped"}))
    question = ("outcomes", sorted(wanted.items()))
    rows, behind = some_of(
        connection, statement, place, question=question, limit=limit, cursor=cursor
    )
    items = [_DECODE(row[0]) for row in rows]
    keys = _keys(connection, items)
    told = (each for item in items for each in _of_item(connection, item, keys))
    return Some([each for each in told if _is_wanted(each, wanted)], behind)


def _is_wanted(outcome: Outcome, wanted: Wanted) -> bool:
    names: tuple[Literal["metric", "verdict"], ...] = ("metric", "verdict")
    return all(getattr(outcome, each) in _several(wanted[each]) for each in names if each in wanted)


def _several(value: Any) -> tuple[Any, ...]:  # noqa: ANN401  # one value of a filter, or some
    return value if isinstance(value, tuple) else (value,)


def _of_item(connection: sa.Connection, item: RoadmapItem, keys: _Keys) -> Iterator[Outcome]:
    for each in item.expected_outcomes:
        review = next((seen for seen in item.reviews if seen.metric == each.metric), None)
        key = keys.get((product_of(item.key), each.metric))
        asked = Asked(key, until=each.by, dims=("total",)) if key else None
        point = newest(connection, asked) if asked else None
        yield _outcome(item, each, review, key, point)


def _outcome(
    item: RoadmapItem,
    expected: Expected,
    review: Review | None,
    key: str | None,
    point: Point | None,
) -> Outcome:
    return Outcome(
        key=item.key,
        title=item.title,
        owner=item.owner,
        shipped_on=item.shipped_on,
        metric=expected.metric,
        metric_key=key,
        baseline=expected.baseline,
        expected=expected.expected,
        by=expected.by,
        probability=expected.probability,
        measured=point.value if point else None,
        measured_on=point.period if point else None,
        verdict=review.verdict if review else "open",
        actual=review.actual if review else None,
        learning=review.learning if review else "",
        reviewed_on=review.on if review else None,
    )


def _keys(connection: sa.Connection, items: Sequence[RoadmapItem]) -> _Keys:
    """The metrics that the items name; of several that go by one name the newest."""
    products = {product_of(item.key) for item in items}
    names = {each.metric for item in items for each in item.expected_outcomes}
    statement = sa.select(_METRIC.product_key, _METRIC.key, _METRIC.name).where(
        _METRIC.product_key.in_(products),
        sa.or_(_METRIC.key.in_(names), _METRIC.name.in_(names)),
    )
    found = connection.execute(statement.order_by(_METRIC.number)).all()
    return {(product, called): key for product, key, name in found for called in (key, name)}
