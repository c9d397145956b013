"""What was published for good, version by version: what each changed, by whom, when and why."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

import msgspec
from msgspec import Struct

from domain.fact import Actor, Ref
from ledger.entry import Entry
from projections.history.changes import Change, changes


class Published(Protocol):
    """A fact that lets a text stand for good."""

    @property
    def edition(self) -> int:
        """The text's number."""
        ...

    @property
    def text(self) -> Struct:
        """All that it says."""
        ...


F = TypeVar("F", bound=Published)


class Edition(Struct, frozen=True, kw_only=True):
    """A published text, and how it came about.

    Attributes:
        number: 1 is the first version.
        changes: Every field that says something else than in the version before.
        occurred_at: When it was published.
        recorded_at: When we learnt it.
    """

    number: int
    changes: list[Change]
    who: Actor
    occurred_at: datetime
    recorded_at: datetime
    reason: str
    because_of: tuple[Ref, ...]
    position: int


def editions(entries: Sequence[Entry], kind: type[F]) -> Iterator[tuple[F, dict[str, Any]]]:
    """Each fact of a kind that published a text, oldest first, with the values of its edition."""
    before: Struct | None = None
    for entry in entries:
        fact: Any = entry.fact
        if isinstance(fact, kind):
            yield fact, _common(entry, fact, before)
            before = fact.text


def _common(entry: Entry, fact: Published, before: Struct | None) -> dict[str, Any]:
    origin = entry.origin
    return {
        "number": fact.edition,
        "changes": [Change(*each) for each in msgspec.to_builtins(changes(before, fact.text))],
        "who": origin.actor,
        "occurred_at": origin.occurred_at,
        "recorded_at": entry.recorded_at,
        "reason": origin.reason or "",
        "because_of": origin.because_of,
        "position": entry.position,
    }
