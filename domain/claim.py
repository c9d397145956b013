"""A claim: one name held by one owner, in a stream whose id follows from the name.

Two racers for the same name write the same stream, and one of them loses by version: uniqueness
across aggregates without a unique read model (``docs/architecture.md``, Claims).
"""

from functools import lru_cache
from typing import assert_never
from uuid import UUID, uuid5

from msgspec import Struct

from domain.decider import Decider
from domain.fact import Fact, Origin
from domain.plan import NOWHERE, Plan
from domain.refusal import FieldError, Refused

NAMESPACE = UUID("6f2c9a34-6f0b-5e0e-9c39-6a1f4d0f3a11")


class NameClaimed(Fact, frozen=True, tag="name.claimed"):
    """``owner`` holds ``name`` from now on."""

    name: str
    owner: UUID


class NameReleased(Fact, frozen=True, tag="name.released"):
    """``name`` is free again."""

    name: str
    owner: UUID


ClaimFact = NameClaimed | NameReleased


class Claim(Struct, frozen=True):
    """Asks for ``name`` on behalf of ``owner``.

    Attributes:
        code: The refusal's code when it is taken.
        field: The field of the caller's own command that holds the name, if there is one.
        message: What to tell people then.
    """

    name: str
    owner: UUID
    code: str = "already-taken"
    field: str = ""
    message: str = ""


class Release(Struct, frozen=True):
    """Gives ``name`` back; quiet when ``owner`` does not hold it."""

    name: str
    owner: UUID


class Held(Struct, frozen=True):
    """Who holds the name now; nobody when ``owner`` is None."""

    owner: UUID | None


@lru_cache(maxsize=10_000)  # what is at work is asked for again and again
def claim_id(name: str) -> UUID:
    """The stream of ``name``, such as ``tracker:github:repo 42:issue 7``."""
    return uuid5(NAMESPACE, name)


def decide(
    state: Held | None, command: Claim | Release, _origin: Origin, _around: Plan = NOWHERE
) -> list[Fact]:
    """Claim or release a name; raises ``Refused`` when another owner holds it."""
    owner = state.owner if state else None
    match command:
        case Claim():
            return _claim(owner, command)
        case Release():
            mine = owner == command.owner
            return [NameReleased(name=command.name, owner=command.owner)] if mine else []
        case _:
            assert_never(command)


def evolve(_state: Held | None, fact: Fact) -> Held:
    """Fold one fact of a claim."""
    match fact:
        case NameClaimed():
            return Held(owner=fact.owner)
        case NameReleased():
            return Held(owner=None)
        case _:
            msg = f"not a fact of a claim: {type(fact).__name__}"
            raise TypeError(msg)


def _claim(owner: UUID | None, command: Claim) -> list[Fact]:
    if owner == command.owner:
        return []
    if owner is not None:
        message = command.message or f"{command.name} is already held by {owner}."
        named = [FieldError(command.field, command.code, message)] if command.field else []
        raise Refused(command.code, message, *named)
    return [NameClaimed(name=command.name, owner=command.owner)]


CLAIM = Decider(kind="claim", decide=decide, evolve=evolve, state=Held)
