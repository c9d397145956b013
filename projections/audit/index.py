"""Narrows the log down to the places where every condition may hold, chunk by chunk."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from projections.audit.places import bits_of, places_in, places_of, unpack, word_at
from projections.audit.tables import CHUNK
from projections.audit.wanted import Term

AT_ONCE = (8, 32, 128, 512)
"""How many chunks are looked into: few first, for most pages are full soon."""
FREQUENT = 64
"""A word in more facts of a chunk hardly narrows down what a rarer one leaves."""
EVERY = Term(("is:fact",))
Bits = dict[int, int]
"""Places by chunk, as bits."""


def candidates(
    connection: sa.Connection, terms: Sequence[Term], chunks: Sequence[int]
) -> Iterator[list[int]]:
    """Positions at which all ``terms`` may hold, rising, of some chunks at a time, as given."""
    at, step = 0, 0
    while at < len(chunks):
        several = chunks[at : at + AT_ONCE[step]]
        at, step = at + len(several), min(step + 1, len(AT_ONCE) - 1)
        found = sorted(_narrowed(connection, terms, several).items())
        yield [chunk * CHUNK + place for chunk, bits in found for place in places_of(bits)]


def _narrowed(connection: sa.Connection, terms: Sequence[Term], chunks: Sequence[int]) -> Bits:
    """The places in each chunk; what is likely to be rare is looked at first."""
    ordered = sorted(terms, key=lambda term: (term.is_not, not term.words, len(term.marks) != 1))
    if not ordered or ordered[0].is_not:
        ordered = [EVERY, *ordered]
    left: Bits = dict.fromkeys(chunks, -1)
    for term in ordered:
        found = (_saying if term.words else _bearing)(connection, term, list(left))
        if term.is_not:
            found = {chunk: ~found.get(chunk, 0) for chunk in left}
        both = ((chunk, bits & found.get(chunk, 0)) for chunk, bits in left.items())
        left = {chunk: bits for chunk, bits in both if bits}
        if not left:
            break
    return left


def _bearing(connection: sa.Connection, term: Term, chunks: Sequence[int]) -> Bits:
    """Where any of the term's marks is."""
    found: defaultdict[int, int] = defaultdict(int)
    asked = term.span or (list(term.marks),)
    for chunk, _, places in _rows(connection, chunks, *asked):
        found[chunk] |= unpack(places)
    return found


def _saying(connection: sa.Connection, term: Term, chunks: Sequence[int]) -> Bits:
    """Where all the words of any of the term's groups are."""
    marks = {word: f"word:{word_at(word)[0]}" for group in term.words for word in group}
    rows = _rows(connection, chunks, sorted(set(marks.values())))
    shards = {(chunk, mark): packed for chunk, mark, packed in rows}
    found: defaultdict[int, int] = defaultdict(int)
    for chunk in chunks:
        for group in term.words:
            held = [places_in(shards.get((chunk, marks[word]), b""), word) for word in group]
            found[chunk] |= _in_all(held)
    return found


def _in_all(held: list[list[int]]) -> int:
    """The places that are in all lists, as bits; long lists only count when none is short."""
    held.sort(key=len)
    bits = bits_of(held[0])
    for places in held[1:]:
        if not bits or len(places) > FREQUENT:
            break
        bits &= bits_of(places)
    return bits


def _rows(
    connection: sa.Connection, chunks: Sequence[int], *asked: Any
) -> Iterator[tuple[int, str, bytes]]:
    """Chunk, mark and places; asked for are several marks, or the first and the last."""
    statement, values = _POSTGRESQL[len(asked)], (list(chunks), *asked)
    if connection.dialect.name == "sqlite":
        statement = _SQLITE[len(asked)]
        values = tuple(_as_json(each) if isinstance(each, list) else each for each in values)
    for row in connection.exec_driver_sql(statement, values):
        yield row[0], row[1], row[2]


def _as_json(values: list[Any]) -> str:
    return msgspec.json.encode(values).decode()


_CHOSEN = "SELECT chunk, mark, places FROM audit_mark WHERE chunk "
_POSTGRESQL = {
    1: _CHOSEN + "= ANY(%s::bigint[]) AND mark = ANY(%s::text[])",
    2: _CHOSEN + "= ANY(%s::bigint[]) AND mark BETWEEN %s AND %s",
}
_LISTED = "IN (SELECT value FROM json_each(?))"
_SQLITE = {
    1: f"{_CHOSEN}{_LISTED} AND mark {_LISTED}",
    2: f"{_CHOSEN}{_LISTED} AND mark BETWEEN ? AND ?",
}
