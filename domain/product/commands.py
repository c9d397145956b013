"""What can be asked of a product."""

from msgspec import UNSET, UnsetType

from domain.command import Command
from domain.product.facts import Cadence, Check, Prioritization, RiskAppetite, Stage


class CreateProduct(Command, frozen=True):
    """Plan a product under ``key`` from now on."""

    key: str
    name: str
    description: str = ""
    owner: str = ""
    stage: Stage = "discovery"
    timezone: str = "UTC"
    currency: str = "EUR"


class ChangeProductSettings(Command, frozen=True):
    """Give some settings other values; another way to prioritise needs a reason."""

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


class DefineReady(Command, frozen=True):
    """Agree on what must hold before work on an item begins."""

    checks: tuple[Check, ...]


class DefineDone(Command, frozen=True):
    """Agree on what must hold before an item counts as done."""

    checks: tuple[Check, ...]


class NameBaseline(Command, frozen=True):
    """Name the plan as it stood at ``position``; ``head`` is the ledger's, put in by the caller."""

    name: str
    position: int
    head: int


class DeleteBaseline(Command, frozen=True):
    """Forget a baseline's name; needs a reason."""

    name: str


class ArchiveProduct(Command, frozen=True):
    """Put it out of sight."""


class RestoreProduct(Command, frozen=True):
    """Bring it back."""


ProductCommand = (
    CreateProduct
    | ChangeProductSettings
    | DefineReady
    | DefineDone
    | NameBaseline
    | DeleteBaseline
    | ArchiveProduct
    | RestoreProduct
)
