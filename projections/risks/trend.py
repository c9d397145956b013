"""Keeps the trend: what each fact added to, or took from, what the risks threaten with.

A day is the one on which a change became true, so that back-dated facts land where they belong.
The sums do not depend on how the facts came in batches.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple
from uuid import UUID

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.keys import product_of
from domain.risk.evolve import evolve
from domain.risk.state import Risk, exposure, inherent_exposure
from ledger.entry import Entry
from projections.bulk import rows_with, upsert
from projections.projection import Lives, OnError, by_stream, empty
from projections.risks.tables import EXPOSURE, RISK_STATE


class Sums(NamedTuple):
    """Something to be added up: levels, risks that are open, and risks that have come true."""

    exposure: int = 0
    inherent: int = 0
    open: int = 0
    materialised: int = 0


_NOTHING = Sums()


class Day(Struct, frozen=True):
    """How things stood at the end of a day.

    Attributes:
        exposure: The sum of what the treatments leave of the levels of all open risks.
        inherent: The same sum as if nothing were done about them.
        open: How many risks are neither closed nor come true.
        materialised: How many have come true and are not closed.
    """

    day: str
    exposure: int
    inherent: int
    open: int
    materialised: int


class TrendView:
    """The trend as a projection."""

    name = "risk_trend"
    version = 1
    on_error: OnError = "stop"
    tables: Sequence[sa.Table] = (EXPOSURE, RISK_STATE)

    def apply(self, connection: sa.Connection, entries: Sequence[Entry]) -> Sequence[str]:
        """Add what every fact changes to its risk's day."""
        lives = by_stream(entries, "risk")
        if not lives:
            return ()
        states = _known(connection, lives)
        changes: dict[tuple[str, str], Sums] = {}
        for stream, life in lives.items():
            stood = _sums(states.get(stream))
            for entry in life:
                states[stream] = after = evolve(states.get(stream), entry.fact)
                at = (after.key, entry.origin.occurred_at.date().isoformat())
                stands = _sums(after)
                change = changes.setdefault(at, _NOTHING)
                if stands != stood:
                    changes[at] = _plus(change, _minus(stands, stood))
                stood = stands
        _add(connection, changes)
        folded = [(str(UUID(int=each)), _ENCODER.encode(states[each]).decode()) for each in lives]
        upsert(connection, RISK_STATE, folded)
        return ()

    def clear(self, connection: sa.Connection) -> None:
        """Forget every row."""
        empty(connection, self.tables)


def trend(
    connection: sa.Connection,
    product: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> list[Day]:
    """Every day on which something changed, and how things stood then; oldest first.

    Days before ``since`` are told by one: the newest of them, on which its sums still rest.
    """
    table = EXPOSURE.c
    summed = [sa.func.sum(table[name]) for name in Sums._fields]
    statement = sa.select(table.day, *summed).group_by(table.day).order_by(table.day)
    if product is not None:
        statement = statement.where(table.product_key == product)
    if until is not None:
        statement = statement.where(table.day <= until)
    rows = connection.execute(statement).all()
    running = accumulate((Sums(*row[1:]) for row in rows), _plus)
    days = [Day(row[0], *sums) for row, sums in zip(rows, running, strict=True)]
    earlier = [each for each in days if since is not None and each.day < since]
    return days[max(len(earlier) - 1, 0) :]


def _plus(left: Sums, right: Sums) -> Sums:
    return Sums(*(one + other for one, other in zip(left, right, strict=True)))


def _minus(left: Sums, right: Sums) -> Sums:
    return Sums(*(one - other for one, other in zip(left, right, strict=True)))


def _sums(state: Risk | None) -> Sums:
    if state is None or state.status == "closed":
        return Sums()
    if state.status == "materialised":
        return Sums(materialised=1)
    return Sums(exposure(state), inherent_exposure(state), open=1)


def _known(connection: sa.Connection, lives: Lives) -> dict[int, Risk]:
    """The states that the batch goes on with."""
    old = [str(UUID(int=each)) for each, life in lives.items() if life[0].stream_version > 1]
    columns = [RISK_STATE.c.stream_id, RISK_STATE.c.state]
    found = rows_with(connection, RISK_STATE.c.stream_id, old, columns)
    return {UUID(id_).int: _DECODER.decode(state) for id_, state in found}


def _add(connection: sa.Connection, changes: Mapping[tuple[str, str], Sums]) -> None:
    """Add to what the days hold; a day whose sums come to nothing keeps its row all the same."""
    keys = {key for key, _ in changes}
    columns = [EXPOSURE.c.key, EXPOSURE.c.day, *(EXPOSURE.c[name] for name in Sums._fields)]
    found = rows_with(connection, EXPOSURE.c.key, keys, columns)
    held = {(row[0], row[1]): Sums(*row[2:]) for row in found}
    rows = [
        (key, day, product_of(key), *_plus(held.get((key, day), _NOTHING), change))
        for (key, day), change in changes.items()
    ]
    upsert(connection, EXPOSURE, rows)


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Risk)
