"""What people ask of the audit log: any mix of filters, page by page, newest or oldest first."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice, starmap
from typing import NamedTuple

import sqlalchemy as sa

from projections import cursor as cursors
from projections.audit.index import candidates
from projections.audit.seal import open_chunk
from projections.audit.tables import CHUNK
from projections.audit.wanted import Term, Wanted, check_of, terms_of
from projections.bulk import execute, rows_with
from projections.history.row import Stored, sent
from projections.history.tables import HISTORY_ROW
from projections.keyset import Some
from projections.tables import LOG, MILESTONE

FIRST, AT_ONCE = 64, 256
"""How many rows are read in one go: few first, for a page is full soon."""
END = 2**62
Found = tuple[Stored, int]
"""A fact and its position."""


class Span(NamedTuple):
    """Positions from ``first`` to ``last``, both included, in the order they are asked for."""

    first: int
    last: int
    newest_first: bool


def audit(
    connection: sa.Connection,
    wanted: Wanted,
    *,
    limit: int = 50,
    cursor: str | None = None,
    newest_first: bool = True,
) -> Some[bytes]:
    """The facts that are wanted.

    Raises:
        CursorMismatch: The cursor was given out for other filters or another direction.
        CursorRefused: It is no cursor.
    """
    question = (wanted, newest_first)
    span = _span(connection, wanted, newest_first=newest_first)
    if cursor is not None:
        (place,) = cursors.read(cursor, question, tuple[int])
        span = span._replace(last=min(span.last, place - 1)) if newest_first else span
        span = span if newest_first else span._replace(first=max(span.first, place + 1))
    found = list(islice(facts(connection, wanted, span), limit + 1))
    rows, behind = cursors.cut(found, limit, question, 1)
    return Some([sent(fact.read()) for fact, _ in rows], behind)


def facts(connection: sa.Connection, wanted: Wanted, span: Span) -> Iterator[Found]:
    """The wanted facts within a span, in its order, as they are found."""
    terms, is_wanted = terms_of(wanted), check_of(wanted)
    marked = open_chunk(connection) * CHUNK if terms else 0
    late = span._replace(first=max(span.first, marked))
    early = span._replace(last=min(span.last, marked - 1))
    parts = [_through(connection, late), _by_marks(connection, terms, early)]
    for part in parts if span.newest_first else reversed(parts):
        for stored in part:
            if not terms or is_wanted(stored):
                yield stored, stored.position


def counted(connection: sa.Connection, wanted: Wanted) -> int:
    """How many facts bear marks: ``wanted`` asks for nothing but flags and traits of few values."""
    marked = open_chunk(connection)
    late = Span(marked * CHUNK, END, newest_first=False)
    found = candidates(connection, terms_of(wanted), range(marked))
    return sum(map(len, found)) + sum(1 for _ in facts(connection, wanted, late))


def at(connection: sa.Connection, position: int) -> bytes | None:
    """The one fact at a position; None when there is none."""
    found = next(_these(connection, [position]), None)
    return None if found is None else sent(found.read())


def _span(connection: sa.Connection, wanted: Wanted, *, newest_first: bool) -> Span:
    """Where the facts are that were recorded in the wanted time: it never decreases."""
    first, last = 0, END
    if wanted.recorded_from is not None:
        first = _first_since(connection, wanted.recorded_from, inclusive=True)
    if wanted.recorded_until is not None:
        last = _first_since(connection, wanted.recorded_until, inclusive=False) - 1
    return Span(first, last, newest_first)


def _first_since(connection: sa.Connection, moment: datetime, *, inclusive: bool) -> int:
    """The first position that late: looked for behind the last milestone that is earlier."""
    recorded, position = LOG.c.recorded_at, LOG.c.notification_id
    since = moment if connection.dialect.name == "postgresql" else _as_stored(moment)
    earlier = recorded < since if inclusive else recorded <= since
    milestones = sa.select(position).where(MILESTONE, earlier)
    newest = milestones.order_by(recorded.desc(), position.desc()).limit(1)
    behind = connection.execute(newest).scalar() or 0
    late = sa.select(position).where(position > behind, ~earlier).order_by(position).limit(1)
    found: int | None = connection.execute(late).scalar()
    return END if found is None else found


def _as_stored(moment: datetime) -> str:
    """A moment as SQLite's ledger has it: text that sorts as time does."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _through(connection: sa.Connection, span: Span) -> Iterator[Stored]:
    """Every fact of a span, some at a time."""
    while span.first <= span.last:
        rows = execute(connection, _FORTH[span.newest_first], (span.first, span.last, AT_ONCE))
        found = list(starmap(Stored, rows))
        yield from found
        if len(found) < AT_ONCE:
            return
        last = found[-1].position
        span = span._replace(last=last - 1) if span.newest_first else span._replace(first=last + 1)


def _by_marks(connection: sa.Connection, terms: list[Term], span: Span) -> Iterator[Stored]:
    """The facts of a span that bear the marks."""
    if span.first > span.last:
        return
    chunks = range(span.first // CHUNK, span.last // CHUNK + 1)
    turn = -1 if span.newest_first else 1
    for positions in candidates(connection, terms, chunks[::turn]):
        within = [each for each in positions[::turn] if span.first <= each <= span.last]
        yield from _these(connection, within[:FIRST])
        for at in range(FIRST, len(within), AT_ONCE):
            yield from _these(connection, within[at : at + AT_ONCE])


def _these(connection: sa.Connection, positions: list[int]) -> Iterator[Stored]:
    """The facts at these positions, in their order."""
    rows = rows_with(connection, HISTORY_ROW.c.position, positions, list(HISTORY_ROW.columns))
    found = {stored.position: stored for stored in starmap(Stored, rows)}
    return (found[each] for each in positions if each in found)  # a block may have gaps


_ALL = ", ".join(each.name for each in HISTORY_ROW.columns)
_SPAN = f"SELECT {_ALL} FROM history_row WHERE position BETWEEN ? AND ? ORDER BY position"  # noqa: S608  # names of columns
_FORTH = {True: f"{_SPAN} DESC LIMIT ?", False: f"{_SPAN} LIMIT ?"}
