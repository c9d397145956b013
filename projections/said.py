"""What a state says: every text in it, by the field that it stands in.

Words that only choose (a status, a kind) and ids are left out, by the fields' types. What is a key
is a reference to another thing of the plan; all else is text that people wrote.
"""

from collections.abc import Callable
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from domain import keys
from domain.fact import Ref
from domain.personal import PREFIX, SEALED

TITLES = ("title", "name", "summary")
PLAIN = frozenset({"to", "id", "key", "ref", "by"})
"""Names that say nothing of what a reference is for."""
SILENT = frozenset(
    {
        *("key", "rank", "left_releases", "subjects", "began_with", "done", "not_done"),
        *("told", "pinned", "drawn", "left_out"),
    }
)
"""Fields that say nothing to people, or name what is no longer so."""
EDITIONS = {"vision_version": "vision"}
"""Fields that hold an edition's number of the one thing of a kind that a product has."""

Reader = Callable[[Any, str, list[tuple[str, str]]], None]
"""``(value, field, found)``: adds what is said in a value to what was found."""


class Said(NamedTuple):
    """What one thing says.

    Attributes:
        title: What people call it; empty where it has no title.
        texts: What else people wrote.
        references: The keys it names, each with the relation or the field it stands in.
    """

    title: str
    texts: list[str]
    references: list[tuple[str, str]]


def said_by(state: Any) -> Said:  # noqa: ANN401  # the state of a thing of any kind
    """Everything that a state says."""
    found: list[tuple[str, str]] = []
    kind: type[Struct] = type(state)
    for name, read in readers_of(kind):
        read(getattr(state, name), name, found)
    title = next((getattr(state, each) for each in TITLES if hasattr(state, each)), "")
    product, own = keys.product_of(state.key), state.key
    texts, references, prefix = [], [], f"{product}-"
    for field, text in found:
        if text.startswith(prefix) and keys.kind_of(text):
            references.append((field, text))
        elif field not in TITLES or text != title:
            texts.append(text)
    references += _editions(state, product)
    return Said(title, texts, [each for each in dict.fromkeys(references) if each[1] != own])


def _editions(state: Any, product: str) -> list[tuple[str, str]]:  # noqa: ANN401  # any state
    held = ((name, kind) for name, kind in EDITIONS.items() if getattr(state, name, None))
    return [(kind, keys.key_of(product, kind, 0)) for _, kind in held]


def says_the_same(one: Any, other: Any) -> bool:  # noqa: ANN401  # states of the same kind
    """Whether nothing that is said can differ: a fold keeps what it does not touch."""
    kind: type[Struct] = type(other)
    fields = readers_of(kind)
    return one is not None and all(getattr(one, n) is getattr(other, n) for n, _ in fields)


@cache
def readers_of(kind: type[Struct]) -> tuple[tuple[str, Reader], ...]:
    """The fields of a struct in which something can be said."""
    hints = get_type_hints(kind, include_extras=True)
    readers = (
        (name, _reader(hints[name])) for name in kind.__struct_fields__ if name not in SILENT
    )
    return tuple((name, reader) for name, reader in readers if reader is not None)


def _reader(hint: Any) -> Reader | None:  # noqa: ANN401  # a type as annotations have it
    origin, args = get_origin(hint), get_args(hint)
    if hint is str:
        return _text
    if hint is Ref:
        return lambda value, field, found: found.append((field, value.id))
    if origin is Annotated:
        return _reader(args[0])
    if origin in (Union, UnionType):
        real = [each for each in args if each not in (type(None), msgspec.UnsetType)]
        return _where_it_is(_reader(real[0])) if len(real) == 1 else None
    if origin in (tuple, list) and args:
        return _each(_reader(args[0]), lambda values: values)
    if origin is dict:
        return _each(_reader(args[1]), dict.values)
    is_struct = isinstance(hint, type) and issubclass(hint, Struct)
    return _parts(hint) if is_struct else None


def _text(value: str, field: str, found: list[tuple[str, str]]) -> None:
    if value and not (value.startswith(PREFIX) and SEALED.fullmatch(value)):
        found.append((field, value))


def _where_it_is(reader: Reader | None) -> Reader | None:
    if reader is None:
        return None

    def maybe(value: Any, field: str, found: list[tuple[str, str]]) -> None:  # noqa: ANN401  # any
        if value is not None and value is not msgspec.UNSET:
            reader(value, field, found)

    return maybe


def _each(reader: Reader | None, values_of: Callable[[Any], Any]) -> Reader | None:
    if reader is None:
        return None

    def every(values: Any, field: str, found: list[tuple[str, str]]) -> None:  # noqa: ANN401  # any
        for value in values_of(values):
            reader(value, field, found)

    return every


def _parts(kind: type[Struct]) -> Reader:
    readers = readers_of(kind)

    def parts(value: Any, field: str, found: list[tuple[str, str]]) -> None:  # noqa: ANN401  # any
        relation = getattr(value, "rel", field)
        for name, reader in readers:
            reader(getattr(value, name), relation if name in PLAIN else name, found)

    return parts
