"""Folds facts into a state: most facts say new values under the state's own names."""

from typing import Any, TypeVar

import msgspec
from msgspec import Struct

S = TypeVar("S", bound=Struct)


def absorb(state: S, fact: Struct, **also: object) -> S:
    """The state with every value that the fact says and the state has, and with ``also``."""
    return msgspec.structs.replace(state, **(_said(type(state), fact) | also))


def born(kind: type[S], said: Struct, **also: object) -> S:
    """A new struct of the values that another one says: a state of its first fact, say."""
    return kind(**(_said(kind, said) | also))


def _said(kind: type[Struct], fact: Struct) -> dict[str, object]:
    names = set(kind.__struct_fields__).intersection(fact.__struct_fields__)
    values = {name: getattr(fact, name) for name in names}
    return {name: value for name, value in values.items() if value is not msgspec.UNSET}


def given(command: Struct) -> dict[str, Any]:
    """The values that a command gives: those that are not unset."""
    values = msgspec.structs.asdict(command)
    return {name: value for name, value in values.items() if value is not msgspec.UNSET}


def edited(state: Struct, command: Struct) -> dict[str, Any]:
    """The values that a command gives and that differ from the state's own."""
    return {name: value for name, value in given(command).items() if getattr(state, name) != value}
