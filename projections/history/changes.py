"""What a fact changed, field by field: the difference of the states before and after it."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from domain.fact import Fact


class Change(Struct, frozen=True):
    """One field: ``comments.<id>`` and ``base.title`` name a value inside a field."""

    field: str
    old: Any
    new: Any


def changes(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[Change]:
    """The fields that differ; for a new stream (``before`` is None) those that say something."""
    if before is None:
        return [Change(name, None, value) for name, value in after.items() if value not in _EMPTY]
    return _between(before, after, "")


def details(fact: Fact, state: Mapping[str, Any]) -> dict[str, Any]:
    """What the fact says beyond the state's own fields, such as which checks were waived."""
    said: dict[str, Any] = msgspec.to_builtins(fact)
    return {name: value for name, value in said.items() if name not in state and name != "type"}


_EMPTY: tuple[Any, ...] = (None, "", [], {}, False)


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
