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
    NorthStarChosen,
    NorthStarLeft,
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
            return replace(state, baselines=_without(state.baselines, fact.name))
        case ProductTermDefined() | ProductTermForgotten():
            return replace(state, glossary=_glossary(state.glossary, fact))
        case ProductDatesAllowed():
            return replace(state, finest_dates=state.finest_dates | {fact.audience: fact.dates})
        case ProductArchived() | ProductRestored():
            return replace(state, archived=isinstance(fact, ProductArchived))
        case _:
            raise foreign(state, fact)


def _glossary(
    terms: dict[str, str], fact: ProductTermDefined | ProductTermForgotten
) -> dict[str, str]:
    if isinstance(fact, ProductTermDefined):
        return terms | {fact.term: fact.plain}
    return _without(terms, fact.term)


def _without(values: dict[str, V], name: str) -> dict[str, V]:
    return {each: value for each, value in values.items() if each != name}


evolve = evolving(ProductCreated, partial(born, Product), _go_on)
"""Fold one fact; raises ``TypeError`` for a fact of something else."""
