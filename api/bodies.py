"""Reads a request's JSON body into a struct, strictly, and names every field that is not right.

Stricter than JSON readers are: twice the same key, unknown fields at any depth, NaN and lone
surrogates are refused. One reading decides what was asked for; none guesses.
"""

import json
import re
from collections.abc import Iterator
from types import UnionType
from typing import Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from api.problems import unreadable
from domain.refusal import FieldError, Malformed

T = TypeVar("T")

Plain: TypeAlias = Any
"""A value as JSON has it."""
Kind: TypeAlias = Any
"""A type as annotations have it."""

SHOWN = 100
"""How many characters of a value that was found are shown in an answer."""


def read_body(body: bytes, into: type[T]) -> T:
    """The body as ``into``.

    Raises:
        Failed: It is no acceptable JSON (400).
        Malformed: It is JSON, but fields are unknown, missing or not acceptable.
    """
    raw = _parse(body)
    unknown = tuple(_unknown_fields(raw, into, ""))
    if unknown:
        raise Malformed(*unknown)
    return convert(raw, into)


def convert(raw: Plain, into: type[T], *, strict: bool = True) -> T:
    """Plain values as ``into``; raises ``Malformed`` naming the first that is not acceptable."""
    try:
        return msgspec.convert(raw, into, strict=strict)
    except msgspec.ValidationError as error:
        raise Malformed(_field_error(str(error), raw, into)) from error


def allowed_values(kind: Kind) -> tuple[str, ...]:
    """The words that a value of ``kind`` may be, when it is one of a few words."""
    literals = [each for each in _members(kind) if _origin(each) is Literal]
    return tuple(str(value) for each in literals for value in get_args(each))


def _parse(body: bytes) -> Plain:
    try:
        msgspec.json.decode(body)  # strict about UTF-8, NaN, surrogates and depth
        return json.loads(body, object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError) as error:
        sentence = f"The body is not acceptable JSON: {_sentence(error)}"
        raise unreadable(sentence) from error


def _sentence(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply."
    return str(error)[:SHOWN].removeprefix("JSON is malformed: ")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        message = f"the key {twice[:SHOWN]!r} stands there twice."
        raise ValueError(message)
    return found


def _unknown_fields(raw: Plain, into: Kind, path: str) -> Iterator[FieldError]:
    """Every key of ``raw`` that no struct in ``into`` knows, at any depth."""
    for each in _members(into):
        if isinstance(raw, dict) and _is_struct(each):
            hints = get_type_hints(each)
            known = {f.encode_name: hints[f.name] for f in msgspec.structs.fields(each)}
            for name, value in raw.items():
                if name in known:
                    yield from _unknown_fields(value, known[name], f"{path}{name}.")
                elif name in getattr(each, "computed", ()):
                    yield _computed_field(f"{path}{name}", tuple(known))
                else:
                    yield _unknown_field(f"{path}{name}", tuple(known))
        elif isinstance(raw, list) and _origin(each) in {list, tuple}:
            for index, value in enumerate(raw):
                yield from _unknown_fields(value, get_args(each)[0], f"{path}{index}.")
        elif isinstance(raw, dict) and _origin(each) is dict:
            for name, value in raw.items():
                yield from _unknown_fields(value, get_args(each)[1], f"{path}{name}.")


def _unknown_field(name: str, known: tuple[str, ...]) -> FieldError:
    shown = name[:SHOWN]
    return FieldError(
        field=shown,
        code="unknown-field",
        message=f"There is no field {shown}; there are: {', '.join(known) or 'none'}.",
        allowed=known,
    )


def _computed_field(name: str, known: tuple[str, ...]) -> FieldError:
    message = f"{name} is computed and never sent; it follows from: {', '.join(known)}."
    return FieldError(field=name, code="computed-field", message=message, allowed=known)


def _field_error(message: str, raw: Plain, into: Kind) -> FieldError:
    """Msgspec's sentence as a field error: where, what was found, what would be accepted."""
    text, _, where = message.partition(" - at `$")
    missing = re.search(r"missing required field `(.+)`", text)
    steps = re.findall(r"\.([^.\[\]`]+)|\[(\d+|\.\.\.)\]", where)
    path, found, kind = _follow(raw, into, [name or index for name, index in steps])
    field = ".".join([*path, missing[1]] if missing else path) or "body"
    if missing:
        return FieldError(field=field, code="required", message=f"{field} is required.")
    allowed = allowed_values(kind)
    if allowed:
        accepted = f"{field} must be one of {', '.join(allowed)}."
        return FieldError(
            field=field, code="invalid-enum", message=accepted, found=_shown(found), allowed=allowed
        )
    return FieldError(field=field, code="invalid", message=f"{field}: {text}.", found=_shown(found))


def _follow(raw: Plain, into: Kind, steps: list[str]) -> tuple[list[str], Plain, Kind]:
    """The path of ``steps``, the value that is there, and the type it should have."""
    path: list[str] = []
    for step in steps:
        into = next((found for each in _members(into) if (found := _inside(each, step))), None)
        path.append(_first_wrong(raw, into) if step == "..." else step)
        try:
            raw = raw[int(step)] if isinstance(raw, list) else raw[path[-1]]
        except (ValueError, IndexError, KeyError, TypeError):
            return path, None, into
    return path, raw, into


def _first_wrong(raw: Plain, kind: Kind) -> str:
    """The key that msgspec writes as ``...``: the first one whose value is no ``kind``."""
    for name, value in raw.items():
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError:
            return str(name)[:SHOWN]
    return "..."


def _inside(kind: Kind, step: str) -> Kind:
    if _is_struct(kind):
        return get_type_hints(kind).get(step)
    arguments = get_args(kind)
    return arguments[-1 if _origin(kind) is dict else 0] if arguments else None


def _origin(kind: Kind) -> object:
    return get_origin(kind)


def _members(kind: Kind) -> tuple[Kind, ...]:
    return get_args(kind) if _origin(kind) in {Union, UnionType} else (kind,)


def _is_struct(kind: Kind) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _shown(found: Plain) -> str | None:
    return None if found is None else str(found)[:SHOWN]
