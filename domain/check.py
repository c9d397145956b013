"""Whether a command's values are acceptable, by what its fields' types say of them.

A type says it with ``Annotated`` (``domain/values.py`` has the common ones): a check of the value,
or the kinds of thing that a key may point to. A struct that holds values which have to
fit each other has a method ``wrong(field)``. Everything wrong is named at once.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from domain import text
from domain.refusal import FieldError
from domain.scene import Scene

Checked = Callable[[str, Any, Scene], list[FieldError]]
"""``(field, value, scene) -> what is wrong``."""


def wrong(values: msgspec.Struct, scene: Scene, within: str = "") -> list[FieldError]:
    """What is wrong with a command or a part of it; ``within`` is the part's own field."""
    found: list[FieldError] = []
    for name, check in checks_of(type(values)):
        value = getattr(values, name)
        if value is not None and value is not msgspec.UNSET:
            found += check(f"{within}{name}", value, scene)
    own = getattr(values, "wrong", None)
    return [*found, *own(within.rstrip("."))] if own and not found else found


@cache
def checks_of(kind: type[msgspec.Struct]) -> tuple[tuple[str, Checked], ...]:
    """The fields of a struct that can be wrong, each with its check."""
    hints = get_type_hints(kind, include_extras=True)
    checks = ((name, _check_of(hints[name])) for name in kind.__struct_fields__)
    return tuple((name, check) for name, check in checks if check is not None)


def _check_of(hint: Any) -> Checked | None:  # noqa: ANN401  # a type as annotations have it
    """The check of one type; None when every value of it will do."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _all_of([*(_of_meta(each) for each in args[1:]), _check_of(args[0])])
    if origin is Literal:
        return lambda field, value, _scene: text.one_of(field, value, args)
    if origin in (Union, UnionType):
        return _any_of(args)
    if origin is tuple:
        return _each(enumerate, _check_of(args[0]))
    if origin is dict:
        return _each(dict.items, _check_of(args[1]))
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return lambda field, value, scene: wrong(value, scene, f"{field}.")
    return None


def _of_meta(meta: object) -> Checked | None:
    if not isinstance(meta, Meta):
        return None
    extra = meta.extra or {}
    if "check" in extra:
        return lambda field, value, _scene: extra["check"](field, value)
    if "to" in extra:
        return lambda field, value, scene: scene.wrong_key(field, value, extra["to"])
    return None


def _all_of(checks: list[Checked | None]) -> Checked | None:
    real = [each for each in checks if each is not None]
    if len(real) < 2:  # noqa: PLR2004  # none, or the only one
        return real[0] if real else None
    return lambda field, value, scene: [e for each in real for e in each(field, value, scene)]


def _each(
    pairs: Callable[[Any], Iterable[tuple[object, Any]]], check: Checked | None
) -> Checked | None:
    """The check of every value within another; ``pairs`` says where each one stands in it."""
    if check is None:
        return None

    def every(field: str, values: Any, scene: Scene) -> list[FieldError]:  # noqa: ANN401  # several
        return [
            found for at, value in pairs(values) for found in check(f"{field}.{at}", value, scene)
        ]

    return every


def _any_of(args: tuple[Any, ...]) -> Checked | None:
    """The check of the one type among several that is not None or unset."""
    real = list(_real(args))
    return _check_of(real[0]) if len(real) == 1 else None


def _real(args: tuple[Any, ...]) -> Iterator[Any]:
    return (each for each in args if each not in (type(None), msgspec.UnsetType))
