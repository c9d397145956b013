"""Writes one history row per fact; a batch reads the states it goes on with in one query."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.aggregates import AGGREGATES
from domain.backlog_item.state import BacklogItem
from domain.catalogue import AGGREGATE_OF, DECIDERS, FACTS
from domain.claim import Held
from domain.connection.facts import TrackerConnected
from domain.connection.state import Connection
from domain.fact import Actor, Ref
from domain.link.facts import LinkPlanned
from domain.link.state import Link
from domain.personal import masked
from domain.product.state import Product
from ledger.entry import Entry
from projections.audit.seal import sealed
from projections.audit.tables import AUDIT_MARK
from projections.bulk import Row, rows_with, upsert
from projections.history.changes import Change, changes, details
from projections.history.followers import Folded, followers
from projections.history.stretches import Tally, tallied
from projections.history.tables import HISTORY, HISTORY_STREAM
from projections.projection import OnError, Write, empty
from projections.search.tables import SEARCH_TEXT
from projections.trace.tables import PLAN_EDGE

STATES: dict[str, type[Struct]] = {
    "item": BacklogItem,
    "product": Product,
    "connection": Connection,
    "link": Link,
    "claim": Held,
    **{each.kind: each.state for each in AGGREGATES},
    "stretch": Tally,
}


class HistoryRow(Struct, frozen=True, omit_defaults=True, gc=False):
    """One fact as people read it.

    Attributes:
        key: What it is about: an item's key (for its links too) or a product's.
        about: The kind of the stream: item, product, connection, link, claim, decision, ...
        occurred_at: When it became true in the world.
        recorded_at: When we learnt it.
        changes: Old and new value of every field it changed.
        details: What it says besides.
        governed: Whether its rule would have refused it without a reason.
    """

    position: int
    event_id: UUID
    key: str | None
    about: str
    stream_id: UUID
    version: int
    type: str
    who: Actor
    source: str
    occurred_at: datetime
    recorded_at: datetime
    correlation_id: UUID
    changes: list[Change]
    details: dict[str, Any] = {}
    source_ref: str | None = None
    reason: str | None = None
    because_of: tuple[Ref, ...] = ()
    causation_id: UUID | None = None
    violations: tuple[str, ...] = ()
    governed: bool = False


AT_HAND = 4000
"""How many streams are kept in memory before only the last batch's are."""


class HistoryView:
    """The history as a projection, with all that follows from the same fold.

    What the last batches folded is kept at hand, and used only when the next fact is the next
    version: a state belongs to its version, so it is right even after a rollback.
    """

    name = "history"
    version = 5
    on_error: OnError = "stop"
    tables: Sequence[sa.Table] = (HISTORY, HISTORY_STREAM, AUDIT_MARK, PLAN_EDGE, SEARCH_TEXT)

    def __init__(self, *, marks: bool = True) -> None:
        """Know nothing yet; without ``marks``, somebody else calls ``seal_behind``."""
        self._marks = marks
        self._recent: dict[int, _Stream] = {}

    def apply(self, connection: sa.Connection, entries: Sequence[Entry]) -> Sequence[str]:
        """Write a row per fact and remember each touched stream's state."""
        return self.prepare(connection, entries)(connection)

    def prepare(self, connection: sa.Connection, entries: Sequence[Entry]) -> Write:
        """Fold the facts and tell the differences; what is left to do is to write them."""
        mine = [entry for entry in entries if type(entry.fact) in _KINDS]
        streams = self._at_hand(mine)
        streams |= _known(connection, mine, streams.keys())
        before = {each: stream.state for each, stream in streams.items()}
        touched: dict[int, _Stream] = {}
        rows: list[Row] = []
        causes: set[tuple[str, str]] = set()  # key, and key of the cause
        for entry in mine:
            at = entry.stream_id.int
            stream = streams.get(at) or _new_stream(entry, streams)
            streams[at] = touched[at] = stream
            rows.append(_row(entry, stream))
            causes.update((stream.key, ref.id) for ref in entry.origin.because_of if stream.key)
        folded = (Folded(s.kind, before.get(at), s.state) for at, s in touched.items())
        follow = followers(folded, causes)
        states = [_folded(each) for each in touched.values()]
        marks = sealed(connection, entries[-1].position, rows) if self._marks else []
        written = ((HISTORY, rows), (HISTORY_STREAM, states), (AUDIT_MARK, marks))

        def write(connection: sa.Connection) -> Sequence[str]:
            for table, of_table in written:
                upsert(connection, table, of_table)
            follow.write(connection)
            return ()

        if len(self._recent) > AT_HAND:
            self._recent.clear()
        self._recent |= touched
        return write

    def clear(self, connection: sa.Connection) -> None:
        """Forget every row."""
        empty(connection, self.tables)

    def _at_hand(self, entries: Sequence[Entry]) -> dict[int, "_Stream"]:
        """The streams that the batch goes on with where the last ones left them."""
        first = {entry.stream_id.int: entry.stream_version for entry in reversed(entries)}
        recent = ((each, self._recent.get(each)) for each in first)
        return {each: s for each, s in recent if s is not None and s.version == first[each] - 1}


