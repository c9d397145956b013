"""Writes one history row per fact; a batch reads the states it goes on with in one query."""

from collections.abc import Iterator, Mapping, Sequence, Set
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
from domain.link.facts import LinkPlanned
from domain.link.state import Link
from domain.product.state import Product
from ledger.entry import Entry
from projections.audit.seal import Marked, Seal, sealed
from projections.audit.tables import AUDIT_MARK
from projections.bulk import Row, rows_with
from projections.history.batch import HistoryBatch
from projections.history.changes import changes, details
from projections.history.followers import Folded, followers
from projections.history.row import Told
from projections.history.stretches import Tally, tallied
from projections.history.tables import HISTORY, HISTORY_STREAM
from projections.projection import OnError, Write, empty
from projections.search.tables import SEARCH_TEXT
from projections.search.texts import forget_words
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


AT_HAND = 2_500
"""About so many streams are kept in memory, and as many older ones."""
BATCHES_AT_HAND = 4
"""What so many batches touched is kept in any case."""


class HistoryView:
    """The history as a projection, with all that follows from the same fold.

    What the last batches folded is kept at hand, and used only when the next fact is the next
    version: a state belongs to its version, so it is right even after a rollback.
    """

    name = "history"
    version = 7
    on_error: OnError = "stop"
    tables: Sequence[sa.Table] = (HISTORY, HISTORY_STREAM, AUDIT_MARK, PLAN_EDGE, SEARCH_TEXT)

    def __init__(self, seal: Seal = sealed) -> None:
        """Know nothing yet; ``seal`` answers the marks of the chunks that become full."""
        self._seal = seal
        self._recent: dict[int, _Stream] = {}
        self._batches = 0
        self._older: dict[int, _Stream] = {}

    def apply(self, connection: sa.Connection, entries: Sequence[Entry]) -> Sequence[str]:
        """Write a row per fact and remember each touched stream's state."""
        return self.prepare(connection, entries)(connection)

    def prepare(self, connection: sa.Connection, entries: Sequence[Entry]) -> Write:
        """Fold the facts and tell the differences; what is left to do is to write them."""
        return self.worked_out(connection, entries).write

    def worked_out(self, connection: sa.Connection, entries: Sequence[Entry]) -> HistoryBatch:
        """All that is to be written for a batch.

        Right even when the last ``BATCHES_AT_HAND`` are not written yet: all of them are at hand.
        """
        mine = [entry for entry in entries if type(entry.fact) in _KINDS]
        first = {entry.stream_id.int: entry.stream_version for entry in reversed(mine)}
        owners = {owner.int for owner in _owners(mine)}
        streams = self._at_hand(first, owners)
        new = {at for at, version in first.items() if version == 1}
        streams |= _known(connection, (first.keys() | owners) - new - streams.keys())
        before = {each: stream.state for each, stream in streams.items()}
        touched: dict[int, _Stream] = {}
        facts: list[Marked] = []
        causes: set[tuple[str, str]] = set()  # key, and key of the cause
        for entry in mine:
            at, position = entry.stream_id.int, entry.position
            stream = streams.get(at)
            if stream is None:
                stream = streams[at] = _new_stream(entry, streams)
            touched[at] = stream
            key, tag, told = stream.key, _TAGS[type(entry.fact)], _told(entry, stream)
            envelope = entry.sealed.opened
            facts.append((position, key, tag, told, envelope))
            if key and envelope.origin.because_of:
                causes.update((key, ref.id) for ref in envelope.origin.because_of)
        self._keep(touched)
        folded = (Folded(s.kind, before.get(at), s.state) for at, s in touched.items())
        return HistoryBatch(
            facts=[each[:-1] for each in facts],
            new_streams=[_folded(each) for at, each in touched.items() if at not in before],
            streams=[_folded(each) for at, each in touched.items() if at in before],
            marks=self._seal(connection, entries[-1].position, facts),
            followers=followers(folded, causes),
        )

    def clear(self, connection: sa.Connection) -> None:
        """Forget every row."""
        empty(connection, self.tables)
        forget_words(connection)

    def _keep(self, touched: dict[int, "_Stream"]) -> None:
        """Have what the last batches touched at hand, and more while there is room."""
        if len(self._recent) > AT_HAND and self._batches >= BATCHES_AT_HAND:
            self._older, self._recent, self._batches = self._recent, {}, 0
        self._recent |= touched
        self._batches += 1

    def _at_hand(self, first: Mapping[int, int], owners: Set[int]) -> dict[int, "_Stream"]:
        """The streams that a batch goes on with where the last ones left them, and owners.

        Args:
            first: The version that the batch begins with, by stream.
            owners: The streams that its new streams belong to.
        """
        recent = (
            (each, self._recent.get(each) or self._older.get(each))
            for each in first.keys() | owners
        )
        return {
            each: stream
            for each, stream in recent
            if stream is not None and (each not in first or stream.version == first[each] - 1)
        }


class _Stream(Struct, gc=False):
    """A stream so far, after ``version`` facts."""

    id: str
    kind: str
    key: str | None
    state: Any = None
    version: int = 0


def _known(connection: sa.Connection, wanted: Set[int]) -> dict[int, _Stream]:
    """These streams as they are stored."""
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


def _owners(entries: Sequence[Entry]) -> Iterator[UUID]:
    owners = (_owner(entry) for entry in entries if type(entry.fact) in _OWNED)
    return (each for each in owners if each is not None)


def _owner(entry: Entry) -> UUID | None:
    """The stream whose key a new stream goes by: a link's item, a connection's product."""
    if isinstance(entry.fact, LinkPlanned):
        return entry.fact.item
    return entry.fact.product if isinstance(entry.fact, TrackerConnected) else None


def _told(entry: Entry, stream: _Stream) -> str:
    """Fold the entry into its stream and tell the difference."""
    before = stream.state
    stream.state = after = _EVOLVE[stream.kind](before, entry.fact)
    stream.version = entry.stream_version
    return Told(changes(before, after), details(entry.fact, after)).packed()


def _folded(stream: _Stream) -> Row:
    return (stream.id, stream.kind, stream.key, _ENCODER.encode(stream.state).decode())


_TAGS = {fact: tag for tag, fact in FACTS.items()}
_KINDS = {fact: AGGREGATE_OF[tag] for tag, fact in FACTS.items() if AGGREGATE_OF[tag] in STATES}
_EVOLVE = {kind: DECIDERS[kind].evolve for kind in STATES} | {"stretch": tallied}
_ENCODER = msgspec.json.Encoder()
_DECODERS = {kind: msgspec.json.Decoder(state) for kind, state in STATES.items()}
