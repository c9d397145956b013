"""Reads streams and the log: rows to facts, facts to states."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from domain.decider import Decider
from ledger.entry import Entry, Sealed
from ledger.fact_mapper import FactMapper
from ledger.recorder import LedgerRecorder, Row
from ledger.shapes import shape_of
from ledger.transaction import Loaded

State = TypeVar("State")


class Reading:
    """What is stored, as facts, states and entries."""

    def __init__(self, recorder: LedgerRecorder, mapper: FactMapper) -> None:
        """Read with this recorder and this mapper."""
        self._recorder = recorder
        self._mapper = mapper

    def load(self, decider: Decider[State, Any], stream_id: UUID) -> Loaded[State]:
        """Fold a stream, from its snapshot when it has one that still reads.

        Raises:
            UnreadableFact: The stream holds a fact this program cannot read.
        """
        return self._loaded(decider, stream_id, self._recorder.stream(stream_id))

    def load_all(
        self, decider: Decider[State, Any], stream_ids: Iterable[UUID]
    ) -> dict[UUID, Loaded[State]]:
        """What ``load`` answers for each of some streams, in one look at the database."""
        wanted = set(stream_ids)
        found = self._recorder.streams(wanted) if wanted else {}
        return {each: self._loaded(decider, each, found.get(each, ())) for each in wanted}

    def _loaded(
        self, decider: Decider[State, Any], stream_id: UUID, rows: Sequence[Row]
    ) -> Loaded[State]:
        if rows and rows[0][1] == 0:
            version, _, shape, text = rows[0]
            state = shape_of(decider).read(shape, text)
            if state is not None:
                return self._fold(decider, state, version, rows[1:])
            rows = self._recorder.whole_stream(stream_id)
        return self._fold(decider, None, 0, rows)

    def entries(self, rows: Sequence[Row]) -> list[Entry]:
        """Rows of the log as entries."""
        streams = msgspec.convert([row[1] for row in rows], list[UUID])
        read = self._mapper.read_or_mark
        return [
            Entry(position, stream, version, read(tag, state), Sealed(event_id, envelope, recorded))
            for stream, (position, _, version, tag, state, event_id, envelope, recorded) in zip(
                streams, rows, strict=True
            )
        ]

    def _fold(
        self, decider: Decider[State, Any], state: State | None, version: int, rows: Sequence[Row]
    ) -> Loaded[State]:
        position = 0
        evolve, read = decider.evolve, self._mapper.read
        for row in rows:
            version, position, tag, text = row
            state = evolve(state, read(tag, text))
        return Loaded(state, version, position)
