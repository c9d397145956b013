"""What can be asked of a metric; each class is a verb, its fields are what it takes."""

from collections.abc import Sequence
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType, field

from domain.command import Asked, Command, Opening
from domain.metric.dims import dims_of, wrong_names
from domain.metric.facts import Band, Cadence, Direction, Kind, Source
from domain.metric.intake import MOST
from domain.refusal import FieldError
from domain.text import Wrong
from domain.threshold import Op
from domain.values import Day, Line, Number, Person, Said


def _batch(field: str, values: Sequence[object]) -> Wrong:
    if 1 <= len(values) <= MOST:
        return []
    message = f"{field} holds {len(values):,} observations; 1 to {MOST:,} are taken at a time."
    return [FieldError(field, "batch-size", message, found=str(len(values)))]


Dims = Annotated[tuple[str, ...], Meta(extra={"check": wrong_names}, examples=[("region",)])]
Unit = Annotated[Line, Meta(examples=["%", "EUR", "sign-ups"])]


class Observation(Struct, frozen=True):
    """The value of a period, which goes by its first day; without ``dims`` it is of all together.

    On the command line ``2026-11-01=12.5``, or ``2026-11-01=12.5,region=eu``.
    """

    period: Annotated[str, Meta(extra_json_schema={"format": "date"}, examples=["2026-01-01"])]
    value: Annotated[str, Meta(extra_json_schema={"format": "decimal"}, examples=["12.5"])]
    dims: dict[str, str] = {}

    @staticmethod
    def read(said: str) -> "Observation":
        """An observation as people write it."""
        first, _, dims = said.partition(",")
        period, _, value = first.partition("=")
        return Observation(period.strip(), value.strip(), dims_of(dims))


class Define(Opening, frozen=True):
    """Measure something from now on, and say exactly what."""

    name: Line
    definition: Said
    unit: Unit
    kind: Kind = "input"
    direction: Direction = "up"
    band: Band | None = None
    cadence: Cadence = "week"
    owner: Person | None = None
    source: Source = "manual"
    dims: Dims = ()


class Describe(Command, frozen=True):
    """Give it another name, or to somebody else; what is measured stays the same."""

    name: Line | UnsetType = UNSET
    owner: Person | UnsetType = UNSET
    source: Source | UnsetType = UNSET
    unit: Unit | UnsetType = UNSET


class Redefine(Command, frozen=True):
    """Measure something else under its name; needs a reason, and the series breaks here."""

    definition: Said | UnsetType = UNSET
    unit: Unit | UnsetType = UNSET
    direction: Direction | UnsetType = UNSET
    band: Band | UnsetType = UNSET
    cadence: Cadence | UnsetType = UNSET
    dims: Dims | UnsetType = UNSET


class RecordObservations(Command, frozen=True):
    """Keep what was measured, up to 1,000 values at a time: all of them or none."""

    observations: Annotated[tuple[Observation, ...], Meta(extra={"check": _batch})]
    unit: Unit | None = None


class CorrectObservation(Command, frozen=True):
    """Let a value be another one after all; needs a reason, and both are kept."""

    period: Day
    value: Number
    dims: dict[str, str] = field(default_factory=dict)


class SetTarget(Command, frozen=True):
    """Say what it is to have reached by a day."""

    by: Day
    value: Number


class WithdrawTarget(Command, frozen=True):
    """Aim at nothing by that day any more."""

    by: Day


class SetAlert(Command, frozen=True):
    """Let somebody look from a threshold on: ``lt 5`` is a value below 5."""

    op: Op
    threshold: Number


class LiftAlert(Command, frozen=True):
    """Let nobody look any more."""


class NoteBreach(Asked, frozen=True):
    """Record that a value is one that the alert is for; a review is open then."""

    period: str
    value: Number
    dims: str = ""


class ReviewBreach(Command, frozen=True):
    """Say what was seen when looking at a breach."""

    note: Said


class Retire(Command, frozen=True):
    """Measure it no more; needs a reason."""
