"""What is known about a metric, without what was measured."""

from typing import Literal

from msgspec import Struct

from domain.fold import born
from domain.metric.facts import Alert, Band, Breach, Cadence, Direction, Kind, Source, Target

Status = Literal["active", "retired"]


class Edition(Struct, frozen=True):
    """One definition of a metric, under its number."""

    version: int
    definition: str
    unit: str
    direction: Direction
    cadence: Cadence
    dims: tuple[str, ...] = ()


class Metric(Struct, frozen=True):
    """A metric as its facts leave it (domain model §2.13).

    What was measured is kept in stretches (``domain.stretch``): a metric does not grow with them.

    Attributes:
        dims: The dimensions that a value can be of, such as ``region``.
        targets: What is to be reached by which day, the earliest first.
        breach: The value that waits for a review.
        editions: The definitions that came before this one.
    """

    key: str
    name: str
    definition: str
    unit: str
    kind: Kind = "input"
    direction: Direction = "up"
    band: Band | None = None
    cadence: Cadence = "week"
    owner: str | None = None
    source: Source = "manual"
    dims: tuple[str, ...] = ()
    definition_version: int = 1
    status: Status = "active"
    targets: tuple[Target, ...] = ()
    alert: Alert | None = None
    breach: Breach | None = None
    editions: tuple[Edition, ...] = ()


def edition_of(metric: Metric) -> Edition:
    """The definition that counts now."""
    return born(Edition, metric, version=metric.definition_version)
