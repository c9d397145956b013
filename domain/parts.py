"""The parts of a thing, such as its actions or its options: each goes by its number within it."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, TypeVar

from msgspec.structs import replace

from domain.refusal import Unknown


class Part(Protocol):
    """Something that goes by an id within a thing."""

    @property
    def id(self) -> str:
        """Its number, as text, or a name that was given to it."""
        ...


P = TypeVar("P", bound=Part)


def next_id(parts: Sequence[Part]) -> str:
    """The id of one more part: they are numbered from 1, and none is taken out."""
    return str(len(parts) + 1)


def part_of(parts: Iterable[P], id_: str, what: str) -> P:
    """The part with an id; raises ``Unknown`` with the word for it, ``what``, if there is none."""
    found = next((each for each in parts if each.id == id_), None)
    if found is None:
        raise Unknown(what, id_)
    return found


def with_part(parts: tuple[Any, ...], id_: str | None, **values: object) -> tuple[Any, ...]:
    """The parts with other values in the one with this id."""
    return tuple(replace(each, **values) if each.id == id_ else each for each in parts)
