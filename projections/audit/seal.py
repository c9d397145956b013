"""Writes the marks and the words of full chunks: once each, in order, never changed afterwards."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.fact import Actor, Ref
from ledger.database import Database
from projections.audit.places import numbers_of, pack, pack_words
from projections.audit.tables import AUDIT_MARK, BLOCK, CHUNK
from projections.audit.traits import (
    MARKED,
    OF_THE_FORM,
    hour_of,
    last_word,
    mark_of,
    stored_words_in,
)
from projections.bulk import Row, upsert
from projections.history.tables import HISTORY

AT_ONCE = 8
"""How many chunks are marked in one transaction."""
_ESCAPED = re.compile(rb"\\.")
_OF_THE_FORM = frozenset(word.encode() for word in OF_THE_FORM)
_NOTHING = msgspec.Raw(b"")
_NONE = msgspec.Raw(b"[]")


class _Packed(Struct, frozen=True, gc=False):
    """A row of the history; what many rows have in common, or is read by words, stays text."""

    position: int
    key: str | None
    about: str
    type: str
    who: msgspec.Raw
    source: str
    occurred_at: str
    correlation_id: str
    changes: msgspec.Raw
    details: msgspec.Raw = _NOTHING
    reason: str = ""
    because_of: msgspec.Raw = _NONE
    violations: msgspec.Raw = _NONE
    governed: bool = False


class _Common(NamedTuple):
    """What many rows have in common."""

    about: str
    type: str
    source: str
    reason: bool
    governed: bool
    packed_who: bytes
    packed_causes: bytes
    packed_violations: bytes

    @property
    def who(self) -> Actor:
        return msgspec.json.decode(self.packed_who, type=Actor)

    @property
    def because_of(self) -> tuple[Ref, ...]:
        return msgspec.json.decode(self.packed_causes, type=tuple[Ref, ...])

    @property
    def violations(self) -> tuple[str, ...]:
        return msgspec.json.decode(self.packed_violations, type=tuple[str, ...])


_Alike = tuple[str, str, str, bool, bool, bytes, bytes, bytes]
"""The values of a ``_Common``: cheaper to make for every row."""


def sealed(connection: sa.Connection, position: int, fresh: Sequence[Row]) -> list[Row]:
    """The marks of every chunk that is full at ``position``: rows for ``AUDIT_MARK``.

    Args:
        connection: Where the history's earlier rows are.
        position: The last one of the batch.
        fresh: The history's rows of the batch, by position, which need not be written yet.
    """
    since = fresh[0][0] if fresh else position + 1
    if since // CHUNK == (position + 1) // CHUNK:
        return []  # no chunk becomes full; one that was left open is marked with the next
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for row in fresh:
        texts[row[0] // CHUNK].append(row[-1])
    marked: list[Row] = []
    for chunk in range(open_chunk(connection), (position + 1) // CHUNK):
        span = {"first": chunk * CHUNK, "last": min(since, (chunk + 1) * CHUNK) - 1}
        earlier = connection.execute(_ROWS, span).scalars() if since > chunk * CHUNK else ()
        marked += _marked(chunk, chain(earlier, texts[chunk]))
    return marked


def seal_behind(database: Database) -> int:
    """Mark some full chunks of a history that leaves it to others; answers how many.

    Marks may come late, for what has none is looked through; and they follow from the rows, so
    that it does no harm when two mark the same chunk. None may be left out: a history that is
    cleared meanwhile begins with the first one again.
    """
    with database.read() as reading:
        first, newest = open_chunk(reading), reading.execute(_LAST).scalar()
        full = 0 if newest is None else (newest + 1) // CHUNK
        chunks = range(first, min(full, first + AT_ONCE))
        marked = [row for chunk in chunks for row in _marked(chunk, _texts(reading, chunk))]
    with database.begin(derived=True) if marked else nullcontext() as connection:
        if connection is not None and open_chunk(connection) == first:
            upsert(connection, AUDIT_MARK, marked)
    return len(chunks)


def _texts(connection: sa.Connection, chunk: int) -> Iterable[str]:
    span = {"first": chunk * CHUNK, "last": (chunk + 1) * CHUNK - 1}
    return connection.execute(_ROWS, span).scalars()


def open_chunk(connection: sa.Connection) -> int:
    """The first chunk without marks."""
    newest: int | None = connection.execute(_NEWEST).scalar()
    return 0 if newest is None else newest + 1


def _marked(chunk: int, rows: Iterable[str]) -> Iterator[Row]:
    first = chunk * CHUNK
    alike: defaultdict[_Alike, list[int]] = defaultdict(list)
    marks: defaultdict[str, list[int]] = defaultdict(list)
    said: defaultdict[int, list[bytes]] = defaultdict(list)
    for packed in rows:
        row = _READ(packed)
        place = row.position - first
        common = (
            row.about,
            row.type,
            row.source,
            bool(row.reason),
            row.governed,
            bytes(row.who),
            bytes(row.because_of),
            bytes(row.violations),
        )
        alike[common].append(place)
        marks[_hour(row.occurred_at)].append(place)
        said[place - place % BLOCK].append(_said_in(row))
    for common, places in alike.items():
        for mark in _marks_of(common):
            marks[mark] += places
    yield from ((chunk, mark, pack(sorted(places))) for mark, places in marks.items())
    words = [number for at, texts in said.items() for number in numbers_of(_words_of(texts), at)]
    yield from ((chunk, f"word:{at}", packed) for at, packed in pack_words(words))


@lru_cache(maxsize=10_000)
def _marks_of(alike: _Alike) -> frozenset[str]:
    row = _Common(*alike)
    return frozenset(mark_of(name, each) for name, read in MARKED.items() for each in read(row))


def _said_in(row: _Packed) -> bytes:
    """Everything in the row that has many values: names of fields and all text."""
    said = b"%b%b" % (row.changes, row.details)
    if b"\\" in said:
        said = _without_escapes(said)
    beside = f" {row.key or ''} {row.reason} {last_word(row.correlation_id)} "
    return said + beside.encode("utf-8", "surrogatepass")


def _words_of(texts: Iterable[bytes]) -> set[bytes]:
    words = stored_words_in(b"".join(texts))
    words.difference_update(_OF_THE_FORM)
    return words


def _without_escapes(said: bytes) -> bytes:
    """JSON with a blank for each escape: most are of three kinds, which need no pattern."""
    for often in (rb"\\", rb"\n", rb"\""):
        said = said.replace(often, b" ")
    return _ESCAPED.sub(b" ", said) if b"\\" in said else said


def _hour(moment: str) -> str:
    return _hour_of(f"{moment[:13]}:00Z" if moment.endswith("Z") else moment)


@lru_cache(maxsize=1_000)
def _hour_of(moment: str) -> str:
    return hour_of(datetime.fromisoformat(moment))


_READ = msgspec.json.Decoder(_Packed).decode
_NEWEST = sa.select(sa.func.max(AUDIT_MARK.c.chunk))
_LAST = sa.select(sa.func.max(HISTORY.c.position))
_ROWS = (
    sa.select(HISTORY.c.json)
    .where(HISTORY.c.position.between(sa.bindparam("first"), sa.bindparam("last")))
    .order_by(HISTORY.c.position)
)