class _Stream(Struct, gc=False):
    """A stream so far, after ``version`` facts."""

    id: str
    kind: str
    key: str | None
    state: Any = None
    version: int = 0


def _known(
    connection: sa.Connection, entries: Sequence[Entry], at_hand: Collection[int]
) -> dict[int, _Stream]:
    """The other streams that the batch goes on with, or that its new streams belong to."""
    born = {entry.stream_id.int for entry in entries if entry.stream_version == 1}
    owners = (_owner(entry) for entry in entries if type(entry.fact) in _OWNED)
    wanted = {entry.stream_id.int for entry in entries} | {each.int for each in owners if each}
    wanted -= born | set(at_hand)
    ids = [str(UUID(int=each)) for each in wanted]
    found = rows_with(connection, HISTORY_STREAM.c.stream_id, ids, list(HISTORY_STREAM.columns))
    return {UUID(row[0]).int: _loaded(*row) for row in found}


def _loaded(id_: str, kind: str, key: str | None, state: str) -> _Stream:
    return _Stream(id_, kind, key, _DECODERS[kind].decode(state))


def _new_stream(entry: Entry, streams: dict[int, _Stream]) -> _Stream:
    owner = _owner(entry)
    owning = streams.get(owner.int) if owner else None
    key = owning.key if owning else getattr(entry.fact, "key", None)
    return _Stream(str(entry.stream_id), _KINDS[type(entry.fact)], key)


_OWNED = frozenset({LinkPlanned, TrackerConnected})


def _owner(entry: Entry) -> UUID | None:
    """The stream whose key a new stream goes by: a link's item, a connection's product."""
    if isinstance(entry.fact, LinkPlanned):
        return entry.fact.item
    return entry.fact.product if isinstance(entry.fact, TrackerConnected) else None


def _row(entry: Entry, stream: _Stream) -> Row:
    """Fold the entry into its stream and tell the difference."""
    before = stream.state
    after = _EVOLVE[stream.kind](before, entry.fact)
    stream.state, stream.version = after, entry.stream_version
    sealed, tag = entry.sealed.opened, _TAGS[type(entry.fact)]
    origin, recorded_at = sealed.origin, entry.recorded_at
    row = HistoryRow(
        position=entry.position,
        event_id=entry.event_id,
        key=stream.key,
        about=stream.kind,
        stream_id=entry.stream_id,
        version=entry.stream_version,
        type=tag,
        who=origin.actor,
        source=origin.source,
        occurred_at=origin.occurred_at,
        recorded_at=recorded_at,
        correlation_id=origin.correlation_id,
        changes=changes(before, after),
        details=details(entry.fact, after),
        source_ref=origin.source_ref,
        reason=origin.reason,
        because_of=origin.because_of,
        causation_id=origin.causation_id,
        violations=sealed.violations,
        governed=sealed.governed,
    )
    packed = masked(_ENCODER.encode(row).decode())
    return (entry.position, stream.id, stream.key, tag, recorded_at.timestamp(), packed)


def _folded(stream: _Stream) -> Row:
    return (stream.id, stream.kind, stream.key, _ENCODER.encode(stream.state).decode())


_TAGS = {fact: tag for tag, fact in FACTS.items()}
_KINDS = {fact: AGGREGATE_OF[tag] for tag, fact in FACTS.items() if AGGREGATE_OF[tag] in STATES}
_EVOLVE = {kind: DECIDERS[kind].evolve for kind in STATES} | {"stretch": tallied}
_ENCODER = msgspec.json.Encoder()
_DECODERS = {kind: msgspec.json.Decoder(state) for kind, state in STATES.items()}
