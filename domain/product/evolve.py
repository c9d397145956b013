"""A product's state from its facts."""

from functools import partial

from msgspec.structs import replace

from domain.fact import Fact
from domain.fold import absorb, born, evolving, foreign
from domain.product.facts import (
    BaselineDeleted,
    BaselineNamed,
    DefinitionOfDoneAgreed,
    DefinitionOfReadyAgreed,
    NorthStarChosen,
    NorthStarLeft,
    ProductArchived,
    ProductCreated,
    ProductRestored,
    ProductSettingsRevised,
)
from domain.product.state import Product


def _go_on(state: Product, fact: Fact) -> Product:
    match fact:
        case ProductSettingsRevised() | NorthStarChosen():
            return absorb(state, fact)
        case DefinitionOfReadyAgreed():
            return replace(state, definition_of_ready=fact.checks)
        case DefinitionOfDoneAgreed():
            return replace(state, definition_of_done=fact.checks)
        case NorthStarLeft():
            return replace(state, north_star=None)
        case BaselineNamed():
            return replace(state, baselines=state.baselines | {fact.name: fact.position})
        case BaselineDeleted():
            left = {k: v for k, v in state.baselines.items() if k != fact.name}
            return replace(state, baselines=left)
        case ProductArchived() | ProductRestored():
            return replace(state, archived=isinstance(fact, ProductArchived))
        case _:
            raise foreign(state, fact)


evolve = evolving(ProductCreated, partial(born, Product), _go_on)
"""Fold one fact; raises ``TypeError`` for a fact of something else."""
