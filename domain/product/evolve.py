"""A product's state from its facts."""

from msgspec import UNSET
from msgspec.structs import asdict, replace

from domain.fact import Fact
from domain.product.facts import (
    BaselineDeleted,
    BaselineNamed,
    DefinitionOfDoneAgreed,
    DefinitionOfReadyAgreed,
    ProductArchived,
    ProductCreated,
    ProductRestored,
    ProductSettingsRevised,
)
from domain.product.state import Product


def evolve(state: Product | None, fact: Fact) -> Product:
    """Fold one fact of a product; raises ``TypeError`` for a fact of something else."""
    if isinstance(fact, ProductCreated):
        return Product(**asdict(fact))
    if state is None:
        msg = f"{type(fact).__name__} cannot be a product's first fact"
        raise TypeError(msg)
    match fact:
        case ProductSettingsRevised():
            revised = {k: v for k, v in asdict(fact).items() if v is not UNSET}
            return replace(state, **revised)
        case DefinitionOfReadyAgreed():
            return replace(state, definition_of_ready=fact.checks)
        case DefinitionOfDoneAgreed():
            return replace(state, definition_of_done=fact.checks)
        case BaselineNamed():
            return replace(state, baselines=state.baselines | {fact.name: fact.position})
        case BaselineDeleted():
            left = {k: v for k, v in state.baselines.items() if k != fact.name}
            return replace(state, baselines=left)
        case ProductArchived() | ProductRestored():
            return replace(state, archived=isinstance(fact, ProductArchived))
        case _:
            msg = f"not a fact of a product: {type(fact).__name__}"
            raise TypeError(msg)
