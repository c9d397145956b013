"""The list of metrics, and the stretches that their series are kept in."""

from typing import Literal

from msgspec import Struct

from domain.metric.facts import Cadence, Direction, Kind, Source
from domain.metric.rules import METRIC
from domain.metric.state import Metric, Status
from domain.stretch.rules import STRETCH
from projections.listing import Column, Listing


class Shown(Struct, frozen=True):
    """What is computed of a metric.

    Attributes:
        breached: Whether a value that its alert is for waits for a review.
    """

    breached: Literal["yes", "no"]


def _shown(state: Metric) -> Shown:
    return Shown("yes" if state.breach is not None else "no")


METRICS = Listing(
    METRIC,
    (
        Column("name", str, lambda each: each.name),
        Column("kind", Kind, lambda each: each.kind),
        Column("status", Status, lambda each: each.status),
        Column("owner", str, lambda each: each.owner),
        Column("direction", Direction, lambda each: each.direction),
        Column("cadence", Cadence, lambda each: each.cadence),
        Column("source", Source, lambda each: each.source),
        Column("breached", Literal["yes", "no"], lambda each: _shown(each).breached),
    ),
    title=lambda each: each.name,
    shown=_shown,
    shape=Shown,
)

STRETCHES = Listing(
    STRETCH,
    (
        Column("metric", str, lambda each: each.metric),
        Column("definition_version", int, lambda each: each.definition_version),
        Column("since", str, lambda each: each.since),
    ),
    title=lambda each: each.since,
)
"""No list that people ask for: ``series`` reads what was measured from its rows."""
