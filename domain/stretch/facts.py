"""What can happen to a stretch of a metric's series."""

from domain.fact import Fact


class MetricObserved(Fact, frozen=True, tag="metric.observed"):
    """Values were measured: decimal text by the dimensions it is of, and by the period's first day.

    Dimensions are written ``plan=pro,region=eu``, in the order of their names; the value of all of
    them together stands under the empty text.

    Attributes:
        key: The metric's.
        since: What the days of its periods begin with, such as ``2026-11``.
    """

    key: str
    definition_version: int
    since: str
    values: dict[str, dict[str, str]]


class MetricObservationCorrected(Fact, frozen=True, tag="metric.observation_corrected"):
    """A value was another one after all; both are kept."""

    key: str
    definition_version: int
    period: str
    dims: str
    old: str
    new: str
