"""What a fact changed, field by field: the difference of the states before and after it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import astuple

from domain.fact import Fact


class Change(Struct, frozen=True):
    """One field: ``comments.<id>`` and ``base.title`` name a value inside a field."""

    field: str
    old: Any
    new: Any


def changes(before: Struct | None, after: Struct) -> list[Change]:
    """The fields that differ; for a new stream (``before`` is None) those that say something.

    What a fact leaves alone is the very same object in both states, and is not looked into.
    """
    if before is None:
        plain = msgspec.to_builtins(after)
        return [Change(name, None, value) for name, value in plain.items() if value not in _EMPTY]
    names = after.__struct_fields__
    pairs = zip(names, astuple(before), astuple(after), strict=True)
    touched = [(name, old, new) for name, old, new in pairs if old is not new]
    return _between(
        msgspec.to_builtins({name: old for name, old, _ in touched}),
        msgspec.to_builtins({name: new for name, _, new in touched}),
        "",
    )


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


_EMPTY: tuple[Any, ...] = (None, "", [], (), {}, False)


def _between(before: Mapping[str, Any], after: Mapping[str, Any], within: str) -> list[Change]:
    found: list[Change] = []
    for name in {**before, **after}:
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            found += _between(old, new, f"{within}{name}.")
        else:
            found.append(Change(f"{within}{name}", old, new))
    return found
