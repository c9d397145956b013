"""What a fact changed, field by field: the difference of the states before and after it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import compress
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

    What a fact leaves alone is the very same object in both states, and is not looked into.
    """
    if before is None:
        plain = msgspec.to_builtins(after)
        return [(name, None, value) for name, value in plain.items() if value]
    was, now = astuple(before), astuple(after)
    found: list[Changed] = []
    fields = zip(after.__struct_fields__, was, now, strict=True)
    for name, old, new in compress(fields, map(is_not, was, now)):
        if type(old) in _PLAIN and type(new) in _PLAIN:
            if old != new:
                found.append((name, old, new))
        else:
            found += _of(name, old, new)
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


def _of(name: str, old: Any, new: Any) -> Iterable[Changed]:  # noqa: ANN401  # any value
    """What differs between two values of one field, or inside of them."""
    old, new = msgspec.to_builtins((old, new))
    if isinstance(old, dict) and isinstance(new, dict):
        return _between(old, new, f"{name}.")
    return () if old == new else ((name, old, new),)


def _between(before: Mapping[str, Any], after: Mapping[str, Any], within: str) -> Iterator[Changed]:
    for name in {**before, **after}:
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            yield from _between(old, new, f"{within}{name}.")
        else:
            yield f"{within}{name}", old, new
