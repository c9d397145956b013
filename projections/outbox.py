"""Marks links dirty from facts.

States: ``due`` (a worker has to look), ``idle`` (nothing to do), ``parked`` (a person has to look,
or the item has to change: what was refused may do then)
and ``detached`` (no longer followed). Workers write the same rows (``projections.outbox_queue``);
the projection holds them locked while it folds a batch, so that no mark is lost.

A rebuild keeps the rows: ``seen_position`` is the last fact a row has taken in, older facts are
passed over, and what only workers know (attempts, waits, leases) stays. A row that is missing
comes back as due, which is always safe.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from uuid import UUID

import msgspec
import sqlalchemy as sa
from msgspec.structs import astuple

from domain import keys
from domain.connection.facts import (
    ConnectionRemapped,
    ConnectionRestored,
    ConnectionResumed,
    TrackerConnected,
    TrackerDisconnected,
)
from domain.fact import Fact
from domain.link.facts import (
    ConflictSettled,
    GuardLifted,
    LinkDetached,
    LinkEstablished,
    LinkParked,
    LinkPlanned,
    LinkRearmed,
    LinkRelinked,
    RemoteVanished,
)
from domain.release.facts import ReleasePlanned
from ledger.entry import Entry
from projections.bulk import rows_with, upsert
from projections.outbox_table import OUTBOX
from projections.projection import OnError, by_stream, types_of
from projections.sync.tables import CONNECTION_VIEW

DISCONNECTED = "The connection is over."
VANISHED = "The issue is gone at the tracker."


class Mark(msgspec.Struct):
    """A row of the outbox, column by column."""

    link_id: str
    item_id: str
    connection_id: str
    state: str = "due"
    dirty_position: int = 0
    seen_position: int = 0
    not_before: float = 0.0
    attempts: int = 0
    lease_until: float = 0.0
    reason: str | None = None


class Outbox:
    """The outbox as a projection."""

    name = "outbox"
    version = 1
    on_error: OnError = "stop"
    tables: Sequence[sa.Table] = (OUTBOX,)

    def apply(self, connection: sa.Connection, entries: Sequence[Entry]) -> Sequence[str]:
        """Mark what the batch makes dirty; announces the links that are due because of it."""
        mine = list(filter(_tells, entries))
        if not mine:
            return ()
        products = _products(connection, mine)
        marks = _Marks(_known(connection, entries, products), products)
        for entry in mine:
            marks.take(entry)
        upsert(connection, OUTBOX, [astuple(mark) for mark in marks.touched.values()])
        return [mark.link_id for mark in marks.touched.values() if mark.state == "due"]

    def clear(self, connection: sa.Connection) -> None:
        """Keep every row: see the module's own words."""


class _Marks:
    """The rows of one batch, found by link, by item, by connection and by product."""

    def __init__(self, known: Iterable[Mark], products: Mapping[str, str]) -> None:
        self.touched: dict[str, Mark] = {}
        self._products = products
        self._by_link: dict[str, Mark] = {}
        self._by_owner: dict[str, list[Mark]] = {}
        for mark in known:
            self._keep(mark)

    def take(self, entry: Entry) -> None:
        """Let every row that ``entry`` concerns take it in, once."""
        fact = entry.fact
        if not self._by_link and not isinstance(fact, LinkPlanned):
            return  # nothing is linked, so far
        stream_id = str(entry.stream_id)
        if isinstance(fact, LinkPlanned) and stream_id not in self._by_link:
            state = "idle" if entry.origin.source == "import" else "due"
            self._keep(Mark(stream_id, str(fact.item), str(fact.connection), state))
        own = self._by_link.get(stream_id)
        owner = _product_of(fact) if isinstance(fact, ReleasePlanned) else stream_id
        for mark in [own] if own else self._by_owner.get(owner, ()):
            if mark.seen_position < entry.position:
                mark.seen_position = entry.position
                if not self._says_nothing_new(entry, mark):
                    _TELL.get(type(fact), _dirty)(mark, entry)
                self.touched[mark.link_id] = mark

    def _says_nothing_new(self, entry: Entry, mark: Mark) -> bool:
        """Whether an import told it: its tracker knows, and there is no other one to tell."""
        return entry.origin.source == "import" and len(self._by_owner[mark.item_id]) == 1

    def _keep(self, mark: Mark) -> None:
        if mark.link_id not in self._by_link:
            self._by_link[mark.link_id] = mark
            self._by_owner.setdefault(mark.item_id, []).append(mark)
            self._by_owner.setdefault(mark.connection_id, []).append(mark)
            if product := self._products.get(mark.connection_id):
                self._by_owner.setdefault(product, []).append(mark)


