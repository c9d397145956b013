"""A product's rules: one key, known zones and currencies, definitions without doubles."""

from collections.abc import Callable
from typing import Any

from msgspec import UNSET
from msgspec.structs import asdict

from domain import text
from domain.fact import Fact, Origin
from domain.plan import NOWHERE, Plan
from domain.product import words
from domain.product.commands import (
    ArchiveProduct,
    ChangeProductSettings,
    CreateProduct,
    DefineDone,
    DefineReady,
    DeleteBaseline,
    NameBaseline,
    ProductCommand,
    RestoreProduct,
)
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
from domain.reasons import require_reason
from domain.refusal import FieldError, Refused, Unknown


def decide(
    state: Product | None, command: ProductCommand, origin: Origin, _around: Plan = NOWHERE
) -> list[Fact]:
    """Answer a command with facts.

    Raises:
        Unknown: The product does not exist.
        Malformed: A value is not acceptable as written.
        Refused: ``key-taken``, ``archived``, ``reason-required``, ``name-taken``.
    """
    text.refuse(text.origin(origin))
    if isinstance(command, CreateProduct):
        return _create(state, command)
    if state is None:
        raise Unknown("product", "")
    if state.archived and not isinstance(command, ArchiveProduct | RestoreProduct):
        message = f"Product {state.key} is archived: restore it first."
        raise Refused("archived", message)
    return _RULES[type(command)](state, command, origin)


def _create(state: Product | None, command: CreateProduct) -> list[Fact]:
    text.refuse(text.matches("key", command.key, words.KEY, words.KEY_LIKE), words.wrong(command))
    created = ProductCreated(**asdict(command))
    if state is None:
        return [created]
    if all(getattr(state, name) == value for name, value in asdict(created).items()):
        return []
    message = f"The key {command.key} is taken by {state.name}."
    wrong = FieldError("key", "key-taken", message, command.key)
    raise Refused("key-taken", message, wrong)


def _settle(state: Product, command: ChangeProductSettings, origin: Origin) -> list[Fact]:
    text.refuse(words.wrong(command))
    revised = {
        name: value
        for name, value in asdict(command).items()
        if value is not UNSET and value != getattr(state, name)
    }
    if "prioritization" in revised:
        require_reason(origin, "Prioritising in another way")
    return [ProductSettingsRevised(**revised)] if revised else []


def _define_ready(state: Product, command: DefineReady, _origin: Origin) -> list[Fact]:
    text.refuse(words.wrong_checks(command.checks))
    is_so = state.definition_of_ready == command.checks
    return [] if is_so else [DefinitionOfReadyAgreed(command.checks)]


def _define_done(state: Product, command: DefineDone, _origin: Origin) -> list[Fact]:
    text.refuse(words.wrong_checks(command.checks))
    is_so = state.definition_of_done == command.checks
    return [] if is_so else [DefinitionOfDoneAgreed(command.checks)]


def _name_baseline(state: Product, command: NameBaseline, _origin: Origin) -> list[Fact]:
    position = words.wrong_position(command.position, command.head)
    text.refuse(text.line("name", command.name, 100), position)
    known = state.baselines.get(command.name)
    if known == command.position:
        return []
    if known is not None:
        message = f"The baseline {command.name} stands at position {known} already."
        raise Refused("name-taken", message, FieldError("name", "name-taken", message))
    return [BaselineNamed(command.name, command.position)]


def _delete_baseline(state: Product, command: DeleteBaseline, origin: Origin) -> list[Fact]:
    if command.name not in state.baselines:
        return []
    require_reason(origin, "Deleting a baseline")
    return [BaselineDeleted(command.name)]


def _archive(state: Product, _command: ArchiveProduct, _origin: Origin) -> list[Fact]:
    return [] if state.archived else [ProductArchived()]


def _restore(state: Product, _command: RestoreProduct, _origin: Origin) -> list[Fact]:
    return [ProductRestored()] if state.archived else []


_RULES: dict[type, Callable[[Product, Any, Origin], list[Fact]]] = {
    ChangeProductSettings: _settle,
    DefineReady: _define_ready,
    DefineDone: _define_done,
    NameBaseline: _name_baseline,
    DeleteBaseline: _delete_baseline,
    ArchiveProduct: _archive,
    RestoreProduct: _restore,
}
