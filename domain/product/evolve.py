"""A product's state from its facts."""

from functools import partial
from typing import TypeVar

from msgspec.structs import replace

from domain.fact import Fact
from domain.fold import absorb, born, evolving, foreign
from domain.product.facts import (
    BaselineDeleted,
    BaselineNamed,
    DefinitionOfDoneAgreed,
    DefinitionOfReadyAgreed,
    ProductArchived,
    ProductCreated,
    ProductDatesAllowed,
    ProductRestored,
    ProductSettingsRevised,
    ProductTermDefined,
    ProductTermForgotten,
)
from domain.product.state import Product

V = TypeVar("V")


def _go_on(state: Product, fact: Fact) -> Product:
    match fact:
        case ProductSettingsRevised():
            return absorb(state, fact)
        case DefinitionOfReadyAgreed():
            return replace(state, definition_of_ready=fact.checks)
        case DefinitionOfDoneAgreed():
            return replace(state, definition_of_done=fact.checks)
        case BaselineNamed():
            return replace(state, baselines=state.baselines | {fact.name: fact.position})
        case BaselineDeleted():
            return replace(state, baselines=_without(state.baselines, fact.name))
        case ProductTermDefined():
            return replace(state, glossary=state.glossary | {fact.term: fact.plain})
        case ProductTermForgotten():
            return replace(state, glossary=_without(state.glossary, fact.term))
        case ProductDatesAllowed():
            return replace(state, finest_dates=state.finest_dates | {fact.audience: fact.dates})
        case ProductArchived() | ProductRestored():
            return replace(state, archived=isinstance(fact, ProductArchived))
        case _:
            raise foreign(state, fact)


def _without(values: dict[str, V], name: str) -> dict[str, V]:
    return {each: value for each, value in values.items() if each != name}


evolve = evolving(ProductCreated, partial(born, Product), _go_on)
"""Fold one fact; raises ``TypeError`` for a fact of something else."""
