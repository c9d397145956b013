"""What can happen to a metric; what was measured stands in its stretches (``domain.stretch``)."""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from domain.fact import Fact
from domain.refusal import FieldError
from domain.text import Wrong
from domain.threshold import Op
from domain.values import Number, decimal_of

Kind = Literal["north_star", "input", "guardrail", "delivery"]
Direction = Literal["up", "down", "band"]
Cadence = Literal["day", "week", "month", "quarter"]
Source = Literal["manual", "api", "query"]


class Band(Struct, frozen=True):
    """Where a value is as it should be; on the command line ``0.5,2``."""

    low: Number
    high: Number

    def wrong(self, field: str) -> Wrong:
        """Its low end is below its high end."""
        low, high = decimal_of(self.low), decimal_of(self.high)
        if low is not None and high is not None and low < high:
            return []
        message = f"{field} goes from {self.low} to {self.high}: low has to be below high."
        return [FieldError(f"{field}.low", "band-inverted", message, found=self.low)]


class Alert(Struct, frozen=True):
    """From where on somebody has to look: ``lt`` 5 is a value below 5."""

    op: Op
    threshold: str


class Target(Struct, frozen=True):
    """What a value is to have reached by a day."""

    by: str
    value: str


class Breach(Struct, frozen=True):
    """A value that an alert was placed for, until somebody has reviewed it."""

    period: str
    value: str
    dims: str = ""


class MetricDefined(Fact, frozen=True, tag="metric.defined"):
    """Something is measured from now on."""

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


class MetricDescribed(Fact, frozen=True, tag="metric.described"):
    """It goes by another name, or somebody else looks after it; what is measured stays the same."""

    name: str | UnsetType = UNSET
    owner: str | UnsetType = UNSET
    source: Source | UnsetType = UNSET


class MetricRedefined(Fact, frozen=True, tag="metric.redefined"):
    """Something else is measured under its name: the series breaks here."""

    version: int
    definition: str | UnsetType = UNSET
    unit: str | UnsetType = UNSET
    direction: Direction | UnsetType = UNSET
    band: Band | UnsetType = UNSET
    cadence: Cadence | UnsetType = UNSET
    dims: tuple[str, ...] | UnsetType = UNSET


class MetricTargetAgreed(Fact, frozen=True, tag="metric.target_agreed"):
    """It is to reach a value by a day; replaces what was agreed for that day."""

    target: Target


class MetricTargetWithdrawn(Fact, frozen=True, tag="metric.target_withdrawn"):
    """Nothing is to be reached by that day any more."""

    by: str


class MetricAlertPlaced(Fact, frozen=True, tag="metric.alert_placed"):
    """Somebody has to look from a threshold on; replaces the one before."""

    alert: Alert


class MetricAlertLifted(Fact, frozen=True, tag="metric.alert_lifted"):
    """Nobody has to look any more."""


class MetricThresholdBreached(Fact, frozen=True, tag="metric.threshold_breached"):
    """A value was measured that its alert is for; a review of it is open from now on."""

    breach: Breach


class MetricBreachReviewed(Fact, frozen=True, tag="metric.breach_reviewed"):
    """Somebody looked at what was breached."""

    note: str


class MetricRetired(Fact, frozen=True, tag="metric.retired"):
    """It is not measured any more; what was measured stays."""