def _products(connection: sa.Connection, entries: Sequence[Entry]) -> dict[str, str]:
    """The products that have a new release, by their connections."""
    planned = [entry.fact for entry in entries if isinstance(entry.fact, ReleasePlanned)]
    ids = {_product_of(fact) for fact in planned}
    columns = (CONNECTION_VIEW.c.id, CONNECTION_VIEW.c.product_id)
    return dict(rows_with(connection, CONNECTION_VIEW.c.product_id, ids, columns))


def _product_of(fact: ReleasePlanned) -> str:
    return str(keys.stream_of(keys.product_of(fact.key)))


def _known(
    connection: sa.Connection, entries: Sequence[Entry], products: Mapping[str, str]
) -> list[Mark]:
    columns, marks = list(OUTBOX.columns), []
    for kind, key in _KEYS.items():
        lives = by_stream(entries, kind).items()
        ids = {str(UUID(int=each)) for each, life in lives if any(map(_tells, life))}
        ids |= set(products) if kind == "connection" else set()
        marks += [Mark(*row) for row in rows_with(connection, key, ids, columns, lock=True)]
    return marks


_KEYS = {
    "link": OUTBOX.c.link_id,
    "item": OUTBOX.c.item_id,
    "connection": OUTBOX.c.connection_id,
}


def _dirty(mark: Mark, entry: Entry) -> None:
    """There may be something to tell, unless nobody listens; what was refused may do now."""
    mark.dirty_position = entry.position
    if mark.state == "parked":
        _again(mark, entry)
    elif mark.state == "idle":
        mark.state = "due"


def _again(mark: Mark, entry: Entry) -> None:
    """Start over: at once, with all attempts."""
    mark.state, mark.dirty_position = "due", entry.position
    mark.attempts, mark.not_before, mark.reason = 0, 0.0, None


def _at_once(mark: Mark, entry: Entry) -> None:
    """What held the connection back is over."""
    _dirty(mark, entry)
    if mark.state == "due":
        mark.not_before = 0.0


def _look(mark: Mark, entry: Entry) -> None:
    """A milestone there may mean something now; what waits for a person waits on."""
    if mark.state == "idle":
        mark.state, mark.dirty_position = "due", entry.position


def _reconnect(mark: Mark, entry: Entry) -> None:
    if mark.reason == DISCONNECTED:
        _again(mark, entry)


def _park(mark: Mark, entry: Entry) -> None:
    fact = entry.fact
    mark.state, mark.reason = "parked", fact.reason if isinstance(fact, LinkParked) else None


def _detach(reason: str | None) -> Callable[[Mark, Entry], None]:
    def detach(mark: Mark, _entry: Entry) -> None:
        mark.state, mark.reason = "detached", reason

    return detach


_TELL: dict[type[Fact], Callable[[Mark, Entry], None]] = {
    LinkPlanned: _again,
    LinkEstablished: _dirty,
    ConflictSettled: _dirty,
    GuardLifted: _dirty,
    LinkRearmed: _again,
    LinkRelinked: _again,
    LinkParked: _park,
    LinkDetached: _detach(None),
    RemoteVanished: _detach(VANISHED),
    ConnectionRemapped: _at_once,
    ConnectionResumed: _at_once,
    ConnectionRestored: _at_once,
    ReleasePlanned: _look,
    TrackerConnected: _reconnect,
    TrackerDisconnected: _detach(DISCONNECTED),
}


def _tells(entry: Entry) -> bool:
    return type(entry.fact) in _telling()


@cache
def _telling() -> frozenset[type[Fact]]:
    return types_of("item") | frozenset(_TELL)
