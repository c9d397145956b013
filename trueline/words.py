"""Reads what people type for a value: a word, a number, or the compact form of something bigger.

The type says how: ``2026-Q3`` for a window, ``1200 EUR`` for money, ``2000,2,0.8,4`` for a value
of several parts in their order, ``a=1,b=2`` for named ones. Everything may be given as JSON too.
"""

from collections.abc import Sequence
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

from trueline.failure import USAGE, CommandFailed

_NOT_SAID = (type(None), msgspec.UnsetType)


def plain_type(hint: Any) -> Any:  # noqa: ANN401  # a type as annotations have it
    """The type of a value that is given: without ``None``, ``UNSET`` and what is checked."""
    if get_origin(hint) is Annotated:
        return plain_type(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        real = [each for each in get_args(hint) if each not in _NOT_SAID]
        return plain_type(real[0]) if len(real) == 1 else str
    return hint


def extra_of(hint: Any) -> dict[str, Any]:  # noqa: ANN401  # a type as annotations have it
    """What a type tells besides (``msgspec.Meta.extra``)."""
    found: dict[str, Any] = {}
    for each in get_args(hint):
        if isinstance(each, msgspec.Meta):
            found |= each.extra or {}
        elif get_origin(hint) in (Union, UnionType, Annotated):
            found |= extra_of(each)
    return found


def value_of(name: str, hint: Any, said: str) -> Any:  # noqa: ANN401  # plain values, as JSON has them
    """What is said as plain values; raises ``CommandFailed`` naming ``name`` when it is none."""
    kind = plain_type(hint)
    if kind is str:
        return said  # whatever it begins with
    if said[:1] in ("{", "["):
        return _json(name, said)
    if get_origin(kind) is dict:
        return dict(_pair(name, each) for each in said.split(","))
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _struct(name, kind, said)
    if kind in (int, float, bool):
        try:
            return msgspec.convert(said, kind, strict=False)
        except msgspec.ValidationError as error:
            message = f"{name} is {said!r}, not a {'number' if kind is not bool else 'yes or no'}."
            raise CommandFailed(message, USAGE) from error
    return said


def filters_in(words: Sequence[str]) -> dict[str, str]:
    """``--status draft`` and ``status=draft`` as filters."""
    found: dict[str, str] = {}
    rest = list(words)
    while rest:
        name, equals, value = rest.pop(0).removeprefix("--").partition("=")
        if not equals:
            value = rest.pop(0) if rest else ""
        found[name.replace("-", "_")] = value
    return found


def _struct(name: str, kind: type[msgspec.Struct], said: str) -> Any:  # noqa: ANN401  # plain values
    read = getattr(kind, "read", None)
    if read is not None:
        return msgspec.to_builtins(read(said))
    fields, parts = msgspec.structs.fields(kind), said.split(",")
    least = sum(field.required for field in fields)
    if not least <= len(parts) <= len(fields):
        names = ",".join(field.name for field in fields)
        message = f"{name} is {said!r}; expected {names} with commas between."
        raise CommandFailed(message, USAGE)
    return {
        field.name: value_of(f"{name}.{field.name}", field.type, part.strip())
        for field, part in zip(fields, parts, strict=False)
    }


def _pair(name: str, said: str) -> tuple[str, str]:
    left, equals, right = said.partition("=")
    if not equals:
        message = f"{name} is {said!r}; expected NAME=VALUE, with commas between several."
        raise CommandFailed(message, USAGE)
    return left.strip(), right.strip()


def _json(name: str, said: str) -> Any:  # noqa: ANN401  # plain values
    try:
        return msgspec.json.decode(said)
    except msgspec.DecodeError as error:
        message = f"{name}: {said!r} starts like JSON but is none ({error})"
        raise CommandFailed(message, USAGE) from error
