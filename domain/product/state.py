"""What is known about a product."""

from msgspec import Struct

from domain.brief.words import Audience, Dates
from domain.product.facts import Cadence, Check, Prioritization, RiskAppetite, Stage


class Product(Struct, frozen=True):
    """A product as its facts leave it (domain model §2.2).

    Attributes:
        weights: Weight of each field of a weighted score, as decimal text.
        baselines: Position in the ledger by name.
        glossary: What a term means in plain words.
        finest_dates: How exact a brief's dates may be, where it was said of an audience.
    """

    key: str
    name: str
    description: str = ""
    owner: str = ""
    stage: Stage = "discovery"
    timezone: str = "UTC"
    currency: str = "EUR"
    prioritization: Prioritization = "rice"
    weights: dict[str, str] = {}
    risk_appetite: RiskAppetite = RiskAppetite()
    cadence: Cadence = Cadence()
    definition_of_ready: tuple[Check, ...] = ()
    definition_of_done: tuple[Check, ...] = ()
    north_star: str | None = None
    baselines: dict[str, int] = {}
    glossary: dict[str, str] = {}
    finest_dates: dict[Audience, Dates] = {}
    archived: bool = False
