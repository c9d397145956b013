"""A metric has a newer value: risks that watch it are told, and a value beyond its alert is noted.

Only the newest value of a series says something of how things stand: what is brought in of the past
fires nothing. What was there before is what the ledger held before the fact, whenever the policy
gets to look at it.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from uuid import uuid5

import sqlalchemy as sa
from msgspec import Struct

from domain.fact import Fact
from domain.keys import stream_of
from domain.metric.commands import NoteBreach
from domain.metric.rules import METRIC
from domain.metric.state import Metric
from domain.risk.facts import Signal
from domain.stretch.facts import MetricObservationCorrected, MetricObserved
from domain.threshold import is_beyond
from ledger.entry import Entry
from projections.metrics.listing import STRETCHES
from projections.risks.query import watching
from workers.context import Context
from workers.policies.attempt import attempt
from workers.policies.fire import origin_of, told
from workers.policies.sign import Sign

POLICY = "metric"
SIGNAL: Signal = "metric"
MEASURING = (MetricObserved, MetricObservationCorrected)
"""The facts that say what was measured."""
Measuring = MetricObserved | MetricObservationCorrected
_STRETCH = STRETCHES.table.c


class Value(Struct, frozen=True):
    """A value of a period and some dimensions, as decimal text."""

    period: str
    dims: str
    value: str


class Newest(Struct, frozen=True):
    """The newest values that a fact brought, and the metric as it was before."""

    metric: Metric
    values: list[Value]


def measured(context: Context, entry: Entry) -> int:
    """Look at what one fact measured; returns how many triggers fired.

    Raises:
        LedgerError: The database is in trouble; call again.
    """
    if not isinstance(entry.fact, MEASURING):
        return 0
    key, at = entry.fact.key, entry.position
    found = attempt(context, POLICY, key, at, partial(_newest, context, entry, entry.fact))
    if found is None or not found.values:
        return 0
    attempt(context, POLICY, key, at, partial(_note_breach, context, entry, found))
    return told(context, POLICY, _sign(entry, found.metric, _worst(found.metric, found.values)))


def _newest(context: Context, entry: Entry, fact: Measuring) -> Newest | None:
    """The values that are newer than all that was known of their dimensions before."""
    metric: Metric | None = None
    for each in context.ledger.stream(stream_of(fact.key)):
        if each.position < entry.position:
            metric = METRIC.evolve(metric, each.fact)
    if metric is None or metric.definition_version != fact.definition_version:
        return None
    if not _is_looked_at(context, metric) or _is_followed(context, entry, fact):
        return None
    life = context.ledger.stream(entry.stream_id)[: entry.stream_version]
    known = _last_periods([each.fact for each in life[:-1]])
    news = [each for each in _brought(fact) if each.period >= known.get(each.dims, "")]
    total = [each for each in news if not each.dims]
    return Newest(metric, total or news)


def _is_followed(context: Context, entry: Entry, fact: Measuring) -> bool:
    """Whether something later had been measured already, or was in the same save.

    That is in another stretch of the series: the last one tells it without any look at the others.
    """
    own, intent = entry.stream_id, entry.origin.correlation_id
    with context.database.read() as connection:
        since = sa.select(_STRETCH.since).where(_STRETCH.id == str(own)).scalar_subquery()
        later = sa.select(_STRETCH.key).where(
            _STRETCH.metric == fact.key,
            _STRETCH.definition_version == fact.definition_version,
            _STRETCH.since > since,
        )
        keys = connection.execute(later.order_by(_STRETCH.since.desc())).scalars().all()
    facts = (each for key in keys for each in context.ledger.stream(stream_of(key)))
    return any(
        each.position < entry.position or each.origin.correlation_id == intent for each in facts
    )


def _is_looked_at(context: Context, metric: Metric) -> bool:
    """Whether an alert is placed, or a risk may watch it."""
    if metric.alert is not None:
        return True
    with context.database.read() as connection:
        return bool(watching(connection, SIGNAL, metric.key))


def _brought(fact: Measuring) -> Iterator[Value]:
    """The newest value that a fact brings of each combination of dimensions."""
    if isinstance(fact, MetricObservationCorrected):
        yield Value(fact.period, fact.dims, fact.new)
        return
    for dims, values in fact.values.items():
        period = max(values)
        yield Value(period, dims, values[period])


def _last_periods(facts: Sequence[Fact]) -> Mapping[str, str]:
    """The newest period that is known of each combination of dimensions."""
    known: dict[str, str] = {}
    for fact in facts:
        if isinstance(fact, MetricObserved):
            for dims, values in fact.values.items():
                known[dims] = max(known.get(dims, ""), *values)
    return known


def _note_breach(context: Context, entry: Entry, found: Newest) -> None:
    """Let the metric note the gravest value that its alert is for, once."""
    alert = found.metric.alert
    if alert is None:
        return
    beyond = [v for v in found.values if is_beyond(alert.op, v.value, alert.threshold)]
    if not beyond:
        return
    gravest = max if alert.op in ("gt", "gte") else min
    value = gravest(beyond, key=lambda each: Decimal(each.value))
    command = NoteBreach(value.period, value.value, value.dims)
    origin = origin_of(context, _sign(entry, found.metric, value))
    stream, id_ = stream_of(found.metric.key), uuid5(entry.event_id, "breach")
    context.ledger.execute(METRIC, stream, command, origin, command_id=id_)


def _worst(metric: Metric, values: Sequence[Value]) -> Value:
    """The value that says the most: the lowest where up is good, the one farthest from a band."""
    if metric.direction == "band" and metric.band is not None:
        middle = (Decimal(metric.band.low) + Decimal(metric.band.high)) / 2
        return max(values, key=lambda each: abs(Decimal(each.value) - middle))
    gravest = min if metric.direction == "up" else max
    return gravest(values, key=lambda each: Decimal(each.value))


def _sign(entry: Entry, metric: Metric, value: Value) -> Sign:
    of = f" of {value.dims}" if value.dims else ""
    why = f"{metric.key} is {value.value} {metric.unit}{of} for {value.period}."
    return Sign(SIGNAL, value.value, metric.key, why, entry)
