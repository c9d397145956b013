"""What can happen to a product."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from domain import text
from domain.brief.words import Audience, Dates
from domain.fact import Fact
from domain.text import Wrong
from domain.values import Line, between

Stage = Literal["discovery", "delivery", "launch", "live", "sunset"]
Prioritization = Literal["rice", "wsjf", "weighted"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
RiskBand = Literal["low", "moderate", "high"]
Auto = Literal[
    "has_acceptance_criteria", "has_estimate", "no_open_blocker", "has_roadmap_link", "manual"
]


def _id(field: str, value: str) -> Wrong:
    return text.line(field, value, 50)


CheckId = Annotated[str, Meta(extra_json_schema={"maxLength": 50}, extra={"check": _id})]


class Check(Struct, frozen=True):
    """One line of a definition of ready or done; ``manual`` ones are vouched for by a person."""

    id: CheckId
    text: Line
    auto: Auto = "manual"


class Cadence(Struct, frozen=True):
    """How long an iteration is, in weeks from 1 to 6, and on which day it starts."""

    weeks: Annotated[int, between(1, 6)] = 2
    start_weekday: Weekday = "monday"


class RiskAppetite(Struct, frozen=True):
    """Up to which band anyone may accept a risk, and who may accept the graver ones."""

    accept_up_to: RiskBand = "moderate"
    high: tuple[str, ...] = ()
    extreme: tuple[str, ...] = ()


class ProductCreated(Fact, frozen=True, tag="product.created"):
    """A product is planned here from now on."""

    key: str
    name: str
    description: str = ""
    owner: str = ""
    stage: Stage = "discovery"
    timezone: str = "UTC"
    currency: str = "EUR"


class ProductSettingsRevised(Fact, frozen=True, tag="product.settings_revised"):
    """Some of its settings are others now; what is unset stays."""

    name: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    owner: str | UnsetType = UNSET
    stage: Stage | UnsetType = UNSET
    timezone: str | UnsetType = UNSET
    currency: str | UnsetType = UNSET
    prioritization: Prioritization | UnsetType = UNSET
    weights: dict[str, str] | UnsetType = UNSET
    risk_appetite: RiskAppetite | UnsetType = UNSET
    cadence: Cadence | UnsetType = UNSET


class DefinitionOfReadyAgreed(Fact, frozen=True, tag="product.definition_of_ready_agreed"):
    """What must hold before work on an item begins."""

    checks: tuple[Check, ...]


class DefinitionOfDoneAgreed(Fact, frozen=True, tag="product.definition_of_done_agreed"):
    """What must hold before an item counts as done."""

    checks: tuple[Check, ...]


class NorthStarChosen(Fact, frozen=True, tag="product.north_star_chosen"):
    """One metric says from now on whether all this is worth it."""

    north_star: str


class NorthStarLeft(Fact, frozen=True, tag="product.north_star_left"):
    """The metric that said so is not measured any more."""


class BaselineNamed(Fact, frozen=True, tag="product.baseline_named"):
    """The plan as it stood at ``position`` of the ledger has a name to compare with."""

    name: str
    position: int


class BaselineDeleted(Fact, frozen=True, tag="product.baseline_deleted"):
    """A baseline's name is gone; the plan's history is not."""

    name: str


class ProductTermDefined(Fact, frozen=True, tag="product.term_defined"):
    """A term has a plain explanation."""

    term: str
    plain: str


class ProductTermForgotten(Fact, frozen=True, tag="product.term_forgotten"):
    """A term is in the glossary no longer."""

    term: str


class ProductDatesAllowed(Fact, frozen=True, tag="product.dates_allowed"):
    """An audience may be told dates as exact as this in a brief, and no more."""

    audience: Audience
    dates: Dates


class ProductArchived(Fact, frozen=True, tag="product.archived"):
    """It is out of sight and closed to change."""


class ProductRestored(Fact, frozen=True, tag="product.restored"):
    """It is back."""
