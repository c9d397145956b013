"""What every projection is: a name, its tables, and one way to take facts in."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Literal, Protocol

import sqlalchemy as sa

from domain.catalogue import AGGREGATE_OF, FACTS
from domain.fact import Fact
from ledger.entry import Entry

OnError = Literal["stop", "skip"]
Write = Callable[[sa.Connection], Sequence[str]]
"""What is left of a batch once it is worked out; answers the ids to announce."""


class Projection(Protocol):
    """A read model that the runner keeps.

    Attributes:
        name: Permanent; the position is stored under it.
        version: Raise it when the rows would come out differently: the runner then rebuilds.
        on_error: What becomes of a fact that fails every time: ``stop`` waits for a person,
            ``skip`` notes it in ``projection_error`` and goes on.
        tables: Everything it writes.
    """

    @property
    def name(self) -> str:
        """The projection's permanent name."""
        ...

    @property
    def version(self) -> int:
        """The shape of its rows."""
        ...

    @property
    def on_error(self) -> OnError:
        """What becomes of a fact that fails every time."""
        ...

    @property
    def tables(self) -> Sequence[sa.Table]:
        """Everything it writes."""
        ...

    def apply(self, connection: sa.Connection, entries: Sequence[Entry]) -> Sequence[str]:
        """Write what ``entries`` change, in order, in the runner's transaction.

        Returns:
            Ids to announce once the transaction is committed; usually none.
        """
        ...

    def clear(self, connection: sa.Connection) -> None:
        """Forget what a replay from the first fact brings back."""
        ...


def prepared(projection: Projection, connection: sa.Connection, entries: Sequence[Entry]) -> Write:
    """Work a batch out as far as the projection can before the transaction that writes it.

    It can when it has a ``prepare``, which does what ``apply`` does, but for writing. What that
    reads is right if the projection still stands where the batch begins when it is written, and
    moving the position makes sure of that.
    """
    prepare = getattr(projection, "prepare", None)
    if prepare is not None:
        write: Write = prepare(connection, entries)
        return write
    return lambda connection: projection.apply(connection, entries)


def looks_ahead(projection: Projection) -> bool:
    """Whether ``prepare`` is right even while the batch before is being written."""
    return bool(getattr(projection, "looks_ahead", False))


def empty(connection: sa.Connection, tables: Sequence[sa.Table]) -> None:
    """Delete every row of ``tables``: how most projections clear themselves."""
    for table in tables:
        connection.execute(sa.delete(table))


@cache
def types_of(kind: str) -> frozenset[type[Fact]]:
    """The classes of an aggregate's facts."""
    return frozenset(FACTS[tag] for tag, owner in AGGREGATE_OF.items() if owner == kind)


Lives = Mapping[int, Sequence[Entry]]
"""Entries by stream (its id as a number: cheap to look up)."""


class Batch(list[Entry]):
    """Entries that are taken in together: looked through once, for all who ask ``by_stream``.

    Attributes:
        states: States after the batch, as JSON by stream, of things that are folded already.
    """

    def __init__(self, entries: Iterable[Entry], states: Mapping[str, str] | None = None) -> None:
        """Look nothing through yet."""
        super().__init__(entries)
        self.states = states or {}

    @cached_property
    def lives(self) -> Mapping[str, Lives]:
        """By kind of aggregate, and by stream."""
        lives: defaultdict[str, defaultdict[int, list[Entry]]]
        lives = defaultdict(lambda: defaultdict(list))
        for entry in self:
            kind = _KIND_OF.get(type(entry.fact))
            if kind is not None:
                lives[kind][entry.stream_id.int].append(entry)
        return lives


def states_after(entries: Sequence[Entry]) -> Mapping[str, str]:
    """States after the entries that need not be folded again, as JSON by stream."""
    return entries.states if isinstance(entries, Batch) else {}


def by_stream(entries: Sequence[Entry], kind: str) -> Lives:
    """The entries of one kind of aggregate by stream."""
    batch = entries if isinstance(entries, Batch) else Batch(entries)
    return batch.lives.get(kind, {})


_KIND_OF = {FACTS[tag]: kind for tag, kind in AGGREGATE_OF.items()}
