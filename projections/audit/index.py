"""Narrows the log down to the places where every condition may hold, chunk by chunk."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

import msgspec
import sqlalchemy as sa

from projections.audit.places import places_of, saying, unpack, word_at
from projections.audit.tables import CHUNK
from projections.audit.wanted import Term

AT_ONCE = (16, 128, 512)
"""How many chunks are looked into: few first, for most pages are full soon."""
EVERY = Term(("is:fact",))
Bits = dict[int, int]
"""Places by chunk, as bits."""
Marked = dict[str, bytes]
"""What a chunk holds of the marks and of the words that are asked for, packed."""


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
    """The places in each chunk at which all terms hold."""
    if all(term.is_not for term in terms):
        terms = [EVERY, *terms]
    held = _held(connection, terms, chunks)
    found = ((chunk, _in_all(terms, marked)) for chunk, marked in held.items())
    return {chunk: bits for chunk, bits in found if bits}


def _in_all(terms: Sequence[Term], marked: Marked) -> int:
    bits = -1
    for term in terms:
        where = _saying(term, marked) if term.words else _bearing(term, marked)
        bits &= ~where if term.is_not else where
        if not bits:
            break
    return bits


def _bearing(term: Term, marked: Marked) -> int:
    """Where any of the term's marks is."""
    names: Iterable[str] = term.marks
    if term.span is not None:
        first, last = term.span
        names = (name for name in marked if first <= name <= last)
    return reduce(or_, (unpack(marked[name]) for name in names if name in marked), 0)


def _saying(term: Term, marked: Marked) -> int:
    """Where all the words of any of the term's groups are."""
    groups = ((saying(marked.get(_shard(w), b""), w) for w in group) for group in term.words)
    return reduce(or_, (reduce(and_, group) for group in groups))


def _shard(word: str) -> str:
    return f"word:{word_at(word)[0]}"


def _held(
    connection: sa.Connection, terms: Sequence[Term], chunks: Sequence[int]
) -> dict[int, Marked]:
    """What each chunk holds of all that the terms ask for, in one statement."""
    marks = {mark for term in terms for mark in term.marks}
    marks |= {_shard(word) for term in terms for group in term.words for word in group}
    spans = [term.span for term in terms if term.span is not None]
    values: list[Any] = [list(chunks), sorted(marks)]
    for span in spans:
        values += [list(chunks), *span]
    held: defaultdict[int, Marked] = defaultdict(dict)
    for chunk, mark, places in _rows(connection, len(spans), values):
        held[chunk][mark] = places
    return held


def _rows(connection: sa.Connection, spans: int, values: Sequence[Any]) -> Iterable[Any]:
    driver: Any = connection.connection.driver_connection
    statement = " UNION ALL ".join([_SOME, *[_SPAN] * spans])
    if connection.dialect.name == "sqlite":
        packed = [_as_json(each) if isinstance(each, list) else each for each in values]
        return driver.execute(statement.format(*[_LISTED] * 2), packed)  # type: ignore[no-any-return]  # a cursor
    # binary: as text, each byte of places would be two, to be read one by one
    statement = statement.format("= ANY(%s::bigint[])", "= ANY(%s::text[])").replace("?", "%s")
    return driver.execute(statement, values, binary=True)  # type: ignore[no-any-return]  # a cursor


def _as_json(values: list[Any]) -> str:
    return msgspec.json.encode(values).decode()


_CHOSEN = "SELECT chunk, mark, places FROM audit_mark WHERE chunk {0} AND mark "
_SOME, _SPAN = f"{_CHOSEN}{{1}}", f"{_CHOSEN}BETWEEN ? AND ?"
_LISTED = "IN (SELECT value FROM json_each(?))"
