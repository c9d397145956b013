"""What there is to ask for: kinds, verbs, words, limits, moves, and the shape of every fact.

All of it follows from the rules and the types that the API runs on: nothing is said twice.
"""

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from api.access import RIGHTS
from domain.aggregate import Aggregate, verb_of
from domain.aggregates import AGGREGATES
from domain.catalogue import FACTS
from domain.command import Command
from domain.governed import Need, need_of
from domain.keys import LETTER_OF
from projections.all import all_projections

LIMITS = ("maxLength", "minimum", "maximum")


class Limits(msgspec.Struct, frozen=True, omit_defaults=True, rename="camel"):
    """The bounds of a value: characters of a text, or a number's least and most."""

    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None


class VerbMeta(msgspec.Struct, frozen=True):
    """One thing that can be asked for.

    Attributes:
        needs: What it may want besides: a reason, or a reason and a cause.
        fields: The names of its fields; those that are needed come first.
        words: The words that a field can be, by the field.
        limits: The bounds of a field's value, by the field.
    """

    name: str
    summary: str
    needs: Need | None
    fields: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    limits: dict[str, Limits]


class KindMeta(msgspec.Struct, frozen=True):
    """One kind of thing.

    Attributes:
        letter: What stands before the number in its keys.
        path: Its word in URLs.
        openings: Other ways to begin one, each at its own word behind the path.
        words: The words that each of its values can be.
        transitions: Where its status can go from each status; None where more decides.
    """

    kind: str
    letter: str
    path: str
    opening: VerbMeta
    openings: tuple[VerbMeta, ...]
    verbs: tuple[VerbMeta, ...]
    words: dict[str, tuple[str, ...]]
    transitions: dict[str, tuple[str, ...]] | None


class Meta(msgspec.Struct, frozen=True):
    """What there is to ask for.

    Attributes:
        governed: The verbs that may want a reason or a cause, as ``kind.verb``.
        roles: What each role may do.
        projections: The names of the read models.
        facts: The JSON Schema of every fact, by its tag.
    """

    kinds: tuple[KindMeta, ...]
    governed: dict[str, Need]
    roles: dict[str, tuple[str, ...]]
    projections: tuple[str, ...]
    facts: dict[str, dict[str, Any]]


@cache
def meta() -> Meta:
    """All of it, put together once."""
    return Meta(
        kinds=tuple(_kind(each) for each in AGGREGATES),
        governed={f"{k.kind}.{v}": need for k in AGGREGATES for v, need in k.governed.items()},
        roles={role: tuple(sorted(rights)) for role, rights in RIGHTS.items()},
        projections=tuple(each.name for each in all_projections()),
        facts={tag: msgspec.json.schema(fact) for tag, fact in FACTS.items()},
    )


def _kind(kind: Aggregate[Any]) -> KindMeta:
    table = kind.transitions
    return KindMeta(
        kind.kind,
        LETTER_OF.get(kind.kind, ""),
        kind.path,
        _verb(kind, kind.opening),
        tuple(_verb(kind, each) for each in kind.openings.values() if each is not kind.opening),
        tuple(_verb(kind, each) for each in kind.verbs.values()),
        _words(kind.state),
        None if table is None else {each: tuple(to) for each, to in table.items()},
    )


def _verb(kind: Aggregate[Any], command: type[Command]) -> VerbMeta:
    fields = sorted(msgspec.structs.fields(command), key=lambda field: not field.required)
    return VerbMeta(
        verb_of(command),
        " ".join(str(command.__doc__).split("\n")[0].replace("``", "").split()),
        need_of(kind.rules[command]),
        tuple(each.name for each in fields),
        _words(command),
        {name: found for name, hint in _leaves(command) if (found := _limits(hint)) != Limits()},
    )


def _words(struct: type[msgspec.Struct]) -> dict[str, tuple[str, ...]]:
    literals = ((name, hint) for name, hint in _leaves(struct) if get_origin(hint) is Literal)
    return {name: tuple(str(each) for each in get_args(hint)) for name, hint in literals}


def _limits(hint: Any) -> Limits:  # noqa: ANN401  # a type as annotations have it
    found: dict[str, Any] = {}
    for each in get_args(hint)[1:] if get_origin(hint) is Annotated else ():
        schema = getattr(each, "extra_json_schema", None) or {}
        found |= {name: schema[name] for name in LIMITS if name in schema}
    return msgspec.convert(found, Limits)


def _leaves(struct: type[msgspec.Struct], within: str = "") -> Iterator[tuple[str, Any]]:
    """Every plain value in a struct, with the type that says what it can be."""
    for name, hint in get_type_hints(struct, include_extras=True).items():
        if name in struct.__struct_fields__:
            yield from _inside(f"{within}{name}", hint)


def _inside(name: str, hint: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  # a type
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        yield name, hint
        yield from _inside(name, args[0])
    elif origin in (Union, UnionType):
        for each in args:
            yield from _inside(name, each)
    elif origin is tuple:
        yield from _inside(name, args[0])
    elif origin is Literal:
        yield name, hint
    elif isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield from _leaves(hint, f"{name}.")
