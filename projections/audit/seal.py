"""Writes the marks and the words of full chunks: once each, in order, never changed afterwards."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import starmap
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from domain.catalogue import AGGREGATE_OF
from domain.fact import Actor, Ref, Source
from domain.personal import masked
from ledger.entry import Envelope
from projections.audit.places import bits_of, numbers_of, pack, pack_words
from projections.audit.tables import AUDIT_MARK, BLOCK, CHUNK
from projections.audit.traits import (
    MARKED,
    OF_THE_FORM,
    hour_of,
    mark_of,
    stored_words_in,
)
from projections.bulk import Row
from projections.history.row import Stored
from projections.history.tables import HISTORY_ROW

if TYPE_CHECKING:
    from datetime import datetime

_position_of = itemgetter(0)
_ESCAPED = re.compile(rb"\\.")
_LAST_WORD = 0xFFFF_FFFF_FFFF
_OF_THE_FORM = frozenset(word.encode() for word in OF_THE_FORM)


Marked = tuple[int, str | None, str, str, Envelope]
"""A fact that gets marks: its row of the history (position, key, type, what it changed), and what
stands beside it."""
Seal = Callable[[sa.Connection, int, Sequence[Marked]], list[Row]]
"""As ``sealed``."""


class _Common(NamedTuple):
    """What many facts have in common."""

    type: str
    source: Source
    reason: bool
    governed: bool
    who: Actor
    because_of: tuple[Ref, ...]
    violations: tuple[str, ...]

    @property
    def about(self) -> str:
        return AGGREGATE_OF[self.type]


_Alike = tuple[str, Source, bool, bool, Actor, tuple[Ref, ...], tuple[str, ...]]
"""The values of a ``_Common``: cheaper to make for every row."""


def sealed(connection: sa.Connection, position: int, fresh: Sequence[Marked]) -> list[Row]:
    """The marks of every chunk that is full at ``position``: rows for ``AUDIT_MARK``.

    Args:
        connection: Where the history's earlier rows are.
        position: The last one of the batch.
        fresh: The batch's facts by position, whose rows need not be written yet.
    """
    since = _position_of(fresh[0]) if fresh else position + 1
    if since // CHUNK == (position + 1) // CHUNK:
        return []  # no chunk becomes full; one that was left open is marked with the next
    return SealedInTurn()(connection, position, fresh)


class SealedInTurn:
    """What ``sealed`` does, for batches of which each goes on where the last one ended.

    It asks the database before the first of them only, so that none need be written by then.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self._open: defaultdict[int, list[Marked]] | None = None

    def __call__(
        self, connection: sa.Connection, position: int, fresh: Sequence[Marked]
    ) -> list[Row]:
        """The marks of every chunk that is full at ``position``."""
        if self._open is None:
            self._open = _left_open(connection, _position_of(fresh[0]) if fresh else position + 1)
        for chunk, facts in _parts(fresh, CHUNK):
            self._open[chunk] += facts
        full = sorted(chunk for chunk in self._open if chunk < (position + 1) // CHUNK)
        return [row for chunk in full for row in _marks_in(chunk, self._open.pop(chunk))]


def _parts(facts: Sequence[Marked], size: int) -> Iterator[tuple[int, Sequence[Marked]]]:
    """The facts of every ``size`` positions that have some, with the part's number."""
    first = 0
    while first < len(facts):
        part = _position_of(facts[first]) // size
        most = min(first + size, len(facts))
        behind = bisect_left(facts, (part + 1) * size, first, most, key=_position_of)
        yield part, facts[first:behind]
        first = behind


def _left_open(connection: sa.Connection, before: int) -> defaultdict[int, list[Marked]]:
    """The facts without marks that come before a position, by chunk."""
    span = {"first": open_chunk(connection) * CHUNK, "last": before - 1}
    found: defaultdict[int, list[Marked]] = defaultdict(list)
    for fact in starmap(_stored, connection.execute(_ROWS, span)):
        found[_position_of(fact) // CHUNK].append(fact)
    return found


def _stored(*row: Any) -> Marked:  # the columns of a ``Stored``
    stored = Stored(*row)
    return (stored.position, stored.key, stored.type, stored.json, stored.opened)


def open_chunk(connection: sa.Connection) -> int:
    """The first chunk without marks."""
    newest: int | None = connection.execute(_NEWEST).scalar()
    return 0 if newest is None else newest + 1


def _marks_in(chunk: int, facts: Sequence[Marked]) -> Iterator[Row]:
    first = chunk * CHUNK
    alike: defaultdict[_Alike, list[int]] = defaultdict(list)
    moments: defaultdict[datetime, list[int]] = defaultdict(list)  # facts of one save share theirs
    words: list[int] = []
    for at, block in _parts(facts, BLOCK):
        beside: list[str] = []
        for position, key, kind, _told, envelope in block:
            place, origin = position - first, envelope.origin
            reason = origin.reason
            common = (
                kind,
                origin.source,
                bool(reason),
                envelope.governed,
                origin.actor,
                origin.because_of,
                envelope.violations,
            )
            alike[common].append(place)
            moments[origin.occurred_at].append(place)
            # of the id its ``last_word``
            beside.append(f"{key or ''} {origin.correlation_id.int & _LAST_WORD:012x}")
            if reason:
                beside.append(masked(reason))
        told = [fact[3] for fact in block]
        words += numbers_of(_words_of(told, beside), at * BLOCK - first)
    marks: defaultdict[str, int] = defaultdict(int)  # the places of each as bits
    for moment, places in moments.items():
        marks[hour_of(moment)] |= bits_of(places)
    for common, places in alike.items():
        bits = bits_of(places)
        for mark in _marks_of(common):
            marks[mark] |= bits
    yield from ((chunk, mark, pack(bits)) for mark, bits in marks.items())
    yield from ((chunk, f"word:{at}", packed) for at, packed in pack_words(words))


@lru_cache(maxsize=10_000)
def _marks_of(alike: _Alike) -> frozenset[str]:
    row = _Common(*alike)
    return frozenset(mark_of(name, each) for name, read in MARKED.items() for each in read(row))


def _words_of(told: Iterable[str], beside: Iterable[str]) -> set[bytes]:
    """The words of what the history keeps of a block, and of what stands beside it."""
    said = " ".join(told).encode()
    if b"\\" in said:
        said = _without_escapes(said)
    words = stored_words_in(said + b" " + " ".join(beside).encode("utf-8", "surrogatepass"))
    words.difference_update(_OF_THE_FORM)
    return words


def _without_escapes(said: bytes) -> bytes:
    """JSON with a blank for each escape: most are of three kinds, which need no pattern."""
    for often in (rb"\\", rb"\n", rb"\""):
        said = said.replace(often, b" ")
    return _ESCAPED.sub(b" ", said) if b"\\" in said else said


_NEWEST = sa.select(sa.func.max(AUDIT_MARK.c.chunk))
_ROWS = (
    sa.select(*HISTORY_ROW.columns)
    .where(HISTORY_ROW.c.position.between(sa.bindparam("first"), sa.bindparam("last")))
    .order_by(HISTORY_ROW.c.position)
)
