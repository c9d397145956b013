"""A product's rules: one key, known zones and currencies, definitions without doubles."""

from collections.abc import Iterator, Mapping

from msgspec.structs import asdict

from domain import keys, text
from domain.aggregate import Aggregate, Rule, aggregate
from domain.archived import unless_archived
from domain.brief.words import EXACTNESS, NEVER_EXACT
from domain.command import Command
from domain.fact import Fact
from domain.fold import born, edited
from domain.governed import governed
from domain.product import words
from domain.product.commands import (
    AllowDates,
    Archive,
    CreateProduct,
    DefineDone,
    DefineReady,
    DefineTerm,
    DeleteBaseline,
    Edit,
    ForgetTerm,
    LeaveNorthStar,
    NameBaseline,
    Restore,
    SetNorthStar,
)
from domain.product.evolve import evolve
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
from domain.refusal import FieldError, Refused
from domain.scene import Scene


def _create(state: Product | None, command: CreateProduct, _scene: Scene) -> list[Fact]:
    created = born(ProductCreated, command)
    if state is None:
        return [created]
    if all(getattr(state, name) == value for name, value in asdict(created).items()):
        return []
    message = f"The key {command.key} is taken by {state.name}."
    wrong = FieldError("key", "key-taken", message, command.key)
    raise Refused("key-taken", message, wrong)


@governed("reason")
def _edit(state: Product, command: Edit, scene: Scene) -> list[Fact]:
    revised = edited(state, command)
    if "prioritization" in revised:
        scene.reason("Prioritising in another way")
    return [ProductSettingsRevised(**revised)] if revised else []


def _define_ready(state: Product, command: DefineReady, _scene: Scene) -> list[Fact]:
    is_so = state.definition_of_ready == command.checks
    return [] if is_so else [DefinitionOfReadyAgreed(command.checks)]


def _define_done(state: Product, command: DefineDone, _scene: Scene) -> list[Fact]:
    is_so = state.definition_of_done == command.checks
    return [] if is_so else [DefinitionOfDoneAgreed(command.checks)]


def _set_north_star(state: Product, command: SetNorthStar, scene: Scene) -> list[Fact]:
    if state.north_star == command.metric:
        return []
    metric = scene.find(command.metric, "metric")
    if metric.kind != "north_star" or metric.status == "retired":
        found = "retired" if metric.status == "retired" else f"of the kind {metric.kind}"
        message = f"{metric.key} is {found}: a north star is defined with the kind north_star."
        raise Refused("not-north-star", message, FieldError("metric", "not-north-star", message))
    return [NorthStarChosen(command.metric)]


def _leave_north_star(state: Product, command: LeaveNorthStar, _scene: Scene) -> list[Fact]:
    return [NorthStarLeft()] if state.north_star == command.metric else []


def _name_baseline(state: Product, command: NameBaseline, scene: Scene) -> list[Fact]:
    head, known = scene.plan.head(), state.baselines.get(command.name)
    position = head if command.position is None else command.position
    text.refuse(words.wrong_position(position, head))
    if known == position:
        return []
    if known is not None:
        message = f"The baseline {command.name} stands at position {known} already."
        raise Refused("name-taken", message, FieldError("name", "name-taken", message))
    return [BaselineNamed(command.name, position)]


@governed("reason")
def _delete_baseline(state: Product, command: DeleteBaseline, scene: Scene) -> list[Fact]:
    if command.name not in state.baselines:
        return []
    scene.reason("Deleting a baseline")
    return [BaselineDeleted(command.name)]


def _define_term(state: Product, command: DefineTerm, _scene: Scene) -> list[Fact]:
    is_so = state.glossary.get(command.term) == command.plain
    return [] if is_so else [born(ProductTermDefined, command)]


def _forget_term(state: Product, command: ForgetTerm, _scene: Scene) -> list[Fact]:
    return [ProductTermForgotten(command.term)] if command.term in state.glossary else []


def _allow_dates(state: Product, command: AllowDates, _scene: Scene) -> list[Fact]:
    if (command.audience, command.dates) == (NEVER_EXACT, "exact"):
        message = f"A {NEVER_EXACT} hears no exact date: a quarter at most."
        wrong = FieldError("dates", "dates-too-exact", message, command.dates, EXACTNESS[:-1])
        raise Refused("dates-too-exact", message, wrong)
    is_so = state.finest_dates.get(command.audience) == command.dates
    return [] if is_so else [born(ProductDatesAllowed, command)]


@governed("reason")
def _archive(state: Product, _command: Archive, scene: Scene) -> list[Fact]:
    if state.archived:
        return []
    promised = list(_promised(scene))
    if promised:
        scene.reason(f"Archiving {state.key} while {', '.join(promised)} is still to come out")
    return [ProductArchived()]


def _promised(scene: Scene) -> Iterator[str]:
    """The releases that were announced and are still to come out; their keys have no gaps."""
    number = 1
    while release := scene.plan.find(keys.key_of(scene.key, "release", number)):
        if release.status == "announced":
            yield release.key
        number += 1


def _restore(state: Product, _command: Restore, _scene: Scene) -> list[Fact]:
    return [ProductRestored()] if state.archived else []


_RULES: Mapping[type[Command], Rule] = {
    Edit: _edit,
    DefineReady: _define_ready,
    DefineDone: _define_done,
    SetNorthStar: _set_north_star,
    NameBaseline: _name_baseline,
    DeleteBaseline: _delete_baseline,
    DefineTerm: _define_term,
    ForgetTerm: _forget_term,
    AllowDates: _allow_dates,
}

PRODUCT: Aggregate[Product] = aggregate(
    "product",
    "products",
    Product,
    opening=CreateProduct,
    rules={
        CreateProduct: _create,
        **{command: unless_archived(rule) for command, rule in _RULES.items()},
        LeaveNorthStar: _leave_north_star,
        Archive: _archive,
        Restore: _restore,
    },
    evolve=evolve,
    taken=None,
)
