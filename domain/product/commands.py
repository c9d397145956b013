"""What can be asked of a product; each class is a verb, its fields are what it takes."""

from msgspec import UNSET, UnsetType

from domain.brief.words import Audience, Dates, Term
from domain.command import Asked, Command, Opening
from domain.product.facts import Cadence, Prioritization, RiskAppetite, Stage
from domain.product.words import Checks, Key, Owner, Weights, Zone
from domain.values import Currency, Line, MetricKey, Name, Prose


class CreateProduct(Opening, frozen=True):
    """Plan a product under ``key`` from now on."""

    key: Key
    name: Line
    description: Prose = ""
    owner: Owner = ""
    stage: Stage = "discovery"
    timezone: Zone = "UTC"
    currency: Currency = "EUR"


class Edit(Command, frozen=True):
    """Give some settings other values; another way to prioritise needs a reason."""

    name: Line | UnsetType = UNSET
    description: Prose | UnsetType = UNSET
    owner: Owner | UnsetType = UNSET
    stage: Stage | UnsetType = UNSET
    timezone: Zone | UnsetType = UNSET
    currency: Currency | UnsetType = UNSET
    prioritization: Prioritization | UnsetType = UNSET
    weights: Weights | UnsetType = UNSET
    risk_appetite: RiskAppetite | UnsetType = UNSET
    cadence: Cadence | UnsetType = UNSET


class DefineReady(Command, frozen=True):
    """Agree on what must hold before work on an item begins."""

    checks: Checks


class DefineDone(Command, frozen=True):
    """Agree on what must hold before an item counts as done."""

    checks: Checks


class SetNorthStar(Command, frozen=True):
    """Let one metric say whether all this is worth it."""

    metric: MetricKey


class LeaveNorthStar(Asked, frozen=True):
    """Follow a metric no more that is not measured any more."""

    metric: str


class NameBaseline(Command, frozen=True):
    """Name the plan as it stands now, or stood at ``position``, to compare it with later."""

    name: Name
    position: int | None = None


class DeleteBaseline(Command, frozen=True):
    """Forget a baseline's name; needs a reason."""

    name: Name


class DefineTerm(Command, frozen=True):
    """Say in plain words what a term means that not everybody knows."""

    term: Term
    plain: Line


class ForgetTerm(Command, frozen=True):
    """Take a term out of the glossary."""

    term: Term


class AllowDates(Command, frozen=True):
    """Say how exact the dates are that an audience may be told in a brief."""

    audience: Audience
    dates: Dates


class Archive(Command, frozen=True):
    """Put it out of sight; needs a reason while an announced release is still to come out."""


class Restore(Command, frozen=True):
    """Bring it back."""
