"""What can happen to an objective."""

from typing import Literal

from msgspec import Struct, field

from domain.fact import Fact
from domain.values import Window

Status = Literal["draft", "active", "closed"]
Outcome = Literal["met", "partly", "missed"]
Direction = Literal["up", "down"]


class KeyResult(Struct, frozen=True):
    """How one would know: a metric that goes from a baseline to a target by a day.

    Numbers are decimal text; ``actual`` is the value of the newest check-in.
    """

    id: str
    metric: str
    baseline: str
    target: str
    due: str
    weight: str = "1"
    actual: str | None = None


class ObjectiveDrafted(Fact, frozen=True, tag="objective.drafted"):
    """Somebody wrote down what is to be reached."""

    key: str
    title: str
    period: Window
    owner: str
    vision_version: int | None = None


class KeyResultAdded(Fact, frozen=True, tag="objective.key_result_added"):
    """One more way to know whether it is reached."""

    key_result: KeyResult


class KeyResultRetargeted(Fact, frozen=True, tag="objective.key_result_retargeted"):
    """A key result aims elsewhere from now on."""

    key_result: str
    target: str


class ObjectiveCheckedIn(Fact, frozen=True, tag="objective.checked_in"):
    """How it stands: how confident its owner is, and what was measured."""

    confidence: float
    note: str = ""
    actuals: dict[str, str] = field(default_factory=dict)


class ObjectiveActivated(Fact, frozen=True, tag="objective.activated"):
    """It counts from now on."""


class ObjectiveHandedOver(Fact, frozen=True, tag="objective.handed_over"):
    """Somebody else looks after it from now on."""

    owner: str


class ObjectiveClosed(Fact, frozen=True, tag="objective.closed"):
    """It is over, and something was learnt."""

    outcome: Outcome
    learning: str
