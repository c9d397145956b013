"""Folds facts into a state: most facts say new values under the state's own names."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from domain.fact import Fact

S = TypeVar("S", bound=Struct)
F = TypeVar("F", bound=Fact)


def evolving(
    opening: type[F], begin: Callable[[F], S], go_on: Callable[[S, Fact], S]
) -> Callable[[S | None, Fact], S]:
    """How a thing comes out of its facts; raises ``TypeError`` for a fact of something else.

    Args:
        opening: The fact that every one of them begins with.
        begin: ``(opening) -> state``.
        go_on: ``(state, fact) -> state`` for all other facts.
    """

    def evolve(state: S | None, fact: Fact) -> S:
        if isinstance(fact, opening):
            return begin(fact)
        if state is None:
            message = f"{opening.__name__} is the first fact, not {type(fact).__name__}"
            raise TypeError(message)
        return go_on(state, fact)

    return evolve


def by_type(folds: Mapping[type[Fact], Callable[[S, Any], S]]) -> Callable[[S, Fact], S]:
    """``(state, fact) -> state`` out of a table of what each type of fact does to the state."""

    def go_on(state: S, fact: Fact) -> S:
        fold = folds.get(type(fact))
        if fold is None:
            raise foreign(state, fact)
        return fold(state, fact)

    return go_on


def foreign(state: Struct, fact: Fact) -> TypeError:
    """The error of a fact that a thing of this kind does not go on with."""
    return TypeError(f"not a fact of a {type(state).__name__}: {type(fact).__name__}")


def absorb(state: S, fact: Struct, /, **also: object) -> S:
    """The state with every value that the fact says and the state has, and with ``also``."""
    return msgspec.structs.replace(state, **(_said(type(state), fact) | also))


def born(kind: type[S], said: Struct, /, **also: object) -> S:
    """A new struct of the values that another one says: a state of its first fact, say."""
    return kind(**(_said(kind, said) | also))


def _said(kind: type[Struct], fact: Struct) -> dict[str, object]:
    names = _shared(kind, type(fact))
    return {name: said for name in names if (said := getattr(fact, name)) is not msgspec.UNSET}


@cache
def _shared(kind: type[Struct], other: type[Struct]) -> tuple[str, ...]:
    """The fields that both kinds have."""
    return tuple(name for name in kind.__struct_fields__ if name in other.__struct_fields__)


def given(command: Struct) -> dict[str, Any]:
    """The values that a command gives: those that are not unset."""
    values = msgspec.structs.asdict(command)
    return {name: value for name, value in values.items() if value is not msgspec.UNSET}


def edited(state: Struct, command: Struct) -> dict[str, Any]:
    """The values that a command gives and that differ from the state's own."""
    return {name: value for name, value in given(command).items() if getattr(state, name) != value}
