"""Writes the marks and the words of full chunks: once each, in order, never changed afterwards."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.fact import Actor, Ref
from projections.audit.places import pack, pack_words, word_at
from projections.audit.tables import AUDIT_MARK, CHUNK
from projections.audit.traits import MARKED, OF_THE_FORM, hour_of, last_word, mark_of, words_in
from projections.bulk import Row, upsert
from projections.history.tables import HISTORY

_ESCAPED = re.compile(r"\\.")
_NOTHING = msgspec.Raw(b"")
_NONE = msgspec.Raw(b"[]")


class _Packed(Struct, frozen=True):
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


def seal(connection: sa.Connection, position: int) -> None:
    """Write the marks of every chunk that is full at ``position``."""
    for chunk in range(open_chunk(connection), (position + 1) // CHUNK):
        upsert(connection, AUDIT_MARK, list(_marked(connection, chunk)))


def open_chunk(connection: sa.Connection) -> int:
    """The first chunk without marks."""
    newest: int | None = connection.execute(_NEWEST).scalar()
    return 0 if newest is None else newest + 1


def _marked(connection: sa.Connection, chunk: int) -> Iterator[Row]:
    first = chunk * CHUNK
    alike: defaultdict[_Common, list[int]] = defaultdict(list)
    marks: defaultdict[str, list[int]] = defaultdict(list)
    words: defaultdict[str, list[int]] = defaultdict(list)
    span = {"first": first, "last": first + CHUNK - 1}
    for packed in connection.execute(_ROWS, span).scalars():
        row = _READ(packed)
        place = row.position - first
        alike[_common(row)].append(place)
        marks[_hour(row.occurred_at)].append(place)
        for word in _words_of(row):
            words[word].append(place)
    for common, places in alike.items():
        for mark in _marks_of(common):
            marks[mark] += places
    yield from ((chunk, mark, pack(sorted(places))) for mark, places in marks.items())
    yield from ((chunk, f"word:{at}", pack_words(found)) for at, found in _sharded(words).items())


def _sharded(words: Mapping[str, list[int]]) -> dict[int, list[int]]:
    shards: defaultdict[int, list[int]] = defaultdict(list)
    for word, places in words.items():
        shard, number = word_at(word)
        shards[shard] += [number | place for place in places]
    return shards


def _common(row: _Packed) -> _Common:
    packed = (bytes(row.who), bytes(row.because_of), bytes(row.violations))
    return _Common(row.about, row.type, row.source, bool(row.reason), row.governed, *packed)


@lru_cache(maxsize=10_000)
def _marks_of(common: _Common) -> frozenset[str]:
    return frozenset(mark_of(name, each) for name, read in MARKED.items() for each in read(common))


def _words_of(row: _Packed) -> set[str]:
    """The words of everything in the row that has many values: names of fields and all text."""
    said = (bytes(row.changes) + bytes(row.details)).decode()
    if "\\" in said:
        said = _ESCAPED.sub(" ", said)
    words = words_in(f"{row.key} {row.reason} {said}")
    words.add(last_word(row.correlation_id))
    return words - OF_THE_FORM


def _hour(moment: str) -> str:
    return _hour_of(f"{moment[:13]}:00Z" if moment.endswith("Z") else moment)


@lru_cache(maxsize=1_000)
def _hour_of(moment: str) -> str:
    return hour_of(datetime.fromisoformat(moment))


_READ = msgspec.json.Decoder(_Packed).decode
_NEWEST = sa.select(sa.func.max(AUDIT_MARK.c.chunk))
_ROWS = (
    sa.select(HISTORY.c.json)
    .where(HISTORY.c.position.between(sa.bindparam("first"), sa.bindparam("last")))
    .order_by(HISTORY.c.position)
)
