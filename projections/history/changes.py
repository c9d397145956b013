"""What a fact changed, field by field: the difference of the states before and after it."""

from collections.abc import Iterator
from functools import cache
from itertools import compress, count
from operator import is_not
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import astuple

from domain.fact import Fact


class Change(Struct, frozen=True, gc=False):
    """One field: ``comments.<id>`` and ``base.title`` name a value inside a field."""

    field: str
    old: Any
    new: Any


Changed = tuple[str, Any, Any]
"""The values of a ``Change``, as the history keeps many of them."""


def changes(before: Struct | None, after: Struct) -> list[Changed]:
    """The fields that differ; for a new stream (``before`` is None) those that say something.

    What a fact leaves alone is the very same object in both states, and is not looked into. Values
    may be those of the states themselves: they become JSON sooner or later.
    """
    names, now = after.__struct_fields__, astuple(after)
    if before is None:
        return [
            (name, None, said)
            for name, value in zip(names, now, strict=True)
            if value and (said := value if type(value) in _PLAIN else msgspec.to_builtins(value))
        ]
    was = astuple(before)
    found: list[Changed] = []
    for at in compress(count(), map(is_not, was, now)):
        old, new = was[at], now[at]
        if isinstance(old, _NAMED) and isinstance(new, _NAMED):
            found += _within(names[at], *msgspec.to_builtins((old, new)))
        elif old != new:
            found.append((names[at], old, new))
    return found


def details(fact: Fact, state: Struct) -> dict[str, Any]:
    """What the fact says beyond the state's own fields, such as which checks were waived."""
    beyond = _beyond(type(fact), type(state))
    if not beyond:
        return {}
    said: dict[str, Any] = msgspec.to_builtins(fact)
    return {name: value for name, value in said.items() if name in beyond}


@cache
def _beyond(fact: type[Fact], state: type[Struct]) -> frozenset[str]:
    return frozenset(fact.__struct_fields__) - frozenset(state.__struct_fields__)


_PLAIN = frozenset({str, int, float, bool, type(None)})
"""Types of values that are in JSON what they are in a state."""
_NAMED = (Struct, dict)
"""Types of values that are made of named ones."""


def _within(name: str, old: Any, new: Any) -> Iterator[Changed]:  # noqa: ANN401  # any value
    """What differs between two values as JSON has them: in objects, value by value."""
    if isinstance(old, dict) and isinstance(new, dict):
        for each in {**old, **new}:
            yield from _within(f"{name}.{each}", old.get(each), new.get(each))
    elif old != new:
        yield name, old, new
