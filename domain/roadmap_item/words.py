"""The words and values that a roadmap item is described with."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from domain.refusal import FieldError
from domain.text import Wrong
from domain.values import Day, Line, Money, Name, Number, Prose, between

Kind = Literal["initiative", "feature", "enhancement", "campaign"]
Status = Literal["proposed", "planned", "in_progress", "shipped", "paused", "dropped"]
Horizon = Literal["now", "next", "later"]
Commitment = Literal["exploratory", "planned", "committed"]
Moscow = Literal["must", "should", "could", "wont"]
HealthValue = Literal["on_track", "at_risk", "off_track"]
Direction = Literal["up", "down"]
Verdict = Literal["confirmed", "refuted", "inconclusive"]
Audience = Literal["sales", "marketing", "customer", "executive"]
Behind = Literal["blocks", "parent"]
"""Relations that the other side has to know of too: who goes before it, and who is part of it."""

HORIZONS: tuple[Horizon, ...] = ("now", "next", "later")
IMPACTS = (0.25, 0.5, 1, 2, 3)
SIZES = (1, 2, 3, 5, 8, 13, 20)
LEAST = 1e-9
"""What counts as 0: a score that is divided by it would be no number."""


def _one_of(*allowed: float) -> Meta:
    """What a number has to be: goes into an ``Annotated`` type."""
    words = tuple(f"{each:g}" for each in allowed)

    def check(field: str, value: float) -> Wrong:
        message = f"{field} is {value:g}, not one of {', '.join(words)}."
        wrong = FieldError(field, "invalid-enum", message, str(value), words)
        return [] if value in allowed else [wrong]

    return Meta(extra={"check": check}, extra_json_schema={"enum": list(allowed)})


def _above_zero(field: str, value: float) -> Wrong:
    message = f"{field} is {value:g}; it has to be more than 0."
    return [] if value > LEAST else [FieldError(field, "out-of-range", message, str(value))]


ABOVE_ZERO = Meta(extra={"check": _above_zero}, extra_json_schema={"exclusiveMinimum": 0})
Size = Annotated[int, _one_of(*SIZES)]


class Rice(Struct, frozen=True):
    """What a RICE score is made of: people reached per period, effort in person-months."""

    reach: Annotated[float, between(0, 1e12)]
    impact: Annotated[float, _one_of(*IMPACTS)]
    confidence: Annotated[float, ABOVE_ZERO, between(0, 1)]
    effort: Annotated[float, ABOVE_ZERO, between(0, 1e6)]
    period: Name = "quarter"

    computed: ClassVar[tuple[str, ...]] = ("score",)

    @property
    def score(self) -> float:
        """Reach x impact x confidence for a month of one person's effort."""
        reach, impact, confidence, effort = (
            Decimal(str(each)) for each in (self.reach, self.impact, self.confidence, self.effort)
        )
        return float(reach * impact * confidence / effort)


class Wsjf(Struct, frozen=True):
    """What a WSJF score is made of: the cost of delay in three parts, and the size of the job."""

    value: Size
    time_criticality: Size
    risk_opportunity: Size
    job_size: Size

    computed: ClassVar[tuple[str, ...]] = ("score",)

    @property
    def score(self) -> float:
        """Cost of delay by size."""
        return (self.value + self.time_criticality + self.risk_opportunity) / self.job_size


class Expected(Struct, frozen=True):
    """What it is to bring about: a metric that goes from ``baseline`` to ``expected`` by a day."""

    metric: Line
    baseline: Number
    expected: Number
    by: Day
    probability: float = 0.5


class Review(Struct, frozen=True):
    """What it brought about, by metric, and what was learnt."""

    metric: str
    actual: str
    verdict: Verdict
    learning: str
    on: str


class Health(Struct, frozen=True):
    """How it stands, in its owner's words, on a day."""

    value: HealthValue
    note: Prose
    on: Day


class Cost(Struct, frozen=True):
    """Money that was spent; a negative one takes an earlier one back."""

    id: str
    amount: Money
    on: str
    note: str = ""
    correction_of: str | None = None
